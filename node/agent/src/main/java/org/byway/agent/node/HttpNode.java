package org.byway.agent.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.byway.agent.keys.PersonaSigner;
import org.byway.protocol.http.Fields;
import org.byway.protocol.http.Message;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Receipt;
import org.byway.protocol.wire.Refused;

/** A node over HTTP, by its OpenAPI document. Safe for several threads. */
public final class HttpNode implements NodePort {
    private static final int HIDDEN_STATUS = 451;
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final String BYTES = "application/octet-stream";
    private static final String JSON_TYPE = "application/json";
    private static final int PROBLEM_BYTES = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Line line;
    private final URI base;
    private final String token;

    /**
     * @param address HOST:PORT
     * @param token what run.json of the node's home gives to its host; empty where this agent is not the host's
     */
    public HttpNode(String address, String token) {
        this(new PortLine(address), URI.create("http://" + address), token);
    }

    private HttpNode(Line line, URI base, String token) {
        this.line = line;
        this.base = base;
        this.token = token;
    }

    /** Standing interests, and what is announced for them: those of a persona, or the host's where there is no signer. */
    public Interests interests(PersonaSigner signer) {
        return new Interests(this, signer);
    }

    /** Pictures at the node. */
    public Blobs blobs() {
        return new Blobs(this);
    }

    /** By the socket in a running node's home: whoever may open it needs no token. */
    public static HttpNode at(Path socket) {
        return new HttpNode(new SocketLine(socket), URI.create("http://localhost"), "");
    }

    @Override
    public Reply<Posting> post(byte[] bundle) {
        HttpRequest.Builder request = to("/v1/records")
                .header("Content-Type", BYTES)
                .header("Accept", BYTES)
                .POST(HttpRequest.BodyPublishers.ofByteArray(bundle));
        return send(request, HttpNode::posting);
    }

    @Override
    public Reply<Posting> post(byte[] bundle, PersonaSigner member) {
        HttpRequest.Builder request = signed("POST", "/v1/records", bundle, member)
                .header("Content-Type", BYTES)
                .header("Accept", BYTES);
        return send(request, HttpNode::posting);
    }

    @Override
    public TokenPort tokens() {
        return new HttpTokens(this, line instanceof PortLine ? lone(base.getAuthority()) : this);
    }

    static Posting posting(byte[] body) throws IOException {
        Receipt receipt = Receipt.parseFrom(body);
        long time =
                receipt.getPostmarksCount() == 0 ? 0 : receipt.getPostmarks(0).getTime();
        Map<Integer, Refusal> refused = new HashMap<>();
        for (Refused one : receipt.getRefusedList()) {
            refused.put(one.getRecord(), new Refusal(reason(one.getReason()), one.getDetail()));
        }
        byte[] postmarks = receipt.toBuilder().clearRefused().build().toByteArray();
        return new Posting(time, refused, postmarks);
    }

    /** A reason of a newer node that we do not know is final, as far as we can tell. */
    private static Reason reason(String code) {
        try {
            return Reason.valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            return Reason.MALFORMED;
        }
    }

    @Override
    public Reply<JsonNode> facts() {
        return json(to("/v1/node"));
    }

    @Override
    public Reply<JsonNode> status() {
        return json(to("/v1/status"));
    }

    /** Whether records can be posted; where not, why not. */
    public Reply<JsonNode> ready() {
        return json(to("/readyz"));
    }

    /** Its figures, in the text format of Prometheus. */
    public Reply<String> metrics() {
        return send(to("/metrics"), body -> new String(body, StandardCharsets.UTF_8));
    }

    @Override
    public Reply<byte[]> record(Bytes32 id) {
        return send(to("/v1/records/" + id.hex()).header("Accept", BYTES), body -> body);
    }

    @Override
    public Reply<JsonNode> view(Bytes32 id) {
        return json(to("/v1/records/" + id.hex()));
    }

    @Override
    public Reply<Listing> list(Query query) {
        StringBuilder path = new StringBuilder("/v1/records?kind=")
                .append(query.kind().word())
                .append("&limit=")
                .append(query.limit());
        if (query.community() != null) {
            path.append("&community=").append(query.community().hex());
        }
        if (query.cursor() != null) {
            path.append("&cursor=").append(URLEncoder.encode(query.cursor(), StandardCharsets.UTF_8));
        }
        return listing(path.toString());
    }

    @Override
    public Reply<Listing> saidBy(Bytes32 author, Kind kind, String cursor) {
        Map<String, String> parameters = new TreeMap<>(Map.of("author", author.hex(), "limit", "200"));
        if (kind != null) {
            parameters.put("kind", kind.word());
        }
        if (cursor != null) {
            parameters.put("cursor", cursor);
        }
        return listing("/v1/records?" + query(parameters));
    }

    private Reply<Listing> listing(String path) {
        return json(to(path))
                .map(page -> new Listing(items(page), page.path("next").textValue()));
    }

    /** By which notice the node hides a record; refused where it does not. */
    public Reply<Bytes32> hidden(Bytes32 id) {
        return reached(() -> {
            Line.Answer answer = line.ask(
                    to("/v1/records/" + id.hex()).header("Accept", JSON_TYPE).build());
            String notice = answer.status() == HIDDEN_STATUS
                    ? JSON.readTree(answer.body()).path("notice").path("id").asText()
                    : "";
            return Bytes32.parse(notice) instanceof Checked.Ok<Bytes32>(Bytes32 by)
                    ? new Reply.Got<>(by)
                    : new Reply.Refused<>("not-hidden", "the node does not hide it");
        });
    }

