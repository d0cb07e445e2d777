package org.byway.agent.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;

/** The lines of the ledger as text. */
final class Lines {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Lines() {}

    /** What a line says. */
    sealed interface Line {
        record Named(Persona persona) implements Line {}

        record Sealed(Entry entry) implements Line {}

        record Closed(long at, int sizeBytes, int records) implements Line {}

        record Receipted(long at, Set<Bytes32> refused, byte[] postmarks) implements Line {}

        record Asked(Join join) implements Line {}

        record Answered(String link) implements Line {}
    }

    static String named(Persona persona) {
        ObjectNode body = NODES.objectNode();
        body.put("name", persona.name());
        body.put("index", persona.index().hex());
        body.put("author", persona.author().hex());
        return line("persona", body);
    }

    static String sealed(Entry entry) {
        ObjectNode body = NODES.objectNode();
        body.put("id", entry.id().hex());
        body.put("kind", entry.kind().word());
        body.put("author", entry.author().hex());
        if (entry.keySequence() > 0) {
            body.put("keySequence", entry.keySequence());
        }
        put(body, "persona", entry.persona());
        body.put("lineage", entry.lineage().hex());
        body.put("revision", entry.revision());
        put(body, "previous", entry.previous());
        body.put("expires", entry.expires());
        put(body, "row", entry.row());
        return line("record", body);
    }

    static String closed(long at, int sizeBytes, int records) {
        ObjectNode body = NODES.objectNode();
        body.put("at", at);
        body.put("size", sizeBytes);
        body.put("records", records);
        return line("bundle", body);
    }

    static String receipted(long at, long postmarkedAt, Set<Bytes32> refused, byte[] postmarks) {
        ObjectNode body = NODES.objectNode();
        body.put("at", at);
        body.put("postmarkedAt", Instant.ofEpochMilli(postmarkedAt).toString());
        if (!refused.isEmpty()) {
            ArrayNode ids = body.putArray("refused");
            refused.stream().sorted().forEach(id -> ids.add(id.hex()));
        }
        if (postmarks.length > 0) {
            body.put("postmarks", HexFormat.of().formatHex(postmarks));
        }
        return line("receipt", body);
    }

    static String asked(Join join) {
        ObjectNode body = NODES.objectNode();
        body.put("link", join.link());
        body.put("transit", join.transit());
        return line("join", body);
    }

    static String answered(String link) {
        return line("joined", NODES.objectNode().put("link", link));
    }

    private static String line(String what, ObjectNode body) {
        ObjectNode line = NODES.objectNode();
        line.set(what, body);
        return line + "\n";
    }

    private static void put(ObjectNode body, String name, Bytes32 value) {
        if (value != null) {
            body.put(name, value.hex());
        }
    }

    /** Reads a line; IllegalArgumentException tells that it is damaged. */
    static Line read(String text) {
        JsonNode line;
        try {
            line = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
        String what = line.isObject() && line.size() == 1 ? line.fieldNames().next() : "";
        JsonNode body = line.path(what);
        return switch (what) {
            case "persona" ->
                new Line.Named(
                        new Persona(body.path("name").asText(), bytes32(body, "index"), bytes32(body, "author")));
            case "record" -> new Line.Sealed(entry(body));
            case "bundle" ->
                new Line.Closed(
                        body.path("at").asLong(-1),
                        body.path("size").asInt(-1),
                        body.path("records").asInt(-1));
            case "receipt" -> receipt(body);
            case "join" ->
                new Line.Asked(new Join(
                        body.path("link").asText(), body.path("transit").asBoolean()));
            case "joined" -> new Line.Answered(body.path("link").asText());
            default -> throw new IllegalArgumentException("no line of a ledger");
        };
    }

    private static Entry entry(JsonNode body) {
        String kind = body.path("kind").asText().toUpperCase(Locale.ROOT).replace('-', '_');
        return new Entry(
                bytes32(body, "id"),
                Kind.valueOf(kind),
                bytes32(body, "author"),
                body.path("keySequence").asInt(),
                body.has("persona") ? bytes32(body, "persona") : null,
                bytes32(body, "lineage"),
                body.path("revision").asInt(),
                body.has("previous") ? bytes32(body, "previous") : null,
                body.path("expires").asLong(),
                body.has("row") ? bytes32(body, "row") : null);
    }

    private static Line receipt(JsonNode body) {
        Set<Bytes32> refused = new HashSet<>();
        body.path("refused").forEach(id -> refused.add(Bytes32.ofHex(id.asText())));
        byte[] postmarks = HexFormat.of().parseHex(body.path("postmarks").asText());
        return new Line.Receipted(body.path("at").asLong(-1), Set.copyOf(refused), postmarks);
    }

    private static Bytes32 bytes32(JsonNode body, String name) {
        return Bytes32.ofHex(body.path(name).asText());
    }
}
