package org.byway.server.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.function.BooleanSupplier;
import org.byway.storage.file.Answer;

/** What is common to all that people leave at a node: who may begin to, and how a refusal is told. */
final class Keeping {
    private Keeping() {}

    /** Asks the cap of the caller's address, when it is asked. Whoever comes by the home's own socket is its owner. */
    static BooleanSupplier mayBegin(Call call, RateCap beginnings) {
        HttpServerRequest request = call.exchange().request();
        if (Front.fromHome(request)) {
            return () -> true;
        }
        String address = request.remoteAddress().hostAddress();
        return () -> beginnings.take(address, System.nanoTime());
    }

    static Problem problem(Answer.Why why, String detail) {
        int status = switch (why) {
            case UNKNOWN -> 404;
            case STALE, INCOMPLETE -> 409;
            case OVER_QUOTA -> 403;
            case STORE_FULL -> 507;
            case TOO_MANY_PLACES -> 429;
            case BARRED -> 451;
            case BUSY -> 503;
        };
        return Problem.of(status, why.code(), detail);
    }
}
