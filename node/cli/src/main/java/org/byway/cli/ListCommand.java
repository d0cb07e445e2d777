package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.node.NodePort;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway offer list} and {@code byway intent list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        header = "List what is live, newest first, of all communities carried.",
        description = "With --limit and --json, the last line carries the cursor of the next page as \"next\".")
final class ListCommand implements Callable<Integer> {
    private static final int PAGE = 200;

    private final Desk desk;
    private final Wanted wanted;

    @Option(names = "--community", paramLabel = "ID", description = "Only of this community.")
    private String community;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many. Usually all.")
    private Long limit;

    @Option(names = "--cursor", paramLabel = "C", description = "Go on where the page before ended.")
    private String cursor;

    ListCommand(Desk desk, Wanted wanted) {
        this.desk = desk;
        this.wanted = wanted;
    }

    @Override
    public Integer call() throws IOException {
        if (limit != null && limit < 1) {
            throw Failure.usage("--limit takes a number from 1.", "");
        }
        Bytes32 only = community == null ? null : Desk.id(community);
        NodePort node = desk.node();
        Kind kind = wanted == Wanted.OFFERS ? Kind.OFFER : Kind.INTENT;
        long left = limit == null ? Long.MAX_VALUE : limit;
        String next = cursor;
        do {
            int page = (int) Math.min(PAGE, left);
            NodePort.Listing listing = Desk.value(node.list(new NodePort.Query(kind, only, page, next)));
            next = listing.next();
            left -= listing.items().size();
            tell(listing.items(), left == 0 ? next : null);
        } while (next != null && left > 0);
        return Exit.OK;
    }

    private void tell(List<JsonNode> items, String next) {
        for (int i = 0; i < items.size(); i++) {
            ObjectNode item = (ObjectNode) items.get(i);
            if (next != null && i == items.size() - 1) {
                item.put("next", next);
            }
            desk.line(item);
            desk.say(words(item));
        }
        if (next != null) {
            desk.say("More: --cursor " + next);
        }
    }

    private static String words(JsonNode item) {
        JsonNode price = item.path("price");
        String asked = price.isObject()
                ? " · " + price.path("amount").asText() + " "
                        + price.path("currency").asText()
                : "";
        JsonNode budget = item.path("budget");
        String worth = budget.isObject()
                ? " · " + budget.path("min").asText("") + ".."
                        + budget.path("max").asText("") + " "
                        + budget.path("currency").asText()
                : "";
        return item.path("id").asText() + "  " + item.path("title").asText("(not held here)") + asked + worth;
    }
}
