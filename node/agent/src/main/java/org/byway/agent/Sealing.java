package org.byway.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Entry;
import org.byway.agent.ledger.Persona;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;

/** One bundle in the making: what each persona says in it is sealed with one signature for every thousand records. */
final class Sealing {
    /** What a record may need in a bundle beside its content: envelope, seal and proof of a persona of its own. */
    static final int RECORD_BYTES = 480;

    private static final int SEAL_RECORDS = 1_000;

    private final Map<Bytes32, Group> groups = new LinkedHashMap<>();

    /** The records of one persona. */
    private record Group(Bytes32 author, SigningKey key, List<Written> written) {}

    private record Written(Envelope envelope, byte[] content, Bytes32 persona, Bytes32 row) {}

    /** A sealed bundle and what the ledger tells of it, in the same order. */
    record Sealed(List<Entry> entries, byte[] bundle) {}

    /**
     * Adds a record of the persona.
     *
     * @param row the digest of the row that it came of, or null
     */
    void add(Persona persona, Keyring keys, Envelope envelope, byte[] content, Bytes32 row) {
        SigningKey key = keys.key(persona.index(), persona.keySequence());
        groups.computeIfAbsent(persona.author(), author -> new Group(author, key, new ArrayList<>()))
                .written()
                .add(new Written(envelope, content, persona.index(), row));
    }

    /** Adds a record of the steward. */
    void add(SigningKey steward, Envelope envelope, byte[] content) {
        groups.computeIfAbsent(steward.publicKey(), author -> new Group(author, steward, new ArrayList<>()))
                .written()
                .add(new Written(envelope, content, null, null));
    }

    Sealed seal() {
        List<SignedRecord> records = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (Group group : groups.values()) {
            for (int from = 0; from < group.written().size(); from += SEAL_RECORDS) {
                int to = Math.min(group.written().size(), from + SEAL_RECORDS);
                seal(group, group.written().subList(from, to), records);
            }
            group.written()
                    .forEach(written -> entries.add(entry(written.envelope(), written.persona(), written.row())));
        }
        return new Sealed(entries, Bundles.write(records).toByteArray());
    }

    private static void seal(Group group, List<Written> together, List<SignedRecord> to) {
        Bytes32[] ids =
                together.stream().map(written -> written.envelope().id()).toArray(Bytes32[]::new);
        Signed seal = Signed.seal(group.key(), group.author(), ids);
        for (int i = 0; i < ids.length; i++) {
            Written written = together.get(i);
            to.add(new SignedRecord(written.envelope(), written.content(), seal, i, null, 0));
        }
    }

    /** What the ledger tells of a record. */
    static Entry entry(Envelope envelope, Bytes32 persona, Bytes32 row) {
        return new Entry(
                envelope.id(),
                Kind.of(envelope.kind()),
                envelope.author(),
                envelope.keySequence(),
                persona,
                envelope.lineage(),
                envelope.revision(),
                envelope.previous(),
                envelope.expires(),
                row);
    }
}
