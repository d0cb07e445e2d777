package org.byway.agent.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import org.byway.agent.keys.PersonaSigner;
import org.byway.protocol.http.Fields;
import org.byway.protocol.http.RequestRule;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;

/** Pictures at a node over HTTP, by their digests. What the node gives is checked. */
public final class Blobs {
    private static final String BYTES = "application/octet-stream";

    private final HttpNode line;

    Blobs(HttpNode line) {
        this.line = line;
    }

    /**
     * Leaves a picture that was made plain at the node of that key; answers with its digest. A node that would keep something else
     * is not followed, since nobody looked at that.
     */
    public Reply<Bytes32> put(byte[] picture, PersonaSigner member, Bytes32 node) {
        Bytes32 digest = Sha256.of(picture);
        Fields named = Fields.NONE.with(RequestRule.NODE_HEADER, node.hex());
        HttpRequest.Builder request =
                line.signed("PUT", path(digest), picture, member, named).header("Content-Type", BYTES);
        return switch (line.json(request)) {
            case Reply.Got<JsonNode>(JsonNode kept) ->
                digest.hex().equals(kept.path("digest").asText())
                        ? new Reply.Got<>(digest)
                        : new Reply.Refused<>("changed", "the node would keep another picture than the one given");
            case Reply.Refused<JsonNode>(String code, String message) -> new Reply.Refused<>(code, message);
            case Reply.Unreachable<JsonNode>(String why) -> new Reply.Unreachable<>(why);
        };
    }

    /** The picture of that digest; refused as {@code unknown-blob} where the node has it not. */
    public Reply<byte[]> get(Bytes32 digest) {
        Reply<byte[]> reply = line.send(line.to(path(digest)), body -> body);
        boolean wrong = reply instanceof Reply.Got<byte[]>(byte[] bytes)
                && !Sha256.of(bytes).equals(digest);
        return wrong ? new Reply.Unreachable<>("what the node gave is another picture") : reply;
    }

    private static String path(Bytes32 digest) {
        return "/v1/blobs/" + digest.hex();
    }
}
