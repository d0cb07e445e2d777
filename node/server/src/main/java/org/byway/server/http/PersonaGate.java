package org.byway.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.function.LongSupplier;
import org.byway.protocol.http.Fields;
import org.byway.protocol.http.Message;
import org.byway.protocol.http.Nonces;
import org.byway.protocol.http.RequestFault;
import org.byway.protocol.http.RequestRule;
import org.byway.protocol.http.RequestVerdict;
import org.byway.protocol.record.Bytes32;
import org.byway.server.crypto.SignatureChecks;

/**
 * Tells which persona asks, for operations that the contract guards with {@code persona}. On the event loop.
 *
 * <p>What it takes as the request is what the client wrote: nothing decoded, the authority from Host or {@code
 * :authority}, which {@link Front} has found to be this node.
 */
final class PersonaGate {
    /** What is said where nothing is signed. */
    static final RequestVerdict.Refused UNSIGNED =
            new RequestVerdict.Refused(RequestFault.UNSIGNED, "this is for the persona whose it is: sign the request");

    private static final String SCHEME = "http";

    private final RequestRule rule;
    private final LongSupplier clock;
    private final String node;

    /** Times are in milliseconds since 1970. Nothing that was signed before this node began is taken. */
    PersonaGate(Bytes32 node, LongSupplier clock, long began) {
        this.node = node.hex();
        long beganSecond = Math.ceilDiv(began, 1000L);
        this.rule = new RequestRule(SignatureChecks.fastest().get(), new Nonces(Nonces.STANDARD_NONCES, beganSecond));
        this.clock = clock;
    }

    /** Whether there is something to judge: without, a body is not worth reading. */
    boolean mayOpen(HttpServerRequest request) {
        return RequestRule.announced(fields(request));
    }

    /** @param headers which the signature must cover */
    RequestVerdict judge(HttpServerRequest request, Buffer body, List<String> headers) {
        if (request.authority() == null) {
            // By the port nobody comes so far; by the home's socket no Host header is wanted, but for this.
            return new RequestVerdict.Refused(
                    RequestFault.UNCOVERED, "a signature covers the Host header, and there is none that can be read");
        }
        String named = request.getHeader(RequestRule.NODE_HEADER);
        return named == null || named.equals(node)
                ? rule.judge(message(request), body.getBytes(), headers, clock.getAsLong())
                : new RequestVerdict.Refused(RequestFault.WRONG_NODE, "this was signed for another node, " + named);
    }

    /** Why a request is not let through; the answer says how it could be. */
    static Problem problem(RequestVerdict.Refused refused) {
        return Problem.of(401, refused.fault().code(), refused.detail())
                .hint("sign the request with the persona's key, as SPEC.md, chapter 7.3, says");
    }

    private static Message.Request message(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        String name = authority.port() < 0 ? authority.host() : authority.host() + ":" + authority.port();
        String query = request.query() == null ? "" : request.query();
        return new Message.Request(request.method().name(), SCHEME, name, request.path(), query, fields(request));
    }

    private static Fields fields(HttpServerRequest request) {
        List<Fields.Field> fields = request.headers().entries().stream()
                .map(header -> new Fields.Field(header.getKey(), header.getValue()))
                .toList();
        return new Fields(fields);
    }
}
