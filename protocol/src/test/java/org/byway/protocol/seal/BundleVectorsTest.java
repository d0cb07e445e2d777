package org.byway.protocol.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches and postmarks, whole and in parts. */
class BundleVectorsTest {
    static Stream<JsonNode> bundles() {
        return Vectors.cases("bundles", "bundles");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bundles")
    void givesTheVerdictOfTheVector(JsonNode vector) {
        List<String> ids = new ArrayList<>();
        String reason = "";
        switch (new Verification(new StrictEd25519())
                .bundle(HexFormat.of().parseHex(vector.get("bundle").asText()))) {
            case Checked.Ok<List<SignedRecord>>(List<SignedRecord> records) ->
                records.forEach(record -> ids.add(record.id().hex()));
            case Checked.Refused<List<SignedRecord>> refused ->
                reason = refused.refusal().reason().code();
        }
        List<String> expected = new ArrayList<>();
        vector.get("ids").forEach(id -> expected.add(id.asText()));
        assertEquals(vector.get("reason").asText(), reason, vector.get("name").asText());
        assertEquals(expected, ids);
    }

    /** Run with -Dvectors.bundles=PATH to write the file anew after the table has changed. */
    @Test
    void theFileHoldsTheWholeTable() throws IOException {
        String made = BundleCases.all().stream()
                .map(each -> "    " + each.json())
                .collect(Collectors.joining(
                        ",\n",
                        "{\n  \"about\": \"Bundle messages, the ids of their records in order, and the verdict"
                                + " valid(bytes); where it is no, the reason.\",\n  \"bundles\": [\n",
                        "\n  ]\n}\n"));
        String path = System.getProperty("vectors.bundles");
        if (path != null) {
            Files.writeString(Path.of(path), made);
        }
        boolean same = new ObjectMapper().readTree(made).equals(Vectors.load("bundles"));
        assertTrue(same || path != null, "the table has changed: write the file anew");
    }
}
