package org.byway.agent.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.byway.agent.keys.PersonaSigner;
import org.byway.protocol.http.Fields;
import org.byway.protocol.http.RequestRule;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.vault.SignedSnapshot;

/**
 * Snapshots of a vault at a node over HTTP, by its OpenAPI document. Every request is signed by the place's key, for this node
 * alone; what the node gives is checked. For one thread at a time.
 */
public final class HttpSnapshots implements SnapshotPort {
    private static final byte[] NOTHING = {};
    private static final String BYTES = "application/octet-stream";

    private final HttpNode line;
    private final Bytes32 node;
    private final PersonaSigner place;
    private final SignatureCheck signatures;

    private HttpSnapshots(HttpNode line, Bytes32 node, PersonaSigner place, SignatureCheck signatures) {
        this.line = line;
        this.node = node;
        this.place = place;
        this.signatures = signatures;
    }

    /** The node at that line, which is asked who it is. */
    public static Reply<HttpSnapshots> at(HttpNode line, PersonaSigner place, SignatureCheck signatures) {
        return checked(
                line.facts(), facts -> switch (Bytes32.parse(facts.path("node").asText())) {
                    case Checked.Ok<Bytes32>(Bytes32 key) -> new HttpSnapshots(line, key, place, signatures);
                    case Checked.Refused<Bytes32> refused -> null;
                });
    }

    /** Reads what was got; null stands for what no Byway node would say. */
    private static <T, U> Reply<U> checked(Reply<T> reply, Function<T, U> read) {
        return switch (reply) {
            case Reply.Got<T>(T value) -> {
                U good = read.apply(value);
                yield good == null
                        ? new Reply.Unreachable<>("what the node gave is not what was asked for")
                        : new Reply.Got<>(good);
            }
            case Reply.Refused<T>(String code, String message) -> new Reply.Refused<>(code, message);
            case Reply.Unreachable<T>(String why) -> new Reply.Unreachable<>(why);
        };
    }

    @Override
    public Bytes32 node() {
        return node;
    }

    @Override
    public Reply<List<Bytes32>> missing(List<Bytes32> chunks) {
        byte[] asked = new byte[chunks.size() * Bytes32.SIZE];
        for (int i = 0; i < chunks.size(); i++) {
            chunks.get(i).write(asked, i * Bytes32.SIZE);
        }
        if (asked.length == 0) {
            return new Reply.Got<>(List.of());
        }
        Reply<byte[]> reply = line.send(bytes("POST", "/missing", asked), body -> body);
        return checked(reply, body -> body.length % Bytes32.SIZE == 0 ? digests(body) : null);
    }

    private static List<Bytes32> digests(byte[] body) {
        List<Bytes32> digests = new ArrayList<>();
        for (int at = 0; at < body.length; at += Bytes32.SIZE) {
            digests.add(Bytes32.of(body, at));
        }
        return digests;
    }

    @Override
    public Reply<Bytes32> put(byte[] chunk) {
        Bytes32 digest = Sha256.of(chunk);
        return line.send(bytes("PUT", "/chunks/" + digest.hex(), chunk), none -> digest);
    }

    @Override
    public Reply<byte[]> chunk(Bytes32 digest) {
        Reply<byte[]> reply = line.send(get("/chunks/" + digest.hex()), body -> body);
        return checked(reply, body -> Sha256.of(body).equals(digest) ? body : null);
    }

    @Override
    public Reply<Bytes32> put(SignedSnapshot snapshot) {
        HttpRequest.Builder request = bytes("PUT", "/snapshots/" + snapshot.number(), snapshot.bytes());
        return line.send(request, none -> snapshot.digest());
    }

    @Override
    public Reply<SignedSnapshot> snapshot(long number) {
        return checked(read("/snapshots/" + number), snapshot -> snapshot.number() == number ? snapshot : null);
    }

    @Override
    public Reply<SignedSnapshot> latest() {
        return read("/snapshots/latest");
    }

    private Reply<SignedSnapshot> read(String path) {
        Reply<byte[]> reply = line.send(get(path), body -> body);
        return checked(reply, body -> switch (SignedSnapshot.read(body, place.persona(), signatures)) {
            case Checked.Ok<SignedSnapshot>(SignedSnapshot snapshot) -> snapshot;
            case Checked.Refused<SignedSnapshot> refused -> null;
        });
    }

    @Override
    public Reply<List<Listed>> list(int limit) {
        HttpRequest.Builder request = signed("GET", "/snapshots?limit=" + limit, NOTHING);
        return checked(line.json(request), HttpSnapshots::listed);
    }

    private static List<Listed> listed(JsonNode answer) {
        List<Listed> listed = new ArrayList<>();
        for (JsonNode each : answer.path("items")) {
            if (!(Bytes32.parse(each.path("digest").asText()) instanceof Checked.Ok<Bytes32>(Bytes32 digest))) {
                return null;
            }
            listed.add(new Listed(
                    each.path("number").asLong(), digest, each.path("sizeBytes").asInt()));
        }
        return listed;
    }

    @Override
    public Reply<Boolean> remove() {
        return line.send(signed("DELETE", "", NOTHING), none -> true);
    }

    private HttpRequest.Builder get(String path) {
        return signed("GET", path, NOTHING).header("Accept", BYTES);
    }

    private HttpRequest.Builder bytes(String method, String path, byte[] body) {
        return signed(method, path, body).header("Content-Type", BYTES).header("Accept", BYTES);
    }

    private HttpRequest.Builder signed(String method, String path, byte[] body) {
        String whole = "/v1/vaults/" + place.persona().hex() + path;
        return line.signed(method, whole, body, place, Fields.NONE.with(RequestRule.NODE_HEADER, node.hex()));
    }
}
