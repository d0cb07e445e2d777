package org.byway.server.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.fuzz.Spoilt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** A stream of bytes gives the same frames however it is cut, and sets aside no more than it brings. */
class StreamFuzzTest {
    private static final int MOST_BYTES = 1 << 20;
    private static final int FIRST_BYTES = 64 * 1024;

    static Stream<byte[]> good() {
        return Stream.of(
                stream(3, new byte[1], new byte[20], new byte[300]),
                stream(200, new byte[1_000]),
                stream(0, new byte[5], new byte[5], new byte[5]));
    }

    /** Frames behind a byte that says how they are cut. */
    private static byte[] stream(int cut, byte[]... frames) {
        ByteBuf all = Unpooled.buffer().writeByte(cut);
        for (byte[] frame : frames) {
            all.writeInt(frame.length).writeBytes(frame);
        }
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes);
        return bytes;
    }

    @MethodSource("good")
    @FuzzTest
    void anyBytes(byte[] bytes) {
        read(bytes);
    }

    @Test
    void spoiltStreams() {
        Spoilt.each(good(), StreamFuzzTest::read);
    }

    private static void read(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        List<byte[]> whole = new ArrayList<>();
        List<byte[]> cut = new ArrayList<>();
        Close fault = new FrameReader(MOST_BYTES).read(Unpooled.wrappedBuffer(bytes, 1, bytes.length - 1), whole::add);
        Close cutFault = cut(bytes, cut);
        assertTrue((fault == null) == (cutFault == null), "the same is at fault");
        assertTrue(whole.size() == cut.size(), "as many frames");
        for (int i = 0; i < whole.size(); i++) {
            assertArrayEquals(whole.get(i), cut.get(i));
        }
    }

    private static Close cut(byte[] bytes, List<byte[]> frames) {
        FrameReader reader = new FrameReader(MOST_BYTES);
        int step = 1 + (bytes[0] & 0xff);
        Close fault = null;
        for (int at = 1; at < bytes.length && fault == null; at += step) {
            fault = reader.read(Unpooled.wrappedBuffer(bytes, at, Math.min(step, bytes.length - at)), frames::add);
            assertTrue(reader.holdsBytes() <= Math.max(FIRST_BYTES, 2 * bytes.length));
        }
        return fault;
    }
}
