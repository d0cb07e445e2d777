package org.byway.agent;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.byway.agent.credential.CredentialBook;
import org.byway.agent.identity.Identity;
import org.byway.agent.identity.IdentityBook;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Entry;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.Persona;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.vault.Vault;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.VaultEntry;

/** What an agent writes in and signs with; the book of identities follows the vault. */
record Books(
        Keyring keys,
        Ledger ledger,
        Vault vault,
        IdentityBook identities,
        CredentialBook credentials,
        Restored restored,
        Bytes32 hosted) {
    private static final int LEAP = 1_000;

    /** @param hosted the community that is spoken in; null for the one that was founded here */
    static Books of(Keyring keys, Ledger ledger, Vault vault, Bytes32 hosted) throws IOException {
        IdentityBook identities = new IdentityBook();
        CredentialBook credentials = new CredentialBook();
        Restored restored = new Restored();
        vault.follow(identities::take);
        vault.follow(credentials::take);
        vault.follow(restored::take);
        return new Books(keys, ledger, vault, identities, credentials, restored, hosted);
    }

    /** How far the ledger comes from a snapshot and from nodes, if this home does. */
    static final class Restored {
        private long bundlesTo;
        private long recalledTo;
        private long at;

        private void take(VaultEntry entry) {
            if (entry.hasHomeRestored()) {
                at = entry.getNoted();
                bundlesTo = entry.getHomeRestored().getBundlesBytes();
            } else if (entry.hasHomeRecalled()) {
                bundlesTo = 0;
                recalledTo = entry.getHomeRecalled().getBundlesBytes();
            }
        }
    }

    /** When this home was last made of a snapshot, milliseconds; 0 where it never was. */
    long restoredAt() {
        return restored.at;
    }

    /** Whether it was said before this home was restored: a later revision may be elsewhere, so none is sealed here before a recall. */
    boolean isRestored(Entry entry) {
        return ledger.holding(entry.id()).at() < restored.bundlesTo;
    }

    /** Whether this home is of a snapshot, and nodes were not asked yet what came after it. */
    boolean isToBeRecalled() {
        return restored.bundlesTo > 0 || identities.all().stream().anyMatch(identities::isRestored);
    }

    /** How many revision numbers the next one leaves out: nodes may have withheld some of those that were given before a restore. */
    private int leap(Entry head) {
        return ledger.holding(head.id()).at() < restored.recalledTo ? LEAP : 0;
    }

    /** The community for which is sealed; empty before there is one. */
    Optional<Bytes32> spokenIn() {
        return Optional.ofNullable(hosted).or(() -> ledger.charter().map(Entry::id));
    }

    /** The same; there must be one. */
    Bytes32 community() {
        return spokenIn().orElseThrow();
    }

    /** Who is to seal the next revision of what this entry began; refused where that was an identity that has ended. */
    Checked<Persona> sealer(Entry entry) {
        if (entry.keySequence() == 0) {
            return new Checked.Ok<>(new Persona(null, entry.persona(), entry.author()));
        }
        Optional<Identity> identity = identities.of(entry.author()).filter(known -> !known.hasEnded());
        return identity.isPresent()
                ? new Checked.Ok<>(persona(identity.get()))
                : Refusal.of(Reason.STALE, "the name under which it was said has ended");
    }

    /** Where the next revision of what was said last stands, sealed by that one. */
    Envelope.Place next(Persona sealer, Entry head, Envelope before) {
        return new Envelope.Place(
                sealer.author(), sealer.keySequence(), before.community(), before.lineage(), before, leap(head));
    }

    /** Where something new stands: in a lineage of its own. */
    Envelope.Place first(Persona sealer, long horizon, RandomGenerator random) {
        byte[] salt = new byte[Lineage.RANDOM_BYTES];
        random.nextBytes(salt);
        return new Envelope.Place(sealer.author(), sealer.keySequence(), community(), Lineage.of(horizon, salt), null);
    }

    /** Seals one record in a bundle of its own. */
    Waiting seal(Ledger.Page page, Persona sealer, Envelope envelope, byte[] content, Bytes32 row) throws IOException {
        Sealing sealing = new Sealing();
        sealing.add(sealer, keys, envelope, content, row);
        Sealing.Sealed sealed = sealing.seal();
        return page.sealed(List.of(), sealed.entries(), sealed.bundle());
    }

    /** Who speaks under a name: an identity before a bare key. */
    Optional<Persona> named(String name) {
        return identities.named(name).map(Books::persona).or(() -> ledger.persona(name));
    }

    static Persona persona(Identity identity) {
        return new Persona(identity.name(), identity.index(), identity.id(), identity.keySequence());
    }
}
