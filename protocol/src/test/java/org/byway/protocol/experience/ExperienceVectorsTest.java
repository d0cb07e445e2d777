package org.byway.protocol.experience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.wire.Experience;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contents that another implementation takes or refuses alike. */
class ExperienceVectorsTest {
    static Stream<JsonNode> experiences() {
        return Vectors.cases("experiences", "experiences");
    }

    static Stream<JsonNode> refused() {
        return Vectors.cases("experiences", "refused");
    }

    static Stream<JsonNode> replies() {
        return Vectors.cases("experiences", "replies");
    }

    static Stream<JsonNode> refusedReplies() {
        return Vectors.cases("experiences", "refusedReplies");
    }

    private static byte[] content(JsonNode vector) {
        return HexFormat.of().parseHex(vector.get("content").asText());
    }

    private static Checked<Experience> read(JsonNode vector) {
        Bytes32 author = Bytes32.ofHex(vector.get("author").asText());
        return ExperienceRule.experience(author, content(vector), new StrictEd25519());
    }

    private static Reason reason(Checked<?> read) {
        return assertInstanceOf(Checked.Refused.class, read).refusal().reason();
    }

    @ParameterizedTest
    @MethodSource("experiences")
    void whatHoldsIsTaken(JsonNode vector) {
        byte[] subject = read(vector).orThrow().getToken().getKey().getSubject().toByteArray();
        assertEquals(vector.get("subject").asText(), Bytes32.of(subject).hex());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsAlteredIsRefused(JsonNode vector) {
        assertEquals(
                Reason.BAD_CONTENT, reason(read(vector)), vector.get("name").asText());
    }

    @ParameterizedTest
    @MethodSource("replies")
    void anAnswerIsTaken(JsonNode vector) {
        assertInstanceOf(Checked.Ok.class, ExperienceRule.reply(content(vector)));
    }

    @ParameterizedTest
    @MethodSource("refusedReplies")
    void noAnswerIsRefused(JsonNode vector) {
        assertEquals(Reason.BAD_CONTENT, reason(ExperienceRule.reply(content(vector))));
    }
}
