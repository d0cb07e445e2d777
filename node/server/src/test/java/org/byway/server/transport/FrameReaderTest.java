package org.byway.server.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameReaderTest {
    private static final int MOST = 1_000_000;

    @Test
    void framesComeOutTheSameHoweverTheStreamIsCut() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            List<byte[]> sent = new ArrayList<>();
            ByteBuf stream = Unpooled.buffer();
            for (int i = 0; i < 5; i++) {
                byte[] frame = new byte[1 + random.nextInt(i == 0 ? 200_000 : 50)];
                random.nextBytes(frame);
                sent.add(frame);
                stream.writeInt(frame.length).writeBytes(frame);
            }
            List<byte[]> read = new ArrayList<>();
            FrameReader reader = new FrameReader(MOST);
            while (stream.isReadable()) {
                int cut = Math.min(stream.readableBytes(), 1 + random.nextInt(round % 2 == 0 ? 7 : 100_000));
                assertNull(reader.read(stream.readSlice(cut), read::add));
            }
            assertFalse(reader.midway());
            assertEquals(sent.size(), read.size());
            for (int i = 0; i < sent.size(); i++) {
                assertArrayEquals(sent.get(i), read.get(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, MOST + 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
    void aForbiddenLengthIsRefusedBeforeAnythingIsSetAside(int length) {
        FrameReader reader = new FrameReader(MOST);
        Close fault = reader.read(Unpooled.buffer().writeInt(length), frame -> {});
        assertNotNull(fault);
        assertEquals(Cause.BAD_FRAME, fault.cause());
        assertEquals(0, reader.holdsBytes());
    }

    @Test
    void theLongestAndTheShortestFrameAreRead() {
        for (int length : new int[] {1, MOST}) {
            List<byte[]> read = new ArrayList<>();
            ByteBuf stream = Unpooled.buffer().writeInt(length).writeZero(length);
            assertNull(new FrameReader(MOST).read(stream, read::add));
            assertEquals(length, read.get(0).length);
        }
    }

    @Test
    void anAnnouncedLengthAloneSetsLittleAside() {
        FrameReader reader = new FrameReader(MOST);
        assertNull(reader.read(Unpooled.buffer().writeInt(MOST), frame -> {}));
        assertTrue(reader.midway());
        assertTrue(reader.holdsBytes() <= 64 * 1024);
        for (int arrived = 0; arrived < 900_000; arrived += 1_000) {
            assertNull(reader.read(Unpooled.buffer().writeZero(1_000), frame -> {}));
            assertTrue(reader.holdsBytes() <= Math.max(64 * 1024, 2 * (arrived + 1_000)));
        }
        assertEquals("900000 of 1000000 bytes of a frame", reader.progress());
    }
}
