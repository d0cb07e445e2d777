package org.byway.server;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.util.Native;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import org.byway.protocol.peer.Inbound;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Packed;

/** Frames packed by zstd (RFC 8878), for neighbours that take them. */
final class Packing {
    /** Whether it can be had on this machine; else no neighbour is told that packed frames are taken. */
    static final boolean AVAILABLE = available();

    /** A shorter frame is sent as it is. */
    private static final int LEAST_BYTES = 4_096;

    /** The fastest: others take more of the processor than they save of a local wire. */
    private static final int LEVEL = 1;

    /** So many bytes may come of one; who sends more means no good. */
    private static final int MOST_FOR_ONE = 10;

    private Packing() {}

    private static boolean available() {
        try {
            Native.load();
            return Native.isLoaded();
        } catch (LinkageError e) {
            return false;
        }
    }

    /** The frame that holds this one packed, or this one where that is no shorter. */
    static byte[] pack(byte[] frame) {
        if (frame.length < LEAST_BYTES) {
            return frame;
        }
        byte[] zstd = Zstd.compress(frame, LEVEL);
        if (zstd.length >= frame.length - frame.length / MOST_FOR_ONE
                || frame.length > MOST_FOR_ONE * (long) zstd.length) {
            return frame;
        }
        return Frame.newBuilder()
                .setPacked(Packed.newBuilder().setSize(frame.length).setZstd(UnsafeByteOperations.unsafeWrap(zstd)))
                .build()
                .toByteArray();
    }

    /** The frame that was packed; any other as it is. Nothing is set aside for more than its few bytes can honestly hold. */
    static Checked<byte[]> unpack(byte[] frame) {
        if (!isPacked(frame)) {
            return new Checked.Ok<>(frame);
        }
        Packed packed;
        try {
            packed = Frame.parseFrom(frame).getPacked();
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.MALFORMED, "not a frame");
        }
        long size = Integer.toUnsignedLong(packed.getSize());
        if (size > Inbound.FRAME_BYTES
                || size > MOST_FOR_ONE * (long) packed.getZstd().size()) {
            return Refusal.of(Reason.TOO_LARGE, "a packed frame holds at most ten times its bytes, and a frame's");
        }
        return unpack(packed.getZstd(), (int) size);
    }

    private static Checked<byte[]> unpack(ByteString zstd, int size) {
        byte[] plain = new byte[size];
        long length;
        try {
            length = AVAILABLE ? Zstd.decompressByteArray(plain, 0, size, zstd.toByteArray(), 0, zstd.size()) : -1;
        } catch (ZstdException e) {
            length = -1;
        }
        return length == size && size > 0
                ? new Checked.Ok<>(plain)
                : Refusal.of(Reason.MALFORMED, "a packed frame does not hold what it says");
    }

    /** The tag of the field, which is the first of all where nothing else stands in the frame. */
    static boolean isPacked(byte[] frame) {
        int tag = Frame.PACKED_FIELD_NUMBER << 3 | 2;
        return frame.length > 2 && frame[0] == (byte) (tag | 0x80) && frame[1] == (byte) (tag >>> 7);
    }
}
