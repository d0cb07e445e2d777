package org.byway.protocol.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.LetterMark;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A mark says of one letter that it entered through one community, and of no other. */
class MarkTest {
    private static final HexFormat HEX = HexFormat.of();

    static Stream<JsonNode> marks() {
        return Vectors.cases("letters", "marks");
    }

    private static Bytes32 bytes32(JsonNode vector, String field) {
        return Bytes32.ofHex(vector.get(field).asText());
    }

    @ParameterizedTest
    @MethodSource("marks")
    void aMarkHoldsForTheLetterThatItWasMadeFor(JsonNode vector) throws InvalidProtocolBufferException {
        LetterMark said = LetterMark.parseFrom(HEX.parseHex(vector.get("mark").asText()));
        Bytes32 letter = bytes32(vector, "id");
        boolean holds =
                Mark.read(said) instanceof Checked.Ok<Mark>(Mark mark) && mark.holds(letter, new StrictEd25519());
        assertEquals(vector.get("holds").asBoolean(), holds);
        if (holds) {
            Mark again = Mark.sign(
                    SigningKey.ofSeed(HEX.parseHex(vector.get("nodeKey").asText())),
                    new Mark.Origin(bytes32(vector, "community"), bytes32(vector, "charter")),
                    vector.get("time").asLong(),
                    vector.get("tagged").asBoolean(),
                    letter);
            assertEquals(
                    vector.get("mark").asText(), HEX.formatHex(again.write().toByteArray()));
            assertEquals(bytes32(vector, "node"), again.node());
        }
    }
}
