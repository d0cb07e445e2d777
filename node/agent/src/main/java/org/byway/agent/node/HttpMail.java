package org.byway.agent.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.byway.agent.keys.PersonaSigner;
import org.byway.protocol.http.Fields;
import org.byway.protocol.http.RequestRule;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.LetterMark;
import org.byway.protocol.wire.LetterPage;
import org.byway.protocol.wire.LetterPost;

/**
 * A node's letters over HTTP, by its OpenAPI document. So that the node does not see by that which mailboxes are of one person, there is a
 * connection for each request, or, for an agent that stays, for each key that signs requests. Every request is signed for this node alone.
 * Safe for several threads.
 */
public final class HttpMail implements MailPort {
    private static final String BYTES = "application/octet-stream";
    private static final String JSON = "application/json";
    private static final byte[] NOTHING = {};
    private static final Pattern DEVICE = Pattern.compile("[0-9a-f]{32}");

    private final HttpNode line;
    private final Bytes32 node;
    private final Bytes32 community;
    /** By key; null where no connection is kept. */
    private final Map<Bytes32, HttpNode> kept;

    private HttpMail(HttpNode line, Bytes32 node, Bytes32 community, Map<Bytes32, HttpNode> kept) {
        this.line = line;
        this.node = node;
        this.community = community;
        this.kept = kept;
    }

    @Override
    public HttpMail staying() {
        return new HttpMail(line, node, community, new ConcurrentHashMap<>());
    }

    @Override
    public void close() {
        if (kept != null) {
            kept.values().forEach(HttpNode::close);
            kept.clear();
        }
    }

    /** By which requests of a key go. */
    private HttpNode by(PersonaSigner signer) {
        return kept == null ? line : kept.computeIfAbsent(signer.persona(), key -> line.keeping());
    }

    /** Asks the node at HOST:PORT who it is. */
    public static Reply<HttpMail> at(String address) {
        return known(HttpNode.lone(address));
    }

    /** Asks the node with that socket who it is. */
    public static Reply<HttpMail> at(Path socket) {
        return known(HttpNode.at(socket));
    }

    private static Reply<HttpMail> known(HttpNode line) {
        return switch (line.facts()) {
            case Reply.Got<JsonNode>(JsonNode facts) -> {
                Checked<Bytes32> node = Bytes32.parse(facts.path("node").asText());
                Checked<Bytes32> community =
                        Bytes32.parse(facts.path("community").asText());
                yield node instanceof Checked.Ok<Bytes32>(Bytes32 key)
                                && community instanceof Checked.Ok<Bytes32>(Bytes32 id)
                        ? new Reply.Got<>(new HttpMail(line, key, id, null))
                        : new Reply.Unreachable<>("what answers is no Byway node");
            }
            case Reply.Refused<JsonNode>(String code, String message) -> new Reply.Refused<>(code, message);
            case Reply.Unreachable<JsonNode>(String why) -> new Reply.Unreachable<>(why);
        };
    }

    @Override
    public Bytes32 node() {
        return node;
    }

    @Override
    public Bytes32 community() {
        return community;
    }

    @Override
    public Reply<LetterMark> post(PersonaSigner member, LetterPost post) {
        var request = signed("POST", "/v1/letters", post.toByteArray(), member)
                .header("Content-Type", BYTES)
                .header("Accept", BYTES);
        return by(member).send(request, LetterMark::parseFrom);
    }

    @Override
    public Reply<SortedMap<Bytes32, String>> fate(PersonaSigner member, Bytes32 letter, int waitSeconds) {
        return by(member)
                .json(signed("GET", "/v1/letters/" + letter.hex() + "?wait=" + waitSeconds, NOTHING, member))
                .map(HttpMail::fates);
    }

    private static SortedMap<Bytes32, String> fates(JsonNode answer) {
        SortedMap<Bytes32, String> fates = new TreeMap<>();
        for (JsonNode each : answer.path("destinations")) {
            String state = each.path("state").asText();
            if (!state.equals("queued")
                    && Bytes32.parse(each.path("node").asText()) instanceof Checked.Ok<Bytes32>(Bytes32 key)) {
                fates.put(
                        key,
                        state.equals("at-mailbox") ? "" : each.path("reason").asText(state));
            }
        }
        return fates;
    }

    @Override
    public Reply<Bytes32> blockTag(PersonaSigner member, Bytes32 receiver) {
        Reply<JsonNode> reply = by(member).json(signed("GET", "/v1/block-tags/" + receiver.hex(), NOTHING, member));
        boolean readable = !(reply instanceof Reply.Got<JsonNode>(JsonNode answer))
                || Bytes32.parse(answer.path("blockTag").asText()) instanceof Checked.Ok<Bytes32>;
        return readable
                ? reply.map(answer -> Bytes32.ofHex(answer.path("blockTag").asText()))
                : new Reply.Unreachable<>("the node answers with a block tag that is none");
    }

    @Override
    public Reply<List<String>> open(PersonaSigner owner, String tag, Bounds bounds) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("expires", Instant.ofEpochMilli(bounds.expires()).toString());
        bounds.devices().forEach(body.putArray("devices")::add);
        bounds.gone().forEach(body.putArray("gone")::add);
        return by(owner).json(json("PUT", mailbox(tag), body, owner)).map(HttpMail::devices);
    }

    /** What is no name of a device is left out. */
    private static List<String> devices(JsonNode answer) {
        List<String> devices = new ArrayList<>();
        for (JsonNode each : answer.path("devices")) {
            String name = each.path("device").asText();
            if (DEVICE.matcher(name).matches()) {
                devices.add(name);
            }
        }
        return devices;
    }

    @Override
    public Reply<LetterPage> fetch(PersonaSigner owner, String tag, From from, int waitSeconds) {
        String device = from.device().isEmpty() ? "" : "&device=" + from.device();
        String path = mailbox(tag) + "/letters?after=" + from.after() + "&wait=" + waitSeconds + device;
        return by(owner).send(signed("GET", path, NOTHING, owner).header("Accept", BYTES), LetterPage::parseFrom);
    }

    private static String mailbox(String tag) {
        return "/v1/mailboxes/" + tag;
    }

    private HttpRequest.Builder json(String method, String path, ObjectNode body, PersonaSigner signer) {
        return signed(method, path, body.toString().getBytes(StandardCharsets.UTF_8), signer)
                .header("Content-Type", JSON);
    }

    private HttpRequest.Builder signed(String method, String path, byte[] body, PersonaSigner signer) {
        return line.signed(method, path, body, signer, Fields.NONE.with(RequestRule.NODE_HEADER, node.hex()));
    }
}
