package org.byway.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.TimeUnit;

/**
 * One request and its answer: bounded in time and bytes from its head until the answer has been taken. On the event loop.
 */
final class Exchange {
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence POLICY =
            HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
    private static final CharSequence SANDBOX = HttpHeaders.createOptimized(POLICY + "; sandbox");
    private static final CharSequence DISPOSITION = HttpHeaders.createOptimized("content-disposition");
    private static final CharSequence CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("x-content-type-options");
    private static final CharSequence CONTENT_POLICY = HttpHeaders.createOptimized("content-security-policy");
    private static final CharSequence RESOURCE_POLICY = HttpHeaders.createOptimized("cross-origin-resource-policy");
    private static final CharSequence REFERRER_POLICY = HttpHeaders.createOptimized("referrer-policy");
    private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");
    private static final CharSequence SAME_ORIGIN = HttpHeaders.createOptimized("same-origin");
    private static final CharSequence PROBLEM = HttpHeaders.createOptimized("application/problem+json");

    private static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final HttpServerRequest request;
    private final Exchanges all;
    private final Watch watch;
    private final long began;
    private String operation = "none";
    private CharSequence policy = POLICY;
    private long bufferedBytes;
    private boolean answered;
    private boolean streaming;
    private boolean over;

    Exchange(HttpServerRequest request, Exchanges all, Watch watch, long began) {
        this.request = request;
        this.all = all;
        this.watch = watch;
        this.began = began;
    }

    HttpServerRequest request() {
        return request;
    }

    /** The operation id of the contract, or none. */
    String operation() {
        return operation;
    }

    void operation(String id) {
        operation = id;
    }

    long began() {
        return began;
    }

    boolean answered() {
        return answered;
    }

    boolean over() {
        return over;
    }

    /** Whether the answer goes on for as long as its stream says, and not for a request's time. */
    boolean streaming() {
        return streaming;
    }

    int status() {
        return request.response().getStatusCode();
    }

    /** Counts bytes that are held for this request; false, and nothing counted, where all requests together hold too many. */
    boolean hold(long bytes) {
        if (!all.hold(bytes)) {
            return false;
        }
        bufferedBytes += bytes;
        return true;
    }

    /** Sets a header of the answer that is to come. */
    void header(CharSequence name, CharSequence value) {
        request.response().putHeader(name, value);
    }

    /** Answers with a stranger's picture: it stays the same for ever, and whoever opens it by itself gets a file and no page. */
    void picture(CharSequence type, String name, Buffer bytes) {
        policy = SANDBOX;
        header(DISPOSITION, "attachment; filename=\"" + name + "\"");
        answer(200, type, Caching.FOR_EVER, bytes);
    }

    void answer(int status, CharSequence type, CharSequence caching, Buffer body) {
        if (answered) {
            return;
        }
        answered = true;
        if (request.response().closed()) {
            end();
            return;
        }
        HttpServerResponse response = head(status, caching);
        if (body == null) {
            response.end().onComplete(done -> end());
        } else {
            bufferedBytes += all.holdAnswer(body.length());
            response.putHeader(HttpHeaders.CONTENT_TYPE, type);
            response.end(body).onComplete(done -> end());
        }
    }

    private HttpServerResponse head(int status, CharSequence caching) {
        HttpServerResponse response = request.response();
        response.setStatusCode(status)
                .putHeader(CONTENT_TYPE_OPTIONS, NOSNIFF)
                .putHeader(CONTENT_POLICY, policy)
                .putHeader(REFERRER_POLICY, NO_REFERRER)
                .putHeader(HttpHeaders.CACHE_CONTROL, caching);
        if (!response.headers().contains(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN)) {
            response.putHeader(RESOURCE_POLICY, SAME_ORIGIN);
        }
        return response;
    }

    /** Begins an answer without an end of its own; null where the client is gone or was answered already. */
    HttpServerResponse stream(CharSequence type) {
        if (answered || request.response().closed()) {
            return null;
        }
        answered = true;
        streaming = true;
        return head(200, Caching.NEVER)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .setChunked(true);
    }

    void problem(Problem problem) {
        if (!answered && problem.retryAfterSeconds() > 0) {
            header(HttpHeaders.RETRY_AFTER, Integer.toString(problem.retryAfterSeconds()));
        }
        answer(problem.status(), PROBLEM, Caching.NEVER, problem.json().toBuffer());
    }

    /**
     * Refuses a request that may still be on its way. What the client goes on to send is dropped, and the connection with
     * it, after a while in which the client may read why.
     */
    void lastProblem(Problem problem) {
        if (request.version() != HttpVersion.HTTP_2) {
            header(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            cutWithin(FAREWELL_NANOS);
        }
        problem(problem);
    }

    /** Refuses a request of which no more than the head was looked at. */
    void refuse(Problem problem) {
        if (request.method().equals(HttpMethod.GET)) {
            problem(problem);
        } else {
            lastProblem(problem);
        }
    }

    /** Cuts the connection after that time at the latest. */
    void cutWithin(long nanos) {
        if (watch != null) {
            watch.cutAt(System.nanoTime() + nanos);
        }
    }

    /** The answer was taken or the client is gone. */
    void end() {
        if (!over) {
            over = true;
            all.ended(this, bufferedBytes);
            if (watch != null) {
                watch.ended(System.nanoTime());
            }
        }
    }
}
