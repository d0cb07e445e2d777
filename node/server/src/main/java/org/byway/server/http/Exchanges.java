package org.byway.server.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** The requests that are open, oldest first; all have the same time. On the event loop. */
final class Exchanges {
    private final HttpLimits limits;
    private final long requestNanos;
    private final Door door;
    private final HttpFigures figures;
    private final Deque<Exchange> open = new ArrayDeque<>();
    private long bufferedBytes;

    Exchanges(HttpLimits limits, Door door, HttpFigures figures) {
        this.limits = limits;
        this.requestNanos = TimeUnit.MILLISECONDS.toNanos(limits.patience().requestMillis());
        this.door = door;
        this.figures = figures;
    }

    /** Begins to count for a request; null, and the connection cut, where that one has too many open. */
    Exchange begin(HttpServerRequest request, boolean http2) {
        Watch watch = door.watch(request.remoteAddress());
        if (watch != null && watch.opened(http2) > HttpLimits.OPEN_REQUESTS_PER_CONNECTION) {
            watch.cut();
            return null;
        }
        while (!open.isEmpty() && open.getFirst().over()) {
            open.removeFirst();
        }
        Exchange exchange = new Exchange(request, this, watch, System.nanoTime());
        open.addLast(exchange);
        request.response().closeHandler(closed -> exchange.end());
        request.response().exceptionHandler(fault -> exchange.end());
        return exchange;
    }

    boolean hold(long bytes) {
        if (bufferedBytes + bytes > limits.bufferedBytes()) {
            return false;
        }
        bufferedBytes += bytes;
        return true;
    }

    /** Counts an answer: it is bounded, and what it answers was let in. */
    long holdAnswer(long bytes) {
        bufferedBytes += bytes;
        return bytes;
    }

    /** Whether so much is held that nothing new can be begun. */
    boolean crowded() {
        return bufferedBytes >= limits.bufferedBytes();
    }

    void ended(Exchange exchange, long bytes) {
        bufferedBytes -= bytes;
        figures.ended(exchange.operation(), exchange.status(), System.nanoTime() - exchange.began());
    }

    /** Ends what took too long: with a word where none was said yet, and then, or otherwise at once, by cutting. */
    void sweep(long now) {
        for (Exchange exchange = open.peekFirst(); exchange != null; exchange = open.peekFirst()) {
            if (!exchange.over() && !exchange.streaming()) {
                if (now - exchange.began() <= requestNanos) {
                    return;
                }
                expire(exchange);
            }
            open.removeFirst();
        }
    }

    private static void expire(Exchange exchange) {
        if (exchange.answered()) {
            exchange.cutWithin(0);
        } else if (exchange.request().isEnded()) {
            exchange.lastProblem(Problem.of(503, "slow", "the node took too long to answer")
                    .hint("what was posted may be on disk all the same: post it again, nothing is doubled"));
        } else {
            exchange.lastProblem(Problem.of(408, "timeout", "the request took too long to arrive"));
        }
    }
}
