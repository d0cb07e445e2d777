package org.byway.server.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;

/** What every request passes before it is routed: rates, the names of this node, and where the asking page comes from. */
final class Front implements Handler<RoutingContext> {
    private static final String KEY = "exchange";
    private static final String PREFLIGHT_SECONDS = "600";

    private final Exchanges exchanges;
    private final RateCap rates;
    private final HostRule hosts;
    private final OriginRule origins;

    Front(HttpConfig config, Exchanges exchanges) {
        this.exchanges = exchanges;
        this.rates = new RateCap(config.limits().rates());
        this.hosts = new HostRule(config.hosts());
        this.origins = new OriginRule(config.origins());
    }

    /** The exchange of a request that has passed here; begun now where the router failed before. */
    Exchange exchange(RoutingContext context) {
        Exchange exchange = context.get(KEY);
        return exchange == null ? begin(context.request()) : exchange;
    }

    Exchange begin(HttpServerRequest request) {
        return exchanges.begin(request, request.version() == HttpVersion.HTTP_2);
    }

    /** Whether a request came by the home's own socket, which only its owner may open. */
    static boolean fromHome(HttpServerRequest request) {
        return request.localAddress() != null && request.localAddress().isDomainSocket();
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        Exchange exchange = begin(request);
        if (exchange == null) {
            return;
        }
        context.put(KEY, exchange);
        Problem refusal = refusal(request);
        if (refusal != null) {
            exchange.refuse(refusal);
        } else if (!invite(exchange)) {
            context.next();
        }
    }

    private Problem refusal(HttpServerRequest request) {
        boolean fromHome = fromHome(request);
        if (!fromHome && !rates.take(request.remoteAddress().hostAddress(), System.nanoTime())) {
            return Problem.of(429, "too-many-requests", "this address asks too often")
                    .hint("post many records as one bundle, and wait a second");
        }
        if (exchanges.crowded()) {
            return Problem.of(503, "busy", "the node holds too many requests at the moment");
        }
        return fromHome ? null : foreign(request);
    }

    /** What a browser, led here by a stranger's page, would be refused for. No browser opens a socket of the Unix domain. */
    private Problem foreign(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        if (authority == null
                || authority.host().isEmpty()
                || request.headers().getAll(HttpHeaders.HOST).size() > 1) {
            return Problem.of(400, "bad-request", "one Host header is wanted");
        }
        if (!hosts.allows(authority.host(), request.localAddress().hostAddress())) {
            return Problem.of(421, "wrong-host", "this node does not go by the name in the Host header")
                    .hint("use its address, or name it among the node's hosts");
        }
        if (!origins.allows(asker(request, authority))) {
            return Problem.of(403, "cross-site", "pages of other sites may not ask here");
        }
        return null;
    }

    private static OriginRule.Asker asker(HttpServerRequest request, HostAndPort authority) {
        MultiMap headers = request.headers();
        String name = authority.port() < 0 ? authority.host() : authority.host() + ":" + authority.port();
        OriginRule.Fetch fetch = new OriginRule.Fetch(
                headers.get("sec-fetch-site"), headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest"));
        return new OriginRule.Asker(request.method().name(), name, headers.get(HttpHeaders.ORIGIN), fetch);
    }

    /** Lets the page of an invited site read the answer; true where that page only asked whether it may. */
    private boolean invite(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (!origins.invited(origin)) {
            return false;
        }
        exchange.header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        exchange.header(HttpHeaders.VARY, "origin");
        boolean preflight = request.method().equals(HttpMethod.OPTIONS)
                && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
        if (preflight) {
            exchange.header(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, DELETE");
            exchange.header(
                    HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
                    "accept, authorization, byway-node, content-digest, content-type, last-event-id, signature, "
                            + "signature-input");
            exchange.header(HttpHeaders.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS);
            exchange.answer(204, null, Caching.NEVER, null);
        }
        return preflight;
    }
}
