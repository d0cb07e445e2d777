package org.byway.protocol.experience;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.community.Charter;
import org.byway.protocol.community.Succession;
import org.byway.protocol.identity.KeyState;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Statement;

/** By which records are believed: charters of the communities that postmarked them, and key events of identities. */
final class Papers {
    private final Map<Bytes32, Charter> charters = new TreeMap<>();
    private final Map<Bytes32, List<Bytes32>> keys = new TreeMap<>();

    Papers(Collection<SignedRecord> records, SignatureCheck signatures) {
        Map<Bytes32, SortedMap<Integer, byte[]>> events = new TreeMap<>();
        Map<Bytes32, List<Charter>> shown = new TreeMap<>();
        for (SignedRecord record : records) {
            if (record.envelope().is(Kind.CHARTER)
                    && record.content() != null
                    && Charter.read(record.envelope(), record.content(), signatures)
                            instanceof Checked.Ok<Charter>(Charter charter)) {
                shown.computeIfAbsent(charter.community(), none -> new ArrayList<>())
                        .add(charter);
            } else if (record.envelope().is(Kind.KEY_EVENT) && record.content() != null) {
                events.computeIfAbsent(record.envelope().author(), none -> new TreeMap<>())
                        .putIfAbsent(record.envelope().keySequence(), record.content());
            }
        }
        shown.forEach(this::inForce);
        events.forEach((identity, contents) -> keys.put(identity, keys(identity, contents)));
    }

    /** Whoever likes writes a later Charter of any community: only what follows from its first one counts. */
    private void inForce(Bytes32 community, List<Charter> shown) {
        shown.stream()
                .filter(each -> each.id().equals(community))
                .findFirst()
                .ifPresent(first -> Succession.of(first, shown).path().forEach(each -> charters.put(each.id(), each)));
    }

    /** The identity's keys from the first on, as far as its events follow one another. */
    private static List<Bytes32> keys(Bytes32 identity, SortedMap<Integer, byte[]> contents) {
        List<Bytes32> keys = new ArrayList<>();
        Checked<KeyState> state = contents.containsKey(1)
                ? KeyState.incept(contents.get(1))
                : Refusal.of(Reason.UNKNOWN_AUTHOR, "it has no beginning");
        while (state instanceof Checked.Ok<KeyState>(KeyState now)
                && now.identity().equals(identity)) {
            keys.add(now.key());
            byte[] next = contents.get(now.keySequence() + 1);
            state = next == null ? Refusal.of(Reason.UNKNOWN_AUTHOR, "it goes no further") : now.next(next);
        }
        return keys;
    }

    /** Whether this is the n-th key of an identity. */
    Refusal ofIdentity(Bytes32 identity, int sequence, Bytes32 key) {
        List<Bytes32> known = keys.getOrDefault(identity, List.of());
        if (sequence > known.size()) {
            return new Refusal(Reason.UNKNOWN_AUTHOR, "the key events of " + identity + " are not all here");
        }
        return known.get(sequence - 1).equals(key)
                ? null
                : new Refusal(Reason.BAD_KEY, "it is signed by no key of " + identity);
    }

    /** Whether a record is sealed by its author's key, the one that is in force. */
    Refusal sealed(SignedRecord record) {
        int sequence = record.envelope().keySequence();
        if (sequence == 0) {
            return null;
        }
        Bytes32 author = record.envelope().author();
        Refusal wrong = ofIdentity(author, sequence, record.sealStatement().key());
        boolean changed = wrong == null && keys.get(author).size() > sequence;
        return changed ? new Refusal(Reason.STALE, "its author's key was changed since") : wrong;
    }

    /** Whether a node of its community let it in. */
    Refusal postmarked(SignedRecord record) {
        Statement.Postmark postmark = record.postmarkStatement();
        if (postmark == null) {
            return new Refusal(Reason.MISSING_POSTMARK, "no community answers for it");
        }
        Charter charter = charters.get(postmark.charter());
        if (charter == null) {
            return new Refusal(Reason.UNKNOWN_CHARTER, "the charter of the community that answers for it is not here");
        }
        return charter.community().equals(postmark.community()) && charter.hasNode(postmark.node())
                ? null
                : new Refusal(Reason.BAD_POSTMARK, "the community that answers for it has no such node");
    }
}
