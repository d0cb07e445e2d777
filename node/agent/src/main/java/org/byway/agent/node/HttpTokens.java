package org.byway.agent.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.Base64;
import org.byway.agent.keys.PersonaSigner;
import org.byway.protocol.blind.RsaPublicKey;
import org.byway.protocol.http.Fields;
import org.byway.protocol.http.RequestRule;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.token.PostToken;

/** Tokens over HTTP. What tells who somebody is goes over another connection than what does not. */
final class HttpTokens implements TokenPort {
    private static final String TOKENS = "/v1/tokens";
    private static final String BYTES = "application/octet-stream";

    private final HttpNode known;
    private final HttpNode alone;

    HttpTokens(HttpNode known, HttpNode alone) {
        this.known = known;
        this.alone = alone;
    }

    @Override
    public Reply<Offered> offered() {
        Reply<JsonNode> facts = alone.facts();
        if (!(facts instanceof Reply.Got<JsonNode>(JsonNode node))) {
            return facts.map(never -> null);
        }
        Reply<JsonNode> told = alone.json(alone.to(TOKENS));
        return told instanceof Reply.Got<JsonNode>(JsonNode offered) ? read(node, offered) : told.map(never -> null);
    }

    private static Reply<Offered> read(JsonNode node, JsonNode offered) {
        Checked<RsaPublicKey> key;
        try {
            key = PostToken.readKey(
                    Base64.getUrlDecoder().decode(offered.path("key").asText()));
        } catch (IllegalArgumentException e) {
            return new Reply.Unreachable<>("the node shows no key for tokens");
        }
        return switch (key) {
            case Checked.Refused<RsaPublicKey>(Refusal refusal) ->
                new Reply.Refused<>(refusal.reason().code(), refusal.detail());
            case Checked.Ok<RsaPublicKey>(RsaPublicKey shown) ->
                new Reply.Got<>(new Offered(
                        Bytes32.ofHex(node.path("node").asText()),
                        Bytes32.ofHex(node.path("community").asText()),
                        shown,
                        offered.path("until").asLong(),
                        offered.path("daily").asInt()));
        };
    }

    @Override
    public Reply<byte[]> draw(Bytes32 node, byte[] requests, PersonaSigner member) {
        Fields named = Fields.NONE.with(RequestRule.NODE_HEADER, node.hex());
        return known.send(
                known.signed("POST", TOKENS, requests, member, named)
                        .header("Content-Type", BYTES)
                        .header("Accept", BYTES),
                body -> body);
    }

    @Override
    public Reply<Posting> post(byte[] bundle, byte[] token) {
        String shown = Base64.getUrlEncoder().encodeToString(token);
        return alone.send(
                alone.to("/v1/token-posts")
                        .header("Authorization", "PrivateToken token=\"" + shown + "\"")
                        .header("Content-Type", BYTES)
                        .header("Accept", BYTES)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(bundle)),
                HttpNode::posting);
    }
}
