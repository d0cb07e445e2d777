package org.byway.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Reads the body of a request, and refuses one that is too large before any of it is kept. */
final class Body {
    private final Exchange exchange;
    private final int maximumBytes;
    private final Consumer<Buffer> whole;
    private Buffer bytes;
    private boolean refused;

    private Body(Exchange exchange, int maximumBytes, Consumer<Buffer> whole) {
        this.exchange = exchange;
        this.maximumBytes = maximumBytes;
        this.whole = whole;
    }

    /** Calls back with the body, once, unless it was refused or the client went away. */
    static void read(Exchange exchange, int maximumBytes, Consumer<Buffer> whole) {
        new Body(exchange, maximumBytes, whole).begin();
    }

    private void begin() {
        HttpServerRequest request = exchange.request();
        long length = declared(request.getHeader(HttpHeaders.CONTENT_LENGTH));
        if (length > maximumBytes) {
            refuseAsTooLarge();
            return;
        }
        if (!exchange.hold(length < 0 ? maximumBytes : length)) {
            exchange.lastProblem(Problem.of(503, "busy", "the node holds too many requests at the moment"));
            return;
        }
        bytes = Buffer.buffer((int) Math.max(length, 0));
        request.handler(this::more);
        request.endHandler(end -> {
            if (!refused) {
                whole.accept(bytes);
            }
        });
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
    }

    private void more(Buffer part) {
        if (refused) {
            return;
        }
        if (bytes.length() + part.length() > maximumBytes) {
            refused = true;
            bytes = null;
            refuseAsTooLarge();
        } else {
            bytes.appendBuffer(part);
        }
    }

    private void refuseAsTooLarge() {
        exchange.lastProblem(Problem.of(413, "too-large", "a body has at most " + maximumBytes + " bytes here")
                .hint("post many records as several bundles"));
    }

    /** The declared length, or -1: the codec in front has refused what is no number. */
    private static long declared(String header) {
        return header == null ? -1 : Long.parseLong(header.trim());
    }
}
