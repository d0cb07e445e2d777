package org.byway.protocol.sync;

import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** The ranges of one message, read strictly: one way to write anything, and nothing is believed before it is there. */
final class Message {
    static final byte VERSION = 0x61;
    static final int LOWEST_VERSION = 0x60;
    static final int HIGHEST_VERSION = 0x6f;

    static final int SKIP = 0;
    static final int FINGERPRINT = 1;
    static final int ID_LIST = 2;

    private final Reader in;
    private Bound last = Bound.START;

    private Message(byte[] message) {
        this.in = new Reader(message, 1);
    }

    /** Reads what follows the version byte. */
    static Checked<List<Range>> read(byte[] message, int maxRanges) {
        return new Message(message).ranges(maxRanges);
    }

    private Checked<List<Range>> ranges(int maxRanges) {
        List<Range> ranges = new ArrayList<>();
        while (!in.failed() && in.left() > 0) {
            if (ranges.size() == maxRanges) {
                return Refusal.of(Reason.TOO_LARGE, "more than " + maxRanges + " ranges");
            }
            Range range = range();
            if (range != null) {
                ranges.add(range);
            }
        }
        return in.failed() ? Refusal.of(Reason.MALFORMED, in.failure()) : new Checked.Ok<>(ranges);
    }

    /** The next range; null once reading has failed. */
    private Range range() {
        Bound upTo = bound();
        long mode = in.varint();
        if (in.failed()) {
            return null;
        }
        if (upTo.compareTo(last) < 0) {
            in.fail("a bound lies before the one before it");
            return null;
        }
        last = upTo;
        if (mode == SKIP) {
            return new Range.Skipped(upTo);
        }
        if (mode == FINGERPRINT) {
            return new Range.Digested(upTo, in.fingerprint());
        }
        if (mode == ID_LIST) {
            return new Range.Listed(upTo, ids());
        }
        in.fail("unknown mode " + mode);
        return null;
    }

    private Bound bound() {
        long second = second();
        long prefixBytes = in.varint();
        if (prefixBytes > Bytes32.SIZE) {
            in.fail("a prefix of " + prefixBytes + " bytes is longer than an id");
        }
        if (second == Bound.INFINITY && prefixBytes != 0) {
            in.fail("a bound at infinity has no prefix");
        }
        return in.failed() ? Bound.END : new Bound(second, in.prefix((int) prefixBytes), (int) prefixBytes);
    }

    private long second() {
        long coded = in.varint();
        if (coded == 0) {
            return Bound.INFINITY;
        }
        if (coded - 1 >= Bound.INFINITY - last.second()) {
            in.fail("a bound lies past the end of time");
        }
        return in.failed() ? 0 : last.second() + coded - 1;
    }

    private List<Bytes32> ids() {
        long count = in.varint();
        if (count > in.left() / Bytes32.SIZE) {
            in.fail(count + " ids are announced and are not there");
        }
        List<Bytes32> ids = new ArrayList<>();
        for (long i = 0; i < count && !in.failed(); i++) {
            ids.add(in.id());
        }
        return ids;
    }
}
