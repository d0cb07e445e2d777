package org.byway.agent.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Base64;
import org.byway.protocol.wire.VaultEntry;

/** The vault's entries as lines of JSON. One that a later version wrote is kept as its bytes, so that nothing is lost. */
final class EntryLines {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BYTES = "bytes";

    private EntryLines() {}

    static String line(VaultEntry entry) {
        ObjectNode line = ProtoJson.write(entry);
        if (!ProtoJson.read(line, VaultEntry.newBuilder()).build().equals(entry)) {
            line = JSON.createObjectNode().put(BYTES, Base64.getEncoder().encodeToString(entry.toByteArray()));
        }
        return line + "\n";
    }

    /** IllegalArgumentException where the line is none of these. */
    static VaultEntry entry(String line) {
        try {
            JsonNode read = JSON.readTree(line);
            return read.has(BYTES)
                    ? VaultEntry.parseFrom(
                            Base64.getDecoder().decode(read.path(BYTES).asText()))
                    : ProtoJson.read(read, VaultEntry.newBuilder()).build();
        } catch (JsonProcessingException | InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("this is no entry of a vault", e);
        }
    }
}
