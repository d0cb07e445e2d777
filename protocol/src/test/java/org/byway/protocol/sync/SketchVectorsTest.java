package org.byway.protocol.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.record.Bytes32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Symbols as another implementation of SPEC.md made them, in another language. */
final class SketchVectorsTest {
    static Stream<JsonNode> places() {
        return Vectors.cases("sketches", "places");
    }

    static Stream<JsonNode> cases() {
        return Vectors.cases("sketches", "cases");
    }

    @ParameterizedTest
    @MethodSource("places")
    void anIdIsInThoseSymbols(JsonNode vector) {
        Sketch.Places places = new Sketch.Places(
                SampleItems.numbered(vector.get("item").asInt(), 1).id());
        for (JsonNode place : vector.get("places")) {
            assertEquals(place.asInt(), places.next());
        }
        assertEquals(Sketch.SYMBOLS, places.next());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void symbolsAreThoseAndTellWhatDiffers(JsonNode vector) {
        List<Bytes32> ours = without(vector, "oursLacks");
        List<Bytes32> theirs = without(vector, "theirsLacks");
        byte[] symbols = of(theirs).write(vector.get("symbols").asInt());
        assertEquals(vector.get("theirs").asText(), HexFormat.of().formatHex(symbols));
        Peeling told = Peeling.of(of(ours), Sketch.read(symbols));
        if (vector.get("told").asBoolean()) {
            assertNotNull(told);
            assertEquals(minus(ours, theirs), Set.copyOf(told.have()));
            assertEquals(minus(theirs, ours), Set.copyOf(told.need()));
        } else {
            assertNull(told);
        }
    }

    private static Sketch of(List<Bytes32> ids) {
        Sketch sketch = Sketch.empty();
        ids.forEach(sketch::add);
        return sketch;
    }

    private static Set<Bytes32> minus(List<Bytes32> some, List<Bytes32> others) {
        List<Bytes32> left = new ArrayList<>(some);
        left.removeAll(Set.copyOf(others));
        return Set.copyOf(left);
    }

    private static List<Bytes32> without(JsonNode vector, String lacks) {
        List<Bytes32> ids = new ArrayList<>();
        for (int n = 0; n < vector.get("count").asInt(); n++) {
            boolean lacking = false;
            for (JsonNode range : vector.get(lacks)) {
                lacking |= n >= range.get(0).asInt() && n < range.get(1).asInt();
            }
            if (!lacking) {
                ids.add(SampleItems.numbered(n, 1).id());
            }
        }
        return ids;
    }
}
