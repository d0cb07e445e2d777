package org.byway.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.stream.Stream;
import org.byway.protocol.fuzz.Good;
import org.byway.protocol.fuzz.Spoilt;
import org.byway.protocol.peer.Inbound;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Want;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** What is packed holds no more than ten times its bytes, or it is refused; what is not packed is left as it is. */
class PackedFuzzTest {
    static Stream<byte[]> good() {
        return Stream.of(want(200), Packing.pack(want(200)), Packing.pack(letters()), new byte[] {1});
    }

    /** Ids that can be packed a little. */
    private static byte[] want(int ids) {
        Want.Builder want = Want.newBuilder();
        for (int i = 0; i < ids; i++) {
            byte[] id = new byte[32];
            Arrays.fill(id, i % 8, 24, (byte) (i * 7));
            want.addIds(ByteString.copyFrom(id));
        }
        return Frame.newBuilder().setWant(want).build().toByteArray();
    }

    private static byte[] letters() {
        ByteString.Output all = ByteString.newOutput();
        Good.of("letters", "opened", "letter")
                .limit(2)
                .forEach(letter -> all.write(letter, 0, Math.min(letter.length, 3_000)));
        return Frame.newBuilder()
                .setWant(Want.newBuilder().addIds(all.toByteString()).addIds(ByteString.copyFrom(new byte[4_000])))
                .build()
                .toByteArray();
    }

    @MethodSource("good")
    @FuzzTest
    void anyBytes(byte[] bytes) {
        read(bytes);
    }

    @Test
    void spoiltPackedFrames() {
        assertArrayEquals(want(200), Packing.unpack(Packing.pack(want(200))).orThrow());
        assertTrue(Packing.pack(want(200)).length < want(200).length, "or nothing is packed here");
        Spoilt.each(good(), PackedFuzzTest::read);
    }

    private static void read(byte[] bytes) {
        if (Packing.unpack(bytes) instanceof Checked.Ok<byte[]>(byte[] plain)) {
            assertTrue(plain == bytes || plain.length <= 10L * bytes.length);
            assertTrue(plain == bytes || plain.length <= Inbound.FRAME_BYTES);
        }
    }
}