    @Override
    public Reply<JsonNode> search(Map<String, String> parameters) {
        return json(to("/v1/search?" + query(parameters)));
    }

    @Override
    public Reply<JsonNode> matches(Bytes32 intent, int limit, String cursor) {
        Map<String, String> parameters = new TreeMap<>(Map.of("limit", Integer.toString(limit)));
        if (cursor != null) {
            parameters.put("cursor", cursor);
        }
        return json(to("/v1/records/" + intent.hex() + "/matches?" + query(parameters)));
    }

    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public Reply<JsonNode> persona(PersonaSigner signer) {
        return json(signed("GET", "/v1/persona", new byte[0], signer));
    }

    @Override
    public Reply<List<JsonNode>> peers() {
        return json(to("/v1/peers")).map(HttpNode::items);
    }

    @Override
    public Reply<List<JsonNode>> peersOnceLinked(Bytes32 node, int waitSeconds) {
        return json(to("/v1/peers?linked=" + node.hex() + "&wait=" + waitSeconds))
                .map(HttpNode::items);
    }

    @Override
    public Reply<JsonNode> addPeer(String address) {
        String body =
                JsonNodeFactory.instance.objectNode().put("address", address).toString();
        return json(to("/v1/peers").header("Content-Type", JSON_TYPE).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Override
    public Reply<Boolean> removePeer(String peer) {
        String path = "/v1/peers/" + URLEncoder.encode(peer, StandardCharsets.UTF_8);
        return send(to(path).DELETE(), body -> true);
    }

    static List<JsonNode> items(JsonNode page) {
        List<JsonNode> items = new ArrayList<>();
        page.path("items").forEach(items::add);
        return items;
    }

    HttpRequest.Builder to(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    /** With a connection for each request, over TCP to HOST:PORT. */
    static HttpNode lone(String address) {
        return new HttpNode(SocketLine.to(address), URI.create("http://" + address), "");
    }

    /** The same node, with connections that are kept: for what one persona asks of it. By a socket, or {@link #lone}. */
    HttpNode keeping() {
        return new HttpNode(((SocketLine) line).keeping(), base, token);
    }

    /** Lets go of connections that are kept. */
    void close() {
        line.close();
    }

    /** A request on a persona's own things: to be sent as it is, since all but other headers is signed. */
    HttpRequest.Builder signed(String method, String pathAndQuery, byte[] body, PersonaSigner signer) {
        return signed(method, pathAndQuery, body, signer, Fields.NONE);
    }

    /** The same, with headers that are signed too. */
    HttpRequest.Builder signed(String method, String pathAndQuery, byte[] body, PersonaSigner signer, Fields headers) {
        URI uri = base.resolve(pathAndQuery);
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        Message.Request message =
                new Message.Request(method, uri.getScheme(), uri.getRawAuthority(), uri.getRawPath(), query, headers);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(ANSWER)
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        signer.sign(message, body).all().forEach(header -> request.header(header.name(), header.value()));
        return request;
    }

    Reply<JsonNode> json(HttpRequest.Builder request) {
        return send(request.header("Accept", JSON_TYPE), JSON::readTree);
    }

    /** Reads the body of a good answer. */
    interface Reader<T> {
        T read(byte[] body) throws IOException;
    }

    <T> Reply<T> send(HttpRequest.Builder request, Reader<T> reader) {
        return reached(() -> {
            Line.Answer answer = line.ask(request.build());
            return answer.status() / 100 == 2
                    ? new Reply.Got<>(reader.read(answer.body()))
                    : problem(answer.status(), answer.body());
        });
    }

    /** Begins an answer that goes on for as long as its stream does. */
    Reply<InputStream> stream(HttpRequest.Builder request) {
        return reached(() -> {
            Line.Opened opened = line.open(request.build());
            if (opened.status() / 100 == 2) {
                return new Reply.Got<>(opened.body());
            }
            try (InputStream body = opened.body()) {
                return problem(opened.status(), body.readNBytes(PROBLEM_BYTES));
            }
        });
    }

    private interface Asking<T> {
        Reply<T> ask() throws IOException, InterruptedException;
    }

    private <T> Reply<T> reached(Asking<T> asking) {
        try {
            return asking.ask();
        } catch (InvalidProtocolBufferException | JsonProcessingException e) {
            return new Reply.Unreachable<>("what answers at " + line.where() + " is no Byway node");
        } catch (HttpTimeoutException e) {
            return new Reply.Unreachable<>("the node at " + line.where() + " does not answer in time");
        } catch (IOException e) {
            return new Reply.Unreachable<>("the node at " + line.where() + " cannot be reached");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Unreachable<>("interrupted");
        }
    }

    private static <T> Reply<T> problem(int status, byte[] body) throws IOException {
        JsonNode problem = JSON.readTree(body);
        String detail = problem.path("detail").asText("the node answered " + status);
        return new Reply.Refused<>(problem.path("code").asText("refused"), detail);
    }
}
