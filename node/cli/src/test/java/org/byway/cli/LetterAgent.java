package org.byway.cli;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.byway.protocol.http.Fields;
import org.byway.protocol.http.Message;
import org.byway.protocol.http.RequestRule;
import org.byway.protocol.http.RequestSigning;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.letter.OpenedLetter;
import org.byway.protocol.letter.SealedLetter;
import org.byway.protocol.letter.SealingKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.LetterPage;
import org.byway.protocol.wire.LetterPost;

/** Somebody with one mailbox, who also writes to it: the least that speaks to nodes about letters. Asks until it is answered. */
final class LetterAgent {
    private static final String DEVICE = "0123456789abcdef".repeat(2);
    private static final long PATIENCE_MILLIS = 120_000;

    private final SecureRandom random = new SecureRandom();
    private final HttpClient client = HttpClient.newHttpClient();
    private final SigningKey member = SigningKey.ofSeed(bytes(32));
    private final SigningKey mailbox = SigningKey.ofSeed(bytes(32));
    private final SealingKey sealing = SealingKey.ofSeed(bytes(32));
    private final byte[] tag = bytes(16);
    private final String path = "/v1/mailboxes/" + HexFormat.of().formatHex(tag);

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    byte[] letter() {
        SealedLetter.Address to = new SealedLetter.Address(sealing.publicKey(), tag, Bytes32.of(bytes(32)));
        OpenedLetter.Text text = new OpenedLetter.Text(Bytes32.ZERO, 1, bytes(40));
        return SealedLetter.seal(to, member, text, bytes(32)).orThrow().bytes();
    }

    void open(ChildNode at) {
        String body =
                "{\"expires\":\"" + Instant.now().plus(Duration.ofDays(7)) + "\",\"devices\":[\"" + DEVICE + "\"]}";
        var unused = ask(at, mailbox, "PUT", path, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns once the node has marked it. */
    void post(ChildNode at, byte[] letter, ChildNode mailboxNode) {
        byte[] body = LetterPost.newBuilder()
                .setLetter(ByteString.copyFrom(letter))
                .addNodes(ByteString.copyFrom(
                        Bytes32.ofHex(mailboxNode.fact("node")).bytes()))
                .build()
                .toByteArray();
        var unused = ask(at, member, "POST", "/v1/letters", body);
    }

    LetterPage fetch(ChildNode at, long after, int waitSeconds) throws IOException {
        return LetterPage.parseFrom(ask(
                at, mailbox, "GET", path + "/letters?limit=64&wait=" + waitSeconds + "&after=" + after, new byte[0]));
    }

    void acknowledge(ChildNode at, long position) {
        String body = "{\"device\":\"" + DEVICE + "\",\"position\":" + position + "}";
        var unused = ask(at, mailbox, "POST", path + "/acknowledgements", body.getBytes(StandardCharsets.UTF_8));
    }

    /** The answer of a node that may be down for a while. */
    private byte[] ask(ChildNode at, SigningKey key, String method, String target, byte[] body) {
        byte[][] answer = new byte[1][];
        boolean answered = Patience.until(PATIENCE_MILLIS, () -> {
            answer[0] = once(at, key, method, target, body);
            return answer[0] != null;
        });
        if (!answered) {
            throw new AssertionError(method + " " + target + " was not answered in time");
        }
        return answer[0];
    }

    /** Null where the node is not there. */
    private byte[] once(ChildNode at, SigningKey key, String method, String target, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + at.fact("http") + target))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        sign(at, key, method, target, body).all().forEach(field -> request.header(field.name(), field.value()));
        if (body.length > 0) {
            boolean json = body[0] == '{';
            request.header("content-type", json ? "application/json" : "application/octet-stream");
        }
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() / 100 == 2) {
                return answer.body();
            }
            // Before a node that begins again knows its place, it may not take what was signed earlier.
            String said = new String(answer.body(), StandardCharsets.UTF_8);
            if (answer.statusCode() == 503 || said.contains("stale-signature")) {
                return null;
            }
            throw new AssertionError(method + " " + target + ": " + said);
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Fields sign(ChildNode at, SigningKey key, String method, String target, byte[] body) {
        int question = target.indexOf('?');
        Message.Request request = new Message.Request(
                method,
                "http",
                at.fact("http"),
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                Fields.NONE.with(RequestRule.NODE_HEADER, at.fact("node")));
        return RequestSigning.sign(request, body, key, System.currentTimeMillis(), bytes(RequestSigning.NONCE_BYTES));
    }
}
