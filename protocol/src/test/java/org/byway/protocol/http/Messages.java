package org.byway.protocol.http;

import com.fasterxml.jackson.databind.JsonNode;

/** Messages as the vectors write them. */
final class Messages {
    private Messages() {}

    static Message of(JsonNode vector) {
        return vector.has("status")
                ? new Message.Response(vector.get("status").asInt(), fields(vector))
                : request(vector);
    }

    static Message.Request request(JsonNode vector) {
        return new Message.Request(
                vector.get("method").asText(),
                vector.get("scheme").asText(),
                vector.get("authority").asText(),
                vector.get("path").asText(),
                vector.get("query").asText(),
                fields(vector));
    }

    private static Fields fields(JsonNode vector) {
        Fields fields = Fields.NONE;
        for (JsonNode field : vector.get("fields")) {
            fields = fields.with(field.get(0).asText(), field.get(1).asText());
        }
        return fields;
    }
}
