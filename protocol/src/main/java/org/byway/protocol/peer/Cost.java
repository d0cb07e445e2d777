package org.byway.protocol.peer;

import org.byway.protocol.admission.Judged;
import org.byway.protocol.mail.CarriedMail;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.wire.Frame;

/**
 * What a frame costs who receives it. A request is about one look at the store.
 *
 * @param roots signatures of seals and postmarks, each over a tree of its own
 * @param refused records that were brought in vain
 */
record Cost(long bytes, long records, long roots, long requests, long refused) {
    private static final int CARRIES = 16;
    private static final int CARRIED = 4;
    private static final int WANTED_IN_ONE = 16;
    private static final int ANNOUNCED_IN_ONE = 4;
    private static final int STREAM = 1_024;
    private static final int STREAM_END = 64;
    /** All symbols are copied, and what has expired is taken away from them. */
    private static final int SKETCH = 256;

    private static final int BLOB = 64;
    private static final int BLOB_PART = 4;
    /** Of a message of set reconciliation; a fingerprint has 16, an id 32, and a bound beside it. */
    private static final int RANGE_BYTES = 32;
    /** What stands around a letter. */
    private static final int LETTER_MARK_BYTES = 256;

    static Cost of(Event.Heard heard) {
        return switch (heard) {
            case Event.Delivered delivered -> of(delivered);
            case Event.Lettered lettered -> of(lettered);
            case Event.Received received -> of(received.frame());
        };
    }

    static Cost ofRefused(long records) {
        return new Cost(0, 0, 0, 0, records);
    }

    private static Cost of(Event.Delivered delivered) {
        long bytes = 0;
        long roots = 0;
        Signed seal = null;
        Signed postmark = null;
        for (Judged judged : delivered.records()) {
            bytes += judged.record().sizeBytes();
            roots += judged.record().seal() == seal ? 0 : 1;
            roots += judged.record().postmark() == postmark ? 0 : 1;
            seal = judged.record().seal();
            postmark = judged.record().postmark();
        }
        return new Cost(bytes, delivered.records().size(), roots, 0, 0);
    }

    /** Each has a signature of its own and is looked up. */
    private static Cost of(Event.Lettered lettered) {
        long bytes = 0;
        for (CarriedMail each : lettered.letters()) {
            bytes += each.mail().letter().length + LETTER_MARK_BYTES;
        }
        int letters = lettered.letters().size();
        return new Cost(bytes, 0, letters, 1 + letters, 0);
    }

    private static Cost of(Frame frame) {
        long requests = switch (frame.getBodyCase()) {
            case CARRIES -> CARRIES + (long) CARRIED * frame.getCarries().getCommunitiesCount();
            case WANT -> 1 + (frame.getWant().getIdsCount() + frame.getWant().getAuthorsCount()) / WANTED_IN_ONE;
            // Whoever wants waits its turn; who announces is heard at once.
            case ANNOUNCE -> 1 + frame.getAnnounce().getIdsCount() / ANNOUNCED_IN_ONE;
            case GRAFT -> 1 + frame.getGraft().getIdsCount() / WANTED_IN_ONE;
            case STREAM -> STREAM;
            case STREAM_END -> STREAM_END;
            case SKETCH_WANT -> SKETCH;
            case SKETCH -> 1 + frame.getSketch().getSymbols().size() / RANGE_BYTES;
            case RECONCILE -> 1 + frame.getReconcile().getMessage().size() / RANGE_BYTES;
            // At its beginning a blob is read as a whole, to see that it is undamaged.
            case BLOB_WANT -> frame.getBlobWant().getOffset() == 0 ? BLOB : BLOB_PART;
            case LETTERS_TAKEN -> 1 + frame.getLettersTaken().getTakenCount();
            default -> 1;
        };
        return new Cost(frame.getSerializedSize(), 0, 0, requests, 0);
    }
}
