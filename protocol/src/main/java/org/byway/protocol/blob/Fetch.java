package org.byway.protocol.blob;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.BlobPart;

/** One blob on its way from one node: hashed as it comes. */
final class Fetch {
    /** What a part has brought about. */
    sealed interface Step {
        record More() implements Step {}

        record Whole(byte[] bytes) implements Step {}

        /** It is not there, or something was lost on the way. */
        record Vain() implements Step {}

        /** No honest node sends that. */
        record Fault(String what) implements Step {}
    }

    private static final Step MORE = new Step.More();
    private static final Step VAIN = new Step.Vain();

    final Want want;
    final Line line;
    final long attempt;
    /** It is whole, and being kept. */
    boolean whole;

    private final Sha256 hash = new Sha256();
    private byte[] bytes;
    private int received;
    private int asked;

    Fetch(Want want, Line line, long attempt) {
        this.want = want;
        this.line = line;
        this.attempt = attempt;
    }

    int received() {
        return received;
    }

    /** Where the next part to be asked for begins; -1 where enough is asked for. */
    int next() {
        boolean first = asked == 0;
        boolean more = bytes != null
                && asked < bytes.length
                && asked - received < ExchangeLimits.PARTS_ASKED * ExchangeLimits.PART_BYTES;
        if (!first && !more) {
            return -1;
        }
        int from = asked;
        asked += ExchangeLimits.PART_BYTES;
        return from;
    }

    /** How many parts were asked for that have not come. */
    int outstanding() {
        int end = bytes == null ? asked : Math.min(asked, bytes.length);
        return Math.ceilDiv(end - received, ExchangeLimits.PART_BYTES);
    }

    Step take(BlobPart part) {
        if (bytes == null) {
            if (part.getSize() == 0) {
                return VAIN;
            }
            if (part.getSize() < 0 || part.getSize() > ExchangeLimits.BLOB_BYTES) {
                return new Step.Fault("a blob of more than 4 MiB");
            }
        } else if (part.getSize() != bytes.length) {
            return new Step.Fault("a blob that changes its length");
        }
        if (part.getOffset() != received) {
            boolean again = part.getOffset() >= 0 && part.getOffset() < received;
            return again ? MORE : VAIN;
        }
        int expected = Math.min(ExchangeLimits.PART_BYTES, part.getSize() - received);
        if (part.getBytes().size() != expected) {
            return new Step.Fault("a part of a blob of another length than was asked for");
        }
        return add(part);
    }

    private Step add(BlobPart part) {
        if (bytes == null) {
            bytes = new byte[part.getSize()];
        }
        int length = part.getBytes().size();
        part.getBytes().copyTo(bytes, received);
        hash.take(bytes, received, length);
        received += length;
        if (received < bytes.length) {
            return MORE;
        }
        Bytes32 digest = hash.finish();
        return digest.equals(want.named.digest())
                ? new Step.Whole(bytes)
                : new Step.Fault("other bytes than the blob that was asked for");
    }
}
