package org.byway.agent.export;

import java.io.IOException;
import java.util.List;
import org.byway.agent.identity.Identity;
import org.byway.agent.identity.IdentityBook;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Entry;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.letter.Letters;
import org.byway.agent.vault.Vault;
import org.byway.agent.vault.VaultDamaged;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;

/** Whether all that a ledger and a vault tell can be true of a person with these keys. */
final class History {
    private final Keyring keys;
    private final Ledger ledger;
    private final Vault vault;
    private final IdentityBook identities = new IdentityBook();
    private final Verification verification = new Verification(new StrictEd25519());

    History(Keyring keys, Ledger ledger, Vault vault) {
        this.keys = keys;
        this.ledger = ledger;
        this.vault = vault;
    }

    /** How many records there are; {@link VaultDamaged} or IllegalStateException says what cannot be. */
    int check() throws IOException {
        vault.follow(identities::take);
        Letters.read(keys, vault);
        for (Identity identity : identities.all()) {
            if (!identity.state().key().equals(key(identity.index(), identity.keySequence()))) {
                throw new VaultDamaged("the name \"" + identity.name() + "\" has a key that is not of these words");
            }
        }
        int records = 0;
        for (Waiting bundle : ledger.bundles()) {
            switch (verification.bundle(ledger.bytes(bundle))) {
                case Checked.Refused<List<SignedRecord>>(Refusal refusal) ->
                    throw new VaultDamaged("a bundle does not verify: " + refusal.detail());
                case Checked.Ok<List<SignedRecord>>(List<SignedRecord> found) -> records += check(bundle, found);
            }
        }
        return records;
    }

    private int check(Waiting bundle, List<SignedRecord> records) throws IOException {
        if (records.size() != bundle.entries().size()) {
            throw new VaultDamaged("the ledger does not fit its records");
        }
        for (int i = 0; i < records.size(); i++) {
            SignedRecord record = records.get(i);
            Entry entry = bundle.entries().get(i);
            boolean fits = record.id().equals(entry.id())
                    && record.envelope().author().equals(entry.author())
                    && record.envelope().keySequence() == entry.keySequence()
                    && record.envelope().lineage().equals(entry.lineage());
            if (!fits) {
                throw new VaultDamaged("the ledger says something else than record " + record.id());
            }
            if (!isOwn(entry, record)) {
                throw new VaultDamaged("record " + record.id() + " is not sealed by a key of these words");
            }
        }
        return records.size();
    }

    private boolean isOwn(Entry entry, SignedRecord record) {
        Bytes32 sealed = record.sealStatement().key();
        if (entry.persona() == null) {
            return sealed.equals(keys.steward().publicKey()) && entry.author().equals(sealed);
        }
        if (!sealed.equals(key(entry.persona(), entry.keySequence()))) {
            return false;
        }
        return entry.keySequence() == 0
                ? entry.author().equals(sealed)
                : identities
                        .at(entry.persona())
                        .filter(identity ->
                                identity.id().equals(entry.author()) && identity.keySequence() >= entry.keySequence())
                        .isPresent();
    }

    private Bytes32 key(Bytes32 index, int sequence) {
        return keys.key(index, sequence).publicKey();
    }
}
