package org.byway.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import java.util.Random;
import org.byway.protocol.peer.Inbound;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.wire.Bye;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Packed;
import org.byway.protocol.wire.Ping;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What is packed comes out as it went in, and whoever packs what is none gets no memory for it. */
@EnabledIf("available")
class PackingTest {
    private final Random random = new Random(3);
    private final byte[] words = new byte[100_000];

    static boolean available() {
        return Packing.AVAILABLE;
    }

    @BeforeEach
    void words() {
        for (int i = 0; i < words.length; i++) {
            words[i] = (byte) ('a' + random.nextInt(6));
        }
    }

    private static byte[] frame(byte[] said) {
        return Frame.newBuilder()
                .setBye(Bye.newBuilder().setDetailBytes(ByteString.copyFrom(said)))
                .build()
                .toByteArray();
    }

    private static byte[] packed(long size, byte[] zstd) {
        return Frame.newBuilder()
                .setPacked(Packed.newBuilder().setSize((int) size).setZstd(ByteString.copyFrom(zstd)))
                .build()
                .toByteArray();
    }

    private static void assertRefused(Reason reason, byte[] frame) {
        assertEquals(
                reason,
                ((Checked.Refused<byte[]>) Packing.unpack(frame)).refusal().reason());
    }

    @Test
    void aLongFrameComesShorterAndWhole() {
        byte[] frame = frame(words);
        byte[] packed = Packing.pack(frame);
        assertTrue(packed.length < frame.length / 2, packed.length + " bytes");
        assertArrayEquals(frame, Packing.unpack(packed).orThrow());
    }

    @Test
    void whatGetsNoShorterOrWouldBeTakenForABombIsSentAsItIs() {
        byte[] noise = new byte[50_000];
        random.nextBytes(noise);
        for (byte[] frame : new byte[][] {noise, new byte[4_095], new byte[50_000]}) {
            assertSame(frame, Packing.pack(frame));
        }
    }

    @Test
    void otherFramesPassAsTheyAre() {
        byte[] ping = Frame.newBuilder()
                .setPing(Ping.newBuilder().setNonce(1))
                .build()
                .toByteArray();
        assertSame(ping, Packing.unpack(ping).orThrow());
        byte[] nothing = new byte[0];
        assertSame(nothing, Packing.unpack(nothing).orThrow());
    }

    @Test
    void bombsAreRefusedBeforeMemoryIsSetAside() {
        byte[] bomb = Zstd.compress(new byte[1 << 20], 19);
        assertTrue(bomb.length < 200);
        assertRefused(Reason.TOO_LARGE, packed(1 << 20, bomb));
        assertRefused(Reason.TOO_LARGE, packed(10L * bomb.length + 1, bomb));
        assertRefused(Reason.TOO_LARGE, packed(Inbound.FRAME_BYTES + 1, new byte[200_000]));
        assertRefused(Reason.TOO_LARGE, packed(0xffffffffL, new byte[200_000]));
        assertRefused(Reason.MALFORMED, packed(10L * bomb.length, bomb));
    }

    @Test
    void whatIsNotWhatItSaysIsRefused() {
        byte[] zstd = Zstd.compress(words, 1);
        assertRefused(Reason.MALFORMED, packed(words.length + 1, zstd));
        assertRefused(Reason.MALFORMED, packed(words.length - 1, zstd));
        assertRefused(Reason.MALFORMED, packed(0, zstd));
        assertRefused(Reason.MALFORMED, packed(0, new byte[0]));
        byte[] cut = java.util.Arrays.copyOf(zstd, zstd.length - 1);
        assertRefused(Reason.MALFORMED, packed(words.length, cut));
        for (int i = 0; i < 500; i++) {
            byte[] altered = zstd.clone();
            altered[random.nextInt(altered.length)] ^= (byte) (1 << random.nextInt(8));
            Packing.unpack(packed(words.length, altered));
        }
        for (int i = 0; i < 2_000; i++) {
            byte[] noise = new byte[2 + random.nextInt(64)];
            random.nextBytes(noise);
            noise[0] = (byte) 0xaa;
            noise[1] = 1;
            Packing.unpack(noise);
        }
    }
}
