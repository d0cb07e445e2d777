package org.byway.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.byway.protocol.peer.Repute;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;

/** What the node is and how it stands. */
final class NodeOperations {
    private static final CharSequence PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final NodeService node;
    private final LongSupplier clock;
    private final HttpFigures figures;
    private final Buffer contract;
    private final Supplier<String> http;

    /** The clock is in milliseconds since 1970; http is where this interface is served, HOST:PORT. */
    NodeOperations(NodeService node, LongSupplier clock, HttpFigures figures, String contract, Supplier<String> http) {
        this.node = node;
        this.clock = clock;
        this.figures = figures;
        this.contract = Buffer.buffer(contract);
        this.http = http;
    }

    void getNode(Call call) {
        NodeService.Facts facts = node.facts();
        call.answer(
                Caching.ASK_AGAIN,
                new JsonObject()
                        .put("node", facts.node().hex())
                        .put("community", facts.community().hex())
                        .put("charter", facts.charter().hex())
                        .put("name", facts.name())
                        .put("listen", new JsonArray(facts.listen()))
                        .put("version", facts.version())
                        .put("time", RecordView.time(clock.getAsLong()))
                        .put("envelopes", JsonArray.of(Envelope.VERSION))
                        .put("kinds", kinds())
                        .put("limits", limits()));
    }

    private static JsonArray kinds() {
        JsonArray kinds = new JsonArray();
        for (Kind kind : Kind.values()) {
            kinds.add(new JsonObject().put("kind", kind.word()).put("number", kind.number()));
        }
        return kinds;
    }

    private static JsonObject limits() {
        return new JsonObject()
                .put("bundleBytes", Limits.BUNDLE_BYTES)
                .put("bundleRecords", Limits.BUNDLE_RECORDS)
                .put("envelopeBytes", Limits.ENVELOPE_BYTES)
                .put("contentBytes", Limits.CONTENT_BYTES)
                .put("treeLeaves", Limits.TREE_LEAVES)
                .put("listItems", HttpLimits.LIST_ITEMS)
                .put("earlySeconds", Limits.EARLY_MILLIS / 1000)
                .put("postmarkSeconds", Limits.POSTMARK_MILLIS / 1000);
    }

    void getHealth(Call call) {
        call.answer(Caching.NEVER, new JsonObject().put("status", "ok"));
    }

    void getReady(Call call) {
        String why = node.unready();
        if (why == null) {
            call.answer(Caching.NEVER, new JsonObject().put("ready", true));
        } else {
            call.exchange().problem(Problem.of(503, "not-ready", why));
        }
    }

    void getMetrics(Call call) {
        call.exchange().answer(200, PROMETHEUS, Caching.NEVER, Buffer.buffer(figures.scrape()));
    }

    void getContract(Call call) {
        call.exchange().answer(200, "application/json", Caching.AN_HOUR, contract);
    }

    void getStatus(Call call) {
        call.with(node.standing(), standing -> call.answer(Caching.NEVER, status(standing)));
    }

    private JsonObject status(NodeService.Standing standing) {
        NodeService.Facts facts = node.facts();
        return new JsonObject()
                .put("node", facts.node().hex())
                .put("community", facts.community().hex())
                .put("records", standing.counts().records())
                .put("intents", standing.counts().intents())
                .put("offers", standing.counts().offers())
                .put("peers", PeerOperations.view(standing.neighbours()))
                .put("communities", communities(standing))
                .put("behindMillis", standing.behindMillis())
                .put("listen", facts.listen().get(0))
                .put("http", http.get())
                .put("searchPercent", node.searchPercent())
                .put("searchBehind", node.searchBehind())
                .put("version", facts.version());
    }

    private static JsonArray communities(NodeService.Standing standing) {
        JsonArray items = new JsonArray();
        for (NodeService.Standing.Held held : standing.communities()) {
            JsonObject item = new JsonObject()
                    .put("community", held.community().hex())
                    .put("name", held.name())
                    .put("records", held.records());
            Repute repute = held.repute();
            if (repute != null) {
                item.put("state", repute.state().name().toLowerCase(Locale.ROOT))
                        .put("left", repute.left())
                        .put("until", repute.until() == 0 ? null : repute.until())
                        .put("reason", repute.reason());
            }
            items.add(item);
        }
        return items;
    }
}
