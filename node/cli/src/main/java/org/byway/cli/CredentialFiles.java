package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.byway.protocol.identity.DidKey;
import org.byway.protocol.letter.CredentialRule;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.CredentialAsk;
import org.byway.protocol.wire.CredentialGiven;

/** Credentials that are asked for and given by files: JSON, of which nothing is believed. */
final class CredentialFiles {
    private static final int MOST_BYTES = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private CredentialFiles() {}

    static ObjectNode of(CredentialAsk ask) {
        ObjectNode json = Desk.object().put("id", LetterLines.hex(ask.getId())).put("type", ask.getType());
        var keys = json.putArray("keys");
        ask.getKeysList().forEach(key -> keys.add(DidKey.of(Bytes32.of(key.toByteArray()))));
        return json;
    }

    static ObjectNode of(CredentialGiven given) {
        ObjectNode json = Desk.object().put("id", LetterLines.hex(given.getId()));
        given.getCredentialsList().forEach(json.putArray("credentials")::add);
        return json;
    }

    static CredentialAsk ask(Path file) throws IOException {
        JsonNode json = read(file);
        CredentialAsk.Builder ask = CredentialAsk.newBuilder()
                .setId(id(file, json))
                .setType(json.path("type").asText());
        for (JsonNode key : json.path("keys")) {
            if (!(DidKey.parse(key.asText()) instanceof Checked.Ok<Bytes32>(Bytes32 read))) {
                throw wrong(file);
            }
            ask.addKeys(ByteString.copyFrom(read.bytes()));
        }
        if (CredentialRule.fault(ask.build()) != null) {
            throw wrong(file);
        }
        return ask.build();
    }

    static CredentialGiven given(Path file) throws IOException {
        JsonNode json = read(file);
        CredentialGiven.Builder given = CredentialGiven.newBuilder().setId(id(file, json));
        json.path("credentials").forEach(each -> given.addCredentials(each.asText()));
        if (CredentialRule.fault(given.build()) != null) {
            throw wrong(file);
        }
        return given.build();
    }

    /** Of at most a megabyte. */
    static byte[] bytes(Path file) throws IOException {
        return WholeFile.read(file, MOST_BYTES, "a credential");
    }

    private static JsonNode read(Path file) throws IOException {
        byte[] bytes = bytes(file);
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            // Of the bytes, which are in memory.
            throw wrong(file);
        }
    }

    private static ByteString id(Path file, JsonNode json) {
        String id = json.path("id").asText();
        if (!id.matches("[0-9a-f]{32}")) {
            throw wrong(file);
        }
        return ByteString.copyFrom(HexFormat.of().parseHex(id));
    }

    private static Failure wrong(Path file) {
        return Failure.failed("bad_content", file + " is not what `byway credential ask` or `issue` writes.", "");
    }
}
