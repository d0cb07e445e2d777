package org.byway.protocol.letter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Sha256;
import org.junit.jupiter.api.Test;

/** What an intent says under seal is read with its key, and tells those without it next to nothing. */
class SealedBodyTest {
    private static final Bytes32 KEY = Sha256.of(new byte[] {1});
    private static final byte[] NONCE = new byte[SealedBody.NONCE_BYTES];

    private static byte[] sealed(String text) {
        return SealedBody.seal(KEY, text, NONCE).orThrow();
    }

    @Test
    void isReadWithItsKeyAlone() {
        byte[] sealed = sealed("Ring at Müller, second floor");
        assertEquals(new Checked.Ok<>("Ring at Müller, second floor"), SealedBody.open(KEY, sealed));
        assertInstanceOf(Checked.Refused.class, SealedBody.open(Sha256.of(new byte[] {2}), sealed));
        for (int i = 0; i < sealed.length; i += 7) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            assertInstanceOf(Checked.Refused.class, SealedBody.open(KEY, altered));
            assertInstanceOf(Checked.Refused.class, SealedBody.open(KEY, Arrays.copyOf(sealed, i)));
        }
    }

    @Test
    void hasOneOfTwoLengths() {
        Set<Integer> lengths = new TreeSet<>();
        for (int i = 0; i <= SealedBody.MAX_TEXT_BYTES; i += 12) {
            lengths.add(sealed("x".repeat(i)).length);
        }
        assertEquals(Set.of(1_052, 4_124), lengths);
        assertInstanceOf(Checked.Refused.class, SealedBody.seal(KEY, "x".repeat(SealedBody.MAX_TEXT_BYTES + 1), NONCE));
    }

    @Test
    void isTheSameInEveryImplementation() {
        assertArrayEquals(
                HexFormat.of()
                        .parseHex(
                                "00000000000000000000000026c52f0c721dba12233969f8ec96b5679b193f1c311d129794b6c6f7598cd122"),
                Arrays.copyOf(sealed("x"), 44));
    }
}
