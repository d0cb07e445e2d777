package org.byway.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.byway.protocol.http.Fields;
import org.byway.protocol.http.Message;
import org.byway.protocol.http.RequestRule;
import org.byway.protocol.http.RequestSigning;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;

/** Asks one node for letters' sake, as an agent does: each request signed, and for that node. One thread of its own. */
final class LetterClient implements AutoCloseable {
    private static final int CONNECTIONS = 512;
    private static final long TIMEOUT_SECONDS = 60;
    /** Less than the node's own: it must not close what is just being used again. */
    private static final int IDLE_SECONDS = 30;

    private final Vertx vertx;
    private final Asker asker;
    private final URI node;
    private final Bytes32 nodeKey;
    private final RandomGenerator random;

    /** A request that is signed already. */
    record Prepared(RequestOptions options, Buffer body) {}

    /** @param http the node's HTTP interface, http://HOST:PORT */
    LetterClient(Vertx vertx, String http, Bytes32 nodeKey, RandomGenerator random) {
        this.vertx = vertx;
        this.node = URI.create(http);
        this.nodeKey = nodeKey;
        this.random = random;
        this.asker = new Asker(vertx, new HttpClientOptions().setKeepAliveTimeout(IDLE_SECONDS), CONNECTIONS);
    }

    /** Signs a request by that key. */
    Prepared prepare(SigningKey key, HttpMethod method, String target, byte[] body, String type) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question + 1);
        Message.Request request = new Message.Request(
                method.name(),
                "http",
                node.getAuthority(),
                path,
                query,
                Fields.NONE.with(RequestRule.NODE_HEADER, nodeKey.hex()));
        byte[] nonce = new byte[RequestSigning.NONCE_BYTES];
        random.nextBytes(nonce);
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost(node.getHost())
                .setPort(node.getPort())
                .setURI(target)
                .setTimeout(TimeUnit.SECONDS.toMillis(TIMEOUT_SECONDS));
        RequestSigning.sign(request, body, key, System.currentTimeMillis(), nonce)
                .all()
                .forEach(field -> options.putHeader(field.name(), field.value()));
        if (body.length > 0) {
            options.putHeader("content-type", type);
        }
        return new Prepared(options, Buffer.buffer(body));
    }

    Future<Asker.Answer> send(Prepared prepared) {
        return asker.ask(prepared.options(), prepared.body());
    }

    Vertx vertx() {
        return vertx;
    }

    @Override
    public void close() {
        asker.close();
    }
}
