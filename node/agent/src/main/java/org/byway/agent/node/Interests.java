package org.byway.agent.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.byway.agent.keys.PersonaSigner;

/** Standing interests at a node over HTTP, of its host or of a persona, and what the node announces for them. */
public final class Interests {
    private static final String PATH = "/v1/interests";
    private static final String RADIUS = "radiusKm";
    private static final int PAGE = 200;
    private static final byte[] NOTHING = {};

    private final HttpNode node;
    private final PersonaSigner signer;

    /** @param signer null for the host */
    Interests(HttpNode node, PersonaSigner signer) {
        this.node = node;
        this.signer = signer;
    }

    private HttpRequest.Builder to(String method, String path, byte[] body) {
        return signer == null
                ? node.to(path).method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                : node.signed(method, path, body, signer);
    }

    private HttpRequest.Builder get(String path) {
        return signer == null ? node.to(path) : node.signed("GET", path, NOTHING, signer);
    }

    /** Keeps one; the name may be null. The wording is that of a search, with its kind. */
    public Reply<JsonNode> add(Map<String, String> wording, String name) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        wording.forEach((key, text) -> {
            if (key.equals(RADIUS) && text.matches("[0-9]{1,9}")) {
                body.put(key, Integer.parseInt(text));
            } else {
                body.put(key, text);
            }
        });
        if (name != null) {
            body.put("name", name);
        }
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        return node.json(to("POST", PATH, bytes).header("Content-Type", "application/json"));
    }

    /** A page, oldest first; the cursor of the page before, or null. */
    public Reply<NodePort.Listing> list(String cursor) {
        String next = cursor == null ? "" : "&cursor=" + cursor;
        return node.json(get(PATH + "?limit=" + PAGE + next))
                .map(page -> new NodePort.Listing(
                        HttpNode.items(page), page.path("next").textValue()));
    }

    /** Gives one up. */
    public Reply<Boolean> remove(String id) {
        Map<String, String> escaped = new TreeMap<>(Map.of("", id));
        String path = PATH + "/" + HttpNode.query(escaped).substring(1);
        return node.send(to("DELETE", path, NOTHING), body -> true);
    }

    /**
     * Begins to hear events.
     *
     * @param parameters filters of a search with its kind, or an interest; none for all interests that are saved
     * @param last the id of the last event that was heard; null for none
     */
    public Reply<Events> events(Map<String, String> parameters, String last) {
        String query = parameters.isEmpty() ? "" : "?" + HttpNode.query(parameters);
        HttpRequest.Builder request = get("/v1/events" + query).header("Accept", "text/event-stream");
        if (last != null) {
            request.header("Last-Event-ID", last);
        }
        return node.stream(request).map(Events::new);
    }
}
