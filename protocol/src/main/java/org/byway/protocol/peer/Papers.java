package org.byway.protocol.peer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.byway.protocol.admission.Judged;
import org.byway.protocol.community.Charter;
import org.byway.protocol.community.Link;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.wire.Hello;

/**
 * What a greeting shows of its sender's community, read and with every signature checked. Whether the two communities
 * are linked by it is for the owner of the state to say.
 *
 * @param clock the sender's, in milliseconds
 * @param features what the sender understands besides
 * @param charters the community's first Charter and later ones, in ascending order
 */
public record Papers(long clock, Features features, List<Chartered> charters, List<Shown> links) {
    /** The version of sessions that is spoken here. */
    static final int VERSION = 1;

    /**
     * What a node of this version need not understand.
     *
     * @param blobs whether the sender answers who asks for blobs
     * @param trees whether it takes announcements in place of records
     * @param sketch whether it answers who asks for symbols of a set
     * @param packed whether it takes packed frames
     */
    public record Features(boolean blobs, boolean trees, boolean sketch, boolean packed) {
        static final Features NONE = new Features(false, false, false, false);

        static Features of(Hello hello) {
            List<String> named = hello.getFeaturesList();
            return new Features(
                    named.contains(BlobRoom.FEATURE),
                    named.contains(TreeRoom.FEATURE),
                    named.contains(SketchRoom.FEATURE),
                    named.contains(Sender.PACKED_FEATURE));
        }
    }

    /** A Charter, and the record that holds it. */
    public record Chartered(Judged record, Charter charter) {}

    /** The community's first Charter. */
    public Charter charter() {
        return charters.get(0).charter();
    }

    /** A link, and the record that holds it. */
    public record Shown(Judged record, Link link) {}

    /** Reads a greeting. The costly checks come last, and nothing but charters and links is a paper. */
    static Checked<Papers> read(Hello hello, Verification verification, SignatureCheck signatures) {
        if (!hello.getVersionsList().contains(VERSION)) {
            return Refusal.of(Reason.BAD_VERSION, "this node speaks version " + VERSION);
        }
        if (hello.getPapers().getRecordsCount() > PeerLimits.PAPERS
                || hello.getPapers().getSerializedSize() > PeerLimits.PAPER_BYTES) {
            return Refusal.of(Reason.TOO_LARGE, "a greeting has at most 64 papers and 512 KiB");
        }
        Bytes32 community = Context.bytes32(hello.getCommunity());
        if (community == null) {
            return Refusal.of(Reason.BAD_LENGTH, "the id of a community has 32 bytes");
        }
        return switch (verification.bundle(hello.getPapers())) {
            case Checked.Refused<List<SignedRecord>> refused -> refused.as();
            case Checked.Ok<List<SignedRecord>>(List<SignedRecord> records) ->
                read(hello, community, records, signatures);
        };
    }

    private static Checked<Papers> read(
            Hello hello, Bytes32 community, List<SignedRecord> records, SignatureCheck signatures) {
        List<Chartered> charters = new ArrayList<>();
        List<Shown> links = new ArrayList<>();
        for (SignedRecord record : records) {
            if (record.content() == null) {
                continue;
            }
            if (record.envelope().is(Kind.CHARTER)) {
                charter(record, community, signatures).ifPresent(charters::add);
            } else if (Link.read(record.envelope(), record.content(), signatures)
                    instanceof Checked.Ok<Link>(Link link)) {
                links.add(new Shown(new Judged(record, null), link));
            }
        }
        charters.sort(Comparator.comparing(each -> each.charter().sequence()));
        if (charters.isEmpty() || !charters.get(0).charter().id().equals(community)) {
            return Refusal.of(Reason.BAD_CHARTER, "the charter of that community is not among the papers");
        }
        return new Checked.Ok<>(new Papers(hello.getClock(), Features.of(hello), List.copyOf(charters), links));
    }

    /** Empty where it is none of that community. */
    private static Optional<Chartered> charter(SignedRecord record, Bytes32 community, SignatureCheck signatures) {
        return record.envelope().home().equals(community)
                        && Charter.read(record.envelope(), record.content(), signatures)
                                instanceof Checked.Ok<Charter>(Charter charter)
                ? Optional.of(new Chartered(new Judged(record, null), charter))
                : Optional.empty();
    }
}
