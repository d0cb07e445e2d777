package org.byway.bench;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;

/**
 * Posts records at one node over HTTP, on connections that stay open and one thread: what measures takes little of the
 * processor from what is measured.
 */
final class Poster implements AutoCloseable {
    private static final int CONNECTIONS = 64;
    private static final int OK = 200;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;
    private final RequestOptions request;

    /** @param http the node's HTTP interface, http://HOST:PORT */
    Poster(String http, long timeoutSeconds) {
        URI node = URI.create(http);
        client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(node.getHost())
                .setPort(node.getPort())
                .setURI("/v1/records")
                .setTimeout(TimeUnit.SECONDS.toMillis(timeoutSeconds))
                .putHeader(HttpHeaderNames.CONTENT_TYPE, "application/octet-stream");
    }

    /** Completes with null once the node has it on disk, or with the reason why not. */
    CompletableFuture<String> post(SignedRecord record) {
        Buffer bundle = Buffer.buffer(Bundles.write(List.of(record)).toByteArray());
        return client.request(request)
                .compose(open -> open.send(bundle))
                .compose(Poster::refusal)
                .otherwise(Throwable::toString)
                .toCompletionStage()
                .toCompletableFuture();
    }

    private static Future<String> refusal(HttpClientResponse answer) {
        return answer.body().map(body -> answer.statusCode() == OK ? null : body.toString());
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
