package org.byway.protocol.equivocation;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.byway.protocol.community.Charter;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.wire.EquivocationProof;

/**
 * Two records that contradict each other, by SPEC.md, 1.6: two events of one number of an identity, or two Charters that follow the
 * same one and that one steward has endorsed both.
 *
 * @param by whose it is: the identity, or the stewards in order
 * @param one with the lower id
 */
public record Equivocation(List<Bytes32> by, SignedRecord one, SignedRecord other) {
    private static final SignatureCheck JUDGED = (key, message, offset, length, signature) -> true;

    /** What these two say against whoever signed both; null where both may be. Both are known to be valid, and have their content. */
    public static Equivocation of(SignedRecord left, SignedRecord right) {
        Envelope a = left.envelope();
        Envelope b = right.envelope();
        boolean alike = a.kind() == b.kind() && a.home().equals(b.home());
        if (left.content() == null || right.content() == null) {
            return null;
        }
        List<Bytes32> by = a.is(Kind.KEY_EVENT) && b.is(Kind.KEY_EVENT)
                ? identities(a, b)
                : alike && a.is(Kind.CHARTER) ? stewards(left, right) : List.of();
        if (by.isEmpty() || a.id().equals(b.id())) {
            return null;
        }
        List<SignedRecord> both = Stream.of(left, right)
                .sorted(Comparator.comparing(SignedRecord::id))
                .toList();
        return new Equivocation(by, both.get(0), both.get(1));
    }

    /** The same event may be said again, as when somebody moves: its content is the same then. */
    private static List<Bytes32> identities(Envelope a, Envelope b) {
        boolean same = a.author().equals(b.author())
                && a.keySequence() == b.keySequence()
                && a.keySequence() > 0
                && !a.contentDigest().equals(b.contentDigest());
        return same ? List.of(a.author()) : List.of();
    }

    private static List<Bytes32> stewards(SignedRecord left, SignedRecord right) {
        if (!(Charter.held(left.envelope(), left.content()) instanceof Checked.Ok<Charter>(Charter a))
                || !(Charter.held(right.envelope(), right.content()) instanceof Checked.Ok<Charter>(Charter b))) {
            return List.of();
        }
        boolean rivals = a.sequence() > 0
                && a.sequence() == b.sequence()
                && a.revision().previous().equals(b.revision().previous())
                && !a.revision().digest().equals(b.revision().digest());
        if (!rivals) {
            return List.of();
        }
        SortedSet<Bytes32> both = new TreeSet<>(a.revision().endorsers());
        both.retainAll(b.revision().endorsers());
        return List.copyOf(both);
    }

    /** Reads the content of a proof and checks it, signatures included. */
    public static Checked<Equivocation> read(byte[] content, SignatureCheck signatures) {
        try {
            EquivocationProof proof = EquivocationProof.parseFrom(content);
            if (proof.getStatements().getRecordsCount() != 2
                    || proof.getStatements().getPostmarksCount() > 0) {
                return refused("a proof has two records without postmarks");
            }
            return switch (new Verification(signatures).bundle(proof.getStatements())) {
                case Checked.Refused<List<SignedRecord>>(Refusal refusal) ->
                    refused("what is shown does not hold: " + refusal.detail());
                case Checked.Ok<List<SignedRecord>>(List<SignedRecord> both) -> contradicting(both, signatures);
            };
        } catch (InvalidProtocolBufferException e) {
            return refused("not a proof of an equivocation");
        }
    }

    private static Checked<Equivocation> contradicting(List<SignedRecord> both, SignatureCheck signatures) {
        Equivocation found = of(both.get(0), both.get(1));
        if (found == null) {
            return refused("the two records do not contradict each other");
        }
        boolean hold = both.stream()
                .allMatch(each -> each.envelope().is(Kind.CHARTER)
                        ? Charter.read(each.envelope(), each.content(), signatures) instanceof Checked.Ok
                        : true);
        boolean oneKey = !found.one().envelope().is(Kind.KEY_EVENT)
                || found.one()
                        .sealStatement()
                        .key()
                        .equals(found.other().sealStatement().key());
        return hold && oneKey ? new Checked.Ok<>(found) : refused("the two records were not signed by the same");
    }

    private static Checked<Equivocation> refused(String why) {
        return Refusal.of(Reason.BAD_CONTENT, why);
    }

    /** Reads the content of a proof whose signatures were checked already. */
    public static Checked<Equivocation> held(byte[] content) {
        return read(content, JUDGED);
    }

    /** The content of a proof. */
    public byte[] write() {
        List<SignedRecord> bare =
                Stream.of(one, other).map(SignedRecord::withoutPostmark).toList();
        return EquivocationProof.newBuilder()
                .setStatements(Bundles.write(bare))
                .build()
                .toByteArray();
    }
}
