package org.byway.server.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.byway.protocol.interest.Owner;
import org.byway.protocol.record.Bytes32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request that is known to fit the contract.
 *
 * @param asker who is known to ask, of those whom the contract names for the operation; null for a stranger
 * @param body empty where the operation has none
 * @param parameters those that were given, by their names
 * @param json of a body that is JSON; null where there is none
 */
record Call(
        RoutingContext context,
        Exchange exchange,
        Owner asker,
        Buffer body,
        Map<String, String> parameters,
        JsonObject json) {
    private static final Logger LOG = LoggerFactory.getLogger(Call.class);
    private static final String JSON = "application/json";
    private static final String BYTES = "application/octet-stream";

    /** The same with the parameters that were found in it. */
    Call with(Map<String, String> found) {
        return new Call(context, exchange, asker, body, found, json);
    }

    /** The same with the JSON that its body is. */
    Call with(JsonObject found) {
        return new Call(context, exchange, asker, body, parameters, found);
    }

    /** The address that asks, or its network; null where it is this machine's own, which may be a proxy. */
    String network() {
        HttpServerRequest request = exchange.request();
        String address =
                Front.fromHome(request) ? null : request.remoteAddress().hostAddress();
        return address == null || HostRule.loopback(address) ? null : RateCap.network(address);
    }

    /** Who signed it; null where nobody did. */
    Bytes32 persona() {
        return asker instanceof Owner.Persona(Bytes32 key) ? key : null;
    }

    /** A query parameter, or null. */
    String query(String name) {
        return parameters.get(name);
    }

    long query(String name, long unasked) {
        String value = parameters.get(name);
        return value == null ? unasked : Long.parseLong(value);
    }

    int query(String name, int unasked) {
        String value = parameters.get(name);
        return value == null ? unasked : Integer.parseInt(value);
    }

    String path(String name) {
        return parameters.get(name);
    }

    /** Bytes that nobody keeps. */
    void answer(byte[] bytes) {
        exchange.answer(200, BYTES, Caching.NEVER, Buffer.buffer(bytes));
    }

    void answer(CharSequence caching, JsonObject json) {
        exchange.answer(200, JSON, caching, json.toBuffer());
    }

    /** Goes on, on the event loop, with what the node says. */
    <T> void with(CompletionStage<T> stage, Consumer<T> use) {
        with(stage, use, this::fault);
    }

    /** Likewise, or with why it says nothing. */
    <T> void with(CompletionStage<T> stage, Consumer<T> use, Consumer<Throwable> failed) {
        Context loop = Vertx.currentContext();
        Future.fromCompletionStage(stage, loop).onComplete(value -> guarded(use, value, failed), failed::accept);
    }

    private static <T> void guarded(Consumer<T> use, T value, Consumer<Throwable> failed) {
        try {
            use.accept(value);
        } catch (RuntimeException bug) {
            failed.accept(bug);
        }
    }

    /** Answers that the node is at fault; what went wrong is logged and not told. */
    void fault(Throwable fault) {
        fault(exchange, fault);
    }

    static void fault(Exchange exchange, Throwable fault) {
        LOG.error("{} failed", exchange.operation(), fault);
        exchange.problem(Problem.of(500, "internal", "the node failed at this; its log says more"));
    }
}
