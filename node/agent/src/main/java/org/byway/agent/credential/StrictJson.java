package org.byway.agent.credential;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads JSON that has one meaning only: UTF-8, no name twice in an object, nothing behind the end, within bounds. */
final class StrictJson {
    /** Objects and arrays within each other. */
    static final int MAX_DEPTH = 16;

    private static final int MAX_NAME_CHARACTERS = 1_024;
    private static final int MAX_NUMBER_CHARACTERS = 64;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNameLength(MAX_NAME_CHARACTERS)
                            .maxNumberLength(MAX_NUMBER_CHARACTERS)
                            .maxStringLength(SdJwt.MAX_CHARACTERS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Numbers stay as they were signed.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private StrictJson() {}

    static JsonNode read(byte[] bytes, String what) throws CredentialRefused {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            JsonNode read = JSON.readTree(text);
            if (!read.isMissingNode()) {
                return read;
            }
        } catch (CharacterCodingException | JsonProcessingException e) {
            // Told below: what a parser says of foreign bytes helps nobody.
        }
        throw CredentialRefused.malformed(what + " is no JSON with one meaning");
    }

    static ObjectNode object(byte[] bytes, String what) throws CredentialRefused {
        if (read(bytes, what) instanceof ObjectNode object) {
            return object;
        }
        throw CredentialRefused.malformed(what + " is no JSON object");
    }

    static byte[] write(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
