package org.byway.protocol.blob;

import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.BlobPart;
import org.byway.protocol.wire.BlobWant;
import org.byway.protocol.wire.Frame;

/** Gives other nodes what they ask for: to each one part after the other, as fast as it reads them. */
final class Giver {
    private final List<BlobEffect> out;

    Giver(List<BlobEffect> out) {
        this.out = out;
    }

    void asked(Line line, BlobWant want) {
        boolean fits = want.getDigest().size() == Bytes32.SIZE
                && want.getOffset() >= 0
                && want.getOffset() < ExchangeLimits.BLOB_BYTES
                && want.getOffset() % ExchangeLimits.PART_BYTES == 0;
        if (!fits) {
            Refusal why = new Refusal(Reason.MALFORMED, "a part of a blob begins at a multiple of 64 KiB");
            out.add(new BlobEffect.Drop(line.session, why));
        } else if (line.asked.size() >= ExchangeLimits.ASKED) {
            out.add(new BlobEffect.Blame(line.session, "it asks for blobs without end"));
        } else {
            line.asked.add(want);
            give(line);
        }
    }

    /** Reads what is next, unless something is being read or the other side does not read what it got. */
    void give(Line line) {
        if (line.writable && !line.reading && !line.asked.isEmpty()) {
            line.reading = true;
            BlobWant want = line.asked.poll();
            Bytes32 digest = Bytes32.of(want.getDigest().toByteArray());
            out.add(new BlobEffect.Read(line.session, digest, want.getOffset()));
        }
    }

    void read(Line line, BlobPart part) {
        line.reading = false;
        out.add(new BlobEffect.Send(
                line.session, Frame.newBuilder().setBlobPart(part).build()));
        give(line);
    }
}
