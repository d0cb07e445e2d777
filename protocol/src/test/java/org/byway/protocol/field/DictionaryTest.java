package org.byway.protocol.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Random;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.record.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A field's value is read whole or refused, and has one way in which it is written again. */
final class DictionaryTest {
    static Stream<JsonNode> fields() {
        return Vectors.cases("http-signatures", "fields");
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aFieldIsReadAndWrittenAgain(JsonNode vector) {
        Checked<Dictionary> read = Dictionary.parse(vector.get("value").asText());
        if (vector.get("serialized").isNull()) {
            assertInstanceOf(Checked.Refused.class, read, vector::toString);
        } else {
            String serialized = vector.get("serialized").asText();
            assertEquals(serialized, read.orThrow().serialized());
            assertEquals(read.orThrow(), Dictionary.parse(serialized).orThrow());
        }
    }

    @Test
    void aValueOfAStrangerIsReadOrRefusedAndNeverMore() {
        long seed = 7;
        Random random = new Random(seed);
        String letters = "ab1=:;,\"\\()? -.*@\t\0é";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder value = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                value.append(letters.charAt(random.nextInt(letters.length())));
            }
            if (Dictionary.parse(value.toString()) instanceof Checked.Ok<Dictionary>(Dictionary read)) {
                assertEquals(
                        read,
                        Dictionary.parse(read.serialized()).orThrow(),
                        "seed " + seed + ", try " + i + ": " + value);
            }
        }
    }

    @Test
    void whatIsTooLongIsRefusedUnread() {
        String most = "a=\"" + "x".repeat(Dictionary.MAX_CHARACTERS - 4) + "\"";
        assertInstanceOf(Checked.Ok.class, Dictionary.parse(most));
        assertInstanceOf(Checked.Refused.class, Dictionary.parse(most + " "));
        assertInstanceOf(Checked.Refused.class, Dictionary.parse("a=" + "(".repeat(10_000_000)));
    }
}
