package org.byway.server.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.byway.protocol.care.Act;
import org.byway.protocol.record.Bytes32;

/** The open log: what caretakers did, for everybody to read. */
final class CareOperations {
    private final NodeService node;

    CareOperations(NodeService node) {
        this.node = node;
    }

    void getCareLog(Call call) {
        String asked = call.query("community");
        Bytes32 community = asked == null ? node.facts().community() : Bytes32.ofHex(asked);
        int limit = call.query("limit", HttpLimits.LIST_ITEMS_UNASKED);
        int from = call.query("cursor", 0);
        call.with(node.careLog(community), acts -> call.answer(Caching.ASK_AGAIN, page(acts, from, limit)));
    }

    private static JsonObject page(List<Act> acts, int from, int limit) {
        int end = Math.min(acts.size(), from + limit);
        JsonArray items = new JsonArray();
        acts.subList(Math.min(from, end), end).forEach(act -> items.add(CareView.act(act)));
        return new JsonObject().put("items", items).put("next", end < acts.size() ? Integer.toString(end) : null);
    }
}
