package org.byway.protocol.letter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.LetterBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands in a letter was written by anybody: it is taken where it has the form that SPEC.md asks for, and else refused. */
class BodyRuleTest {
    private static final long LATEST = 1_795_000_900_000L;

    static Stream<JsonNode> taken() {
        return Vectors.cases("letter-bodies", "taken");
    }

    static Stream<JsonNode> refused() {
        return Vectors.cases("letter-bodies", "refused");
    }

    private static byte[] body(JsonNode vector) {
        return HexFormat.of().parseHex(vector.get("body").asText());
    }

    @ParameterizedTest
    @MethodSource("taken")
    void takesWhatItMay(JsonNode vector) throws Exception {
        assertEquals(new Checked.Ok<>(LetterBody.parseFrom(body(vector))), BodyRule.read(body(vector), LATEST));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesTheRest(JsonNode vector) {
        assertInstanceOf(Checked.Refused.class, BodyRule.read(body(vector), LATEST));
    }

    @Test
    void noBytesMakeItFail() {
        Random random = new Random(5);
        byte[][] seeds = taken().map(BodyRuleTest::body).toArray(byte[][]::new);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = seeds[random.nextInt(seeds.length)].clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            Checked<LetterBody> read = BodyRule.read(bytes, LATEST);
            if (read instanceof Checked.Ok<LetterBody>(LetterBody body)) {
                assertEquals(read, BodyRule.read(body.toByteArray(), LATEST));
            }
        }
    }
}
