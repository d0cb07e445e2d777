package org.byway.agent;

import java.io.IOException;
import java.util.Optional;
import org.byway.agent.identity.Identity;
import org.byway.agent.identity.IdentityBook;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Entry;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.Persona;
import org.byway.agent.vault.Vault;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.VaultEntry;

/** What an agent writes in and signs with; the book of identities follows the vault. */
record Books(Keyring keys, Ledger ledger, Vault vault, IdentityBook identities, Restored restored) {
    static Books of(Keyring keys, Ledger ledger, Vault vault) throws IOException {
        IdentityBook identities = new IdentityBook();
        Restored restored = new Restored();
        vault.follow(identities::take);
        vault.follow(restored::take);
        return new Books(keys, ledger, vault, identities, restored);
    }

    /** How far the ledger comes from a snapshot, if this home does. */
    static final class Restored {
        private long bundlesTo;

        private void take(VaultEntry entry) {
            if (entry.hasHomeRestored()) {
                bundlesTo = entry.getHomeRestored().getBundlesBytes();
            }
        }
    }

    /** Whether it was said before this home was restored: a later revision may be elsewhere, so none is sealed here. */
    boolean isRestored(Entry entry) {
        return ledger.holding(entry.id()).at() < restored.bundlesTo;
    }

    /** The community for which is sealed; there must be one. */
    Bytes32 community() {
        return ledger.charter().map(Entry::id).orElseThrow();
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

    static Persona persona(Identity identity) {
        return new Persona(identity.name(), identity.index(), identity.id(), identity.keySequence());
    }
}
