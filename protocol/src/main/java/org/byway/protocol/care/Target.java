package org.byway.protocol.care;

import com.google.protobuf.ByteString;
import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.wire.NoticeTarget;

/**
 * What a notice is about: one record, a lineage, or all that somebody says; and pictures.
 *
 * @param author null where only pictures are named
 * @param record null unless it is about that revision alone
 * @param lineage null unless it is about all revisions of that
 */
public record Target(Bytes32 author, Bytes32 record, Bytes32 lineage, List<Bytes32> blobs) {
    public Target {
        blobs = List.copyOf(blobs);
    }

    public static Target of(NoticeTarget wire) {
        return new Target(
                bytes(wire.getAuthor()),
                bytes(wire.getRecord()),
                bytes(wire.getLineage()),
                wire.getBlobsList().stream().map(Target::bytes).toList());
    }

    public NoticeTarget wire() {
        NoticeTarget.Builder out = NoticeTarget.newBuilder();
        if (author != null) {
            out.setAuthor(ByteString.copyFrom(author.bytes()));
        }
        if (record != null) {
            out.setRecord(ByteString.copyFrom(record.bytes()));
        }
        if (lineage != null) {
            out.setLineage(ByteString.copyFrom(lineage.bytes()));
        }
        blobs.forEach(blob -> out.addBlobs(ByteString.copyFrom(blob.bytes())));
        return out.build();
    }

    /** Whether it is about this record. What a community is judged, ended or let in by is never hidden. */
    public boolean is(Envelope envelope) {
        return author != null
                && author.equals(envelope.author())
                && (record == null || record.equals(envelope.id()))
                && (lineage == null || lineage.equals(envelope.lineage()))
                && canHide(envelope.kind());
    }

    /** Whether records of that kind can be hidden; those of an unknown kind can. */
    public static boolean canHide(int number) {
        return switch (Kind.of(number)) {
            case null -> true;
            case INTENT, OFFER, PROFILE, PAY_SIGNAL, ACCEPTED_TERMS, EXPERIENCE, EXPERIENCE_REPLY -> true;
            case CHARTER,
                    NODE_ANNOUNCEMENT,
                    FEDERATION_LINK,
                    KEY_EVENT,
                    WITHDRAWAL,
                    MEMBERSHIP,
                    NOTICE,
                    EQUIVOCATION_PROOF -> false;
        };
    }

    private static Bytes32 bytes(ByteString value) {
        return value.isEmpty() ? null : Bytes32.of(value.toByteArray());
    }
}
