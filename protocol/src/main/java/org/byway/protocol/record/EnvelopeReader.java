package org.byway.protocol.record;

/**
 * Reads the one encoding that an envelope may have: fields in ascending order, each at most once, minimal varints, zero
 * and empty values absent. The first fault is remembered; what is read after it is zero.
 */
final class EnvelopeReader {
    private static final int VARINT = 0;
    private static final int BYTES = 2;

    private final byte[] in;
    private int at;
    private Refusal fault;

    EnvelopeReader(byte[] in) {
        this.in = in;
    }

    Refusal fault() {
        return fault;
    }

    /** The number in that field, below the limit, or 0 where the field is absent. */
    long number(int field, long limit) {
        if (!begins(field, VARINT)) {
            return 0;
        }
        long value = varint();
        if (fault == null && value == 0) {
            refuse(Reason.NOT_CANONICAL, "field " + field + " holds zero and must be absent");
        } else if (fault == null && Long.compareUnsigned(value, limit) >= 0) {
            refuse(Reason.MALFORMED, "field " + field + " is too large");
            return 0;
        }
        return value;
    }

    /** The 32 bytes in that field, or null where it is absent. */
    Bytes32 bytes32(int field) {
        if (!begins(field, BYTES)) {
            return null;
        }
        long length = varint();
        if (fault != null) {
            return null;
        }
        if (length == 0) {
            refuse(Reason.NOT_CANONICAL, "field " + field + " is empty and must be absent");
            return null;
        }
        if (length != Bytes32.SIZE) {
            refuse(Reason.BAD_LENGTH, "field " + field + " must be 32 bytes long");
            return null;
        }
        if (in.length - at < Bytes32.SIZE) {
            refuse(Reason.MALFORMED, "the envelope ends within field " + field);
            return null;
        }
        Bytes32 value = Bytes32.of(in, at);
        at += Bytes32.SIZE;
        return value;
    }

    /** To be called last: nothing may follow. */
    void end() {
        if (fault != null || at == in.length) {
            return;
        }
        long tag = varint();
        if (fault != null) {
            return;
        }
        long field = tag >>> 3;
        if (field > 0 && field <= Envelope.LAST_FIELD) {
            boolean group = (tag & 7) != VARINT && (tag & 7) != BYTES;
            refuse(
                    group ? Reason.MALFORMED : Reason.NOT_CANONICAL,
                    "field " + field + " is repeated, out of order or of the wrong type");
        } else {
            refuse(Reason.UNKNOWN_FIELD, "field " + field + " is not part of an envelope");
        }
    }

    private boolean begins(int field, int type) {
        if (fault != null || at == in.length || in[at] != (byte) (field << 3 | type)) {
            return false;
        }
        at++;
        return true;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at == in.length) {
                return refuse(Reason.MALFORMED, "the envelope ends within a number");
            }
            byte next = in[at++];
            if (shift == 63 && next > 1) {
                return refuse(Reason.MALFORMED, "a number has more than 64 bits");
            }
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                boolean minimal = next != 0 || shift == 0;
                return minimal ? value : refuse(Reason.NOT_CANONICAL, "a number is longer than it need be");
            }
        }
        return refuse(Reason.MALFORMED, "a number has more than 64 bits");
    }

    private long refuse(Reason reason, String detail) {
        if (fault == null) {
            fault = new Refusal(reason, detail);
        }
        return 0;
    }
}
