package org.byway.server.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.byway.protocol.market.Continuation;
import org.byway.protocol.market.Hit;
import org.byway.protocol.market.Hits;
import org.byway.protocol.market.MatchReason;
import org.byway.protocol.market.Query;
import org.byway.protocol.market.QueryReader;
import org.byway.protocol.money.Amount;
import org.byway.protocol.money.AmountRange;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Refusal;

/** Finding offers and intents, and the offers that fit an intent. */
final class SearchOperations {
    private final NodeService node;

    SearchOperations(NodeService node) {
        this.node = node;
    }

    void search(Call call) {
        Kind kind = call.query("kind").equals("offers") ? Kind.OFFER : Kind.INTENT;
        switch (QueryReader.read(kind, name -> parameter(call, name))) {
            case Checked.Refused<Query>(Refusal refusal) -> call.exchange().problem(Routes.bad(refusal.detail()));
            case Checked.Ok<Query>(Query query) ->
                page(call, from -> call.with(node.search(query, limit(call), from), found -> answer(call, found)));
        }
    }

    static String parameter(Call call, String name) {
        if (name.equals("radiusKm")) {
            int radiusKm = call.query(name, 0);
            return radiusKm == 0 ? null : Integer.toString(radiusKm);
        }
        return call.query(name);
    }

    private static int limit(Call call) {
        return call.query("limit", HttpLimits.HITS_UNASKED);
    }

    /** Goes on behind the page before, if the call names one. */
    private interface Going {
        void on(Continuation from);
    }

    private static void page(Call call, Going going) {
        String cursor = call.query("cursor");
        if (cursor == null) {
            going.on(null);
            return;
        }
        switch (Continuation.parse(cursor)) {
            case Checked.Refused<Continuation>(Refusal refusal) ->
                call.exchange().problem(Routes.bad(refusal.detail()));
            case Checked.Ok<Continuation>(Continuation from) -> going.on(from);
        }
    }

    private static void answer(Call call, Checked<Hits> found) {
        switch (found) {
            case Checked.Refused<Hits>(Refusal refusal) -> call.exchange().problem(Problem.of(refusal));
            case Checked.Ok<Hits>(Hits hits) -> {
                JsonArray items = new JsonArray();
                hits.hits().forEach(hit -> items.add(view(hit)));
                call.answer(
                        Caching.ASK_AGAIN,
                        new JsonObject()
                                .put("items", items)
                                .put("reach", hits.reach().word())
                                .put("next", text(hits.next())));
            }
        }
    }

    private static String text(Continuation next) {
        return next == null ? null : next.text();
    }

    void listMatches(Call call) {
        Bytes32 id = Bytes32.ofHex(call.path("id"));
        page(call, from -> call.with(node.matches(id, limit(call), from), found -> matches(call, found)));
    }

    private static void matches(Call call, Checked<NodeService.Matches> found) {
        switch (found) {
            case Checked.Refused<NodeService.Matches>(Refusal refusal) ->
                call.exchange().problem(problem(refusal));
            case Checked.Ok<NodeService.Matches>(NodeService.Matches matches) -> {
                JsonArray items = new JsonArray();
                matches.matches()
                        .forEach(match -> items.add(view(match.hit()).put("reasons", reasons(match.reasons()))));
                call.answer(
                        Caching.ASK_AGAIN, new JsonObject().put("items", items).put("next", text(matches.next())));
            }
        }
    }

    private static Problem problem(Refusal refusal) {
        return switch (refusal.reason()) {
            case STALE -> Problem.of(404, "unknown-record", refusal.detail());
            default -> Problem.of(refusal);
        };
    }

    static JsonArray reasons(Iterable<MatchReason> reasons) {
        JsonArray array = new JsonArray();
        reasons.forEach(
                reason -> array.add(new JsonObject().put("code", reason.code()).put("text", reason.text())));
        return array;
    }

    static JsonObject view(Hit hit) {
        JsonObject view = new JsonObject()
                .put("id", hit.id().hex())
                .put("kind", hit.kind().word())
                .put("title", hit.title())
                .put("category", hit.category() == null ? null : hit.category().toString())
                .put(
                        "price",
                        hit.kind() == Kind.OFFER && hit.price() != null
                                ? money(hit.price().minimum())
                                : null)
                .put("community", hit.community().hex())
                .put("author", hit.author().hex())
                .put("distanceKm", hit.metres() < 0 ? null : Math.round(hit.metres() / 100.0) / 10.0)
                .put("created", RecordView.time(hit.created()))
                .put("expires", RecordView.time(hit.expires()))
                .put("score", hit.score());
        if (hit.place() != null) {
            view.put("place", hit.place().cell());
        }
        if (hit.kind() == Kind.OFFER
                && hit.price() != null
                && !hit.price().minimum().equals(hit.price().maximum())) {
            view.put("priceMax", money(hit.price().maximum()));
        }
        return hit.kind() == Kind.INTENT && hit.price() != null ? view.put("budget", budget(hit.price())) : view;
    }

    private static JsonObject money(Amount amount) {
        return new JsonObject()
                .put("amount", amount.decimal())
                .put("currency", amount.currency().getCurrencyCode());
    }

    /** Ends that were not said are left out. */
    private static JsonObject budget(AmountRange range) {
        JsonObject budget = new JsonObject();
        if (range.minimum().minorUnits() > 0) {
            budget.put("min", range.minimum().decimal());
        }
        if (range.maximum().minorUnits() < Amount.MAX_MINOR_UNITS) {
            budget.put("max", range.maximum().decimal());
        }
        return budget.put("currency", range.minimum().currency().getCurrencyCode());
    }
}
