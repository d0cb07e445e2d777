package org.byway.bench;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/**
 * Asks over HTTP on connections that stay open, all on one thread of Vert.x.
 *
 * <p>Whoever asks from a thread of its own can come for the body after the body has ended, and then waits for ever.
 */
final class Asker implements AutoCloseable {
    private final HttpClient client;
    private final Context loop;

    /** What was answered. */
    record Answer(int status, Buffer body) {
        boolean isGood() {
            return status / 100 == 2;
        }

        String problem() {
            return status + " " + body;
        }
    }

    Asker(Vertx vertx, HttpClientOptions options, int connections) {
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(connections));
        this.loop = vertx.getOrCreateContext();
    }

    Future<Answer> ask(RequestOptions options, Buffer body) {
        return Future.future(answered -> loop.runOnContext(go -> Future.succeededFuture(options)
                .compose(client::request)
                .compose(open -> body.length() == 0 ? open.send() : open.send(body))
                .compose(Asker::whole)
                .onComplete(answered)));
    }

    private static Future<Answer> whole(HttpClientResponse response) {
        return response.body().map(body -> new Answer(response.statusCode(), body));
    }

    @Override
    public void close() {
        client.close().await();
    }
}
