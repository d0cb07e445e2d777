package org.byway.protocol.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.field.Dictionary;
import org.byway.protocol.fuzz.Good;
import org.byway.protocol.fuzz.Spoilt;
import org.byway.protocol.record.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Header fields by which somebody signs a request: structured fields are read as they are written, and a verdict is given. */
class SignedRequestFuzzTest {
    private static final long SECOND = 1_772_000_000L;

    /** The fields of requests, a line each. */
    static Stream<byte[]> good() {
        Stream<String> requests = Vectors.cases("http-signatures", "requests")
                .map(vector -> lines(vector.get("request").get("fields")));
        Stream<String> alone = Vectors.cases("http-signatures", "fields")
                .map(vector -> "Signature-Input: " + vector.get("value").asText());
        return Stream.concat(requests, alone).map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String lines(JsonNode fields) {
        StringBuilder text = new StringBuilder();
        fields.forEach(field -> text.append(field.get(0).asText())
                .append(": ")
                .append(field.get(1).asText())
                .append('\n'));
        return text.toString();
    }

    @MethodSource("good")
    @FuzzTest
    void anyBytes(byte[] bytes) {
        read(bytes);
    }

    @Test
    void spoiltFields() {
        assertInstanceOf(
                RequestVerdict.Signed.class, judge(fields(good().findFirst().orElseThrow())));
        Spoilt.each(good(), SignedRequestFuzzTest::read);
    }

    private static void read(byte[] bytes) {
        Fields fields = fields(bytes);
        for (Fields.Field field : fields.all()) {
            if (Dictionary.parse(field.value()) instanceof Checked.Ok<Dictionary>(Dictionary read)) {
                String written = read.serialized();
                assertEquals(written, Dictionary.parse(written).orThrow().serialized());
            }
        }
        assertNotNull(judge(fields));
    }

    private static RequestVerdict judge(Fields fields) {
        RequestRule rule = new RequestRule(Good.BELIEVING, new Nonces(16, SECOND - 1_000));
        Message.Request request = new Message.Request("GET", "http", "127.0.0.1:7480", "/v1/interests", "", fields);
        return rule.judge(request, new byte[0], SECOND * 1_000);
    }

    private static Fields fields(byte[] bytes) {
        Fields fields = Fields.NONE;
        for (String line : new String(bytes, StandardCharsets.ISO_8859_1).split("\n", 16)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields = fields.with(
                        line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return fields;
    }
}
