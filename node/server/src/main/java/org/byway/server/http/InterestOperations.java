package org.byway.server.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.byway.protocol.interest.Interest;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** Standing interests: of whoever asks, and of nobody else. */
final class InterestOperations {
    private static final String NAME = "name";
    private static final String RADIUS = "radiusKm";

    private final NodeService node;

    InterestOperations(NodeService node) {
        this.node = node;
    }

    void addInterest(Call call) {
        Map<String, String> wording = new TreeMap<>();
        call.json().forEach(each -> wording.put(each.getKey(), String.valueOf(each.getValue())));
        String name = wording.remove(NAME);
        call.with(node.interests().add(call.asker(), name == null ? "" : name, wording), added -> {
            switch (added) {
                case Checked.Ok<Interest>(Interest interest) -> call.answer(Caching.NEVER, view(interest));
                case Checked.Refused<Interest>(Refusal refusal) ->
                    call.exchange().problem(problem(refusal));
            }
        });
    }

    private static Problem problem(Refusal refusal) {
        return refusal.reason() == Reason.MALFORMED ? Routes.bad(refusal.detail()) : Problem.of(refusal);
    }

    void listInterests(Call call) {
        int limit = call.query("limit", HttpLimits.LIST_ITEMS_UNASKED);
        String cursor = call.query("cursor");
        long after = cursor == null ? 0 : Long.parseLong(cursor);
        call.with(node.interests().list(call.asker(), after, limit + 1), found -> answer(call, found, limit));
    }

    private static void answer(Call call, List<Interest> found, int limit) {
        List<Interest> page = found.subList(0, Math.min(limit, found.size()));
        JsonArray items = new JsonArray();
        page.forEach(interest -> items.add(view(interest)));
        boolean more = found.size() > limit;
        call.answer(
                Caching.NEVER,
                new JsonObject()
                        .put("items", items)
                        .put("next", more ? id(page.get(limit - 1).number()) : null));
    }

    void removeInterest(Call call) {
        long number = Long.parseLong(call.path("id"));
        call.with(node.interests().remove(call.asker(), number), removed -> {
            if (removed) {
                call.exchange().answer(204, null, Caching.NEVER, null);
            } else {
                call.exchange().problem(unknown("there is no interest " + number + " of yours"));
            }
        });
    }

    static Problem unknown(String detail) {
        return Problem.of(404, "unknown-interest", detail);
    }

    static String id(long number) {
        return Long.toString(number);
    }

    private static JsonObject view(Interest interest) {
        JsonObject view = new JsonObject().put("id", id(interest.number()));
        interest.wording().forEach((name, text) -> view.put(name, name.equals(RADIUS) ? Integer.valueOf(text) : text));
        return interest.name().isEmpty() ? view : view.put(NAME, interest.name());
    }
}
