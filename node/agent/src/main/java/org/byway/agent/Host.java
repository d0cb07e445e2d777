package org.byway.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.byway.agent.node.HttpNode;
import org.byway.protocol.record.Bytes32;

/**
 * Somebody else's node, by which a person speaks.
 *
 * @param node its key
 * @param community in which is spoken
 * @param address HOST:PORT of its HTTP interface
 * @param former HOST:PORT of the one before it, empty for the home's own
 */
public record Host(Bytes32 node, Bytes32 community, String address, String former) {
    /** Reaches it as everybody does. */
    public HttpNode reach() {
        return new HttpNode(address, "");
    }

    /** The same, by which somebody goes on who spoke by the node at that address before. */
    public Host after(String before) {
        return new Host(node, community, address, before);
    }

    byte[] bytes() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("node", node.hex())
                .put("community", community.hex())
                .put("address", address)
                .put("former", former);
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** IllegalArgumentException where it is none. */
    static Host of(JsonNode json) {
        String address = json.path("address").asText();
        if (address.isEmpty()) {
            throw new IllegalArgumentException("no address");
        }
        return new Host(
                Bytes32.ofHex(json.path("node").asText()),
                Bytes32.ofHex(json.path("community").asText()),
                address,
                json.path("former").asText());
    }
}
