package org.byway.protocol.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Single records: what is valid, and every reason for which one is not. */
class RecordVectorsTest {
    private static final HexFormat HEX = HexFormat.of();

    static Stream<JsonNode> records() {
        return Vectors.cases("records", "records");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("records")
    void givesTheVerdictOfTheVector(JsonNode vector) {
        byte[] envelope = HEX.parseHex(vector.get("envelope").asText());
        byte[] content = vector.get("content").isNull()
                ? null
                : HEX.parseHex(vector.get("content").asText());
        byte[] seal = HEX.parseHex(vector.get("seal").asText());
        String reason = switch (new Verification(new StrictEd25519()).record(envelope, content, seal)) {
            case Checked.Ok<SignedRecord> ok -> "";
            case Checked.Refused<SignedRecord> refused ->
                refused.refusal().reason().code();
        };
        assertEquals(vector.get("reason").asText(), reason, vector.get("name").asText());
        assertEquals(vector.get("id").asText(), Sha256.of(envelope).hex());
    }

    /** Run with -Dvectors.records=PATH to write the file anew after the table has changed. */
    @Test
    void theFileHoldsTheWholeTable() throws IOException {
        String made = RecordCases.all().stream()
                .map(each -> "    " + each.json())
                .collect(Collectors.joining(
                        ",\n",
                        "{\n  \"about\": \"Records with a seal each: envelope, content (null: the head alone) and Seal message,"
                                + " the verdict valid(bytes) and, where it is no, the reason. The id is that of the envelope's bytes.\",\n"
                                + "  \"records\": [\n",
                        "\n  ]\n}\n"));
        String path = System.getProperty("vectors.records");
        if (path != null) {
            Files.writeString(Path.of(path), made);
        }
        JsonNode expected = new ObjectMapper().readTree(made);
        assertTrue(
                path != null || expected.equals(Vectors.load("records")), "the table has changed: write the file anew");
    }
}
