package org.byway.bench;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;

/**
 * Posts records at one node over HTTP, on connections that stay open and one thread: what measures takes little of the
 * processor from what is measured.
 */
final class Poster implements AutoCloseable {
    private static final int CONNECTIONS = 64;
    /** As fast as they are taken: at a few hundred a second Java compiles for minutes. */
    private static final int WARM_UP_POSTS = 40_000;
    /** No more than so many for each that is measured. */
    private static final int WARM_UP_TIMES = 10;

    private static final int WARM_UP_AT_ONCE = 32;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

    private final Asker asker;
    private final RequestOptions request;
    private final long timeoutSeconds;

    /** @param http the node's HTTP interface, http://HOST:PORT */
    Poster(String http, long timeoutSeconds) {
        URI node = URI.create(http);
        this.timeoutSeconds = timeoutSeconds;
        asker = new Asker(vertx, new HttpClientOptions(), CONNECTIONS);
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
        return asker.ask(request, bundle)
                .map(answer -> answer.isGood() ? null : answer.problem())
                .otherwise(Throwable::toString)
                .toCompletionStage()
                .toCompletableFuture()
                // The client's own limit does not count while a request waits for a connection.
                .completeOnTimeout("no answer within " + timeoutSeconds + " s", timeoutSeconds, TimeUnit.SECONDS);
    }

    /** How many posts come first, so that what is measured runs compiled. */
    static int warmUpPosts(int measured) {
        return Math.min(WARM_UP_POSTS, WARM_UP_TIMES * measured);
    }

    /** Posts so many, some at once, and waits for their answers. */
    void warmUp(int count, Supplier<SignedRecord> records, IntConsumer done) throws InterruptedException, BenchFailure {
        Semaphore room = new Semaphore(WARM_UP_AT_ONCE);
        AtomicReference<String> refused = new AtomicReference<>();
        for (int i = 0; i < count; i++) {
            room.acquire();
            var unused = post(records.get()).thenAccept(refusal -> {
                refused.compareAndSet(null, refusal);
                room.release();
            });
            done.accept(i);
        }
        room.acquire(WARM_UP_AT_ONCE);
        failIf(refused.get());
    }

    static void failIf(String refusal) throws BenchFailure {
        if (refusal != null) {
            throw new BenchFailure("node", "A post was refused: " + refusal, "");
        }
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
