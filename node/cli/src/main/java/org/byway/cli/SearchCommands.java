package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.node.NodePort;
import org.byway.protocol.market.Continuation;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway search} and {@code byway match}: finding what others have and want. */
final class SearchCommands {
    private static final int PAGE = 200;

    private SearchCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("search", "Find offers or intents, of all communities carried.")
                .addSubcommand("offers", new Search(desk, Wanted.OFFERS))
                .addSubcommand("intents", new Search(desk, Wanted.INTENTS));
    }

    @Command(
            mixinStandardHelpOptions = true,
            header = "Find what is live, by words, kind, place, price, exchange and community.",
            description = {
                "Every word is looked for, in the title, the text or the name of the category: itself, its stem or a",
                "synonym. A misspelling by one letter is forgiven where nothing is found as it is spelt. A category has",
                "with it all that is within it; `byway taxonomy list` shows them."
            },
            footer = {
                "",
                "Example: byway search offers bread --near 48.09,10.86 --radius-km 10 --max-price 5 --currency EUR"
            })
    static final class Search implements Callable<Integer> {
        private final Desk desk;
        private final Wanted wanted;

        @Parameters(paramLabel = "TEXT", arity = "0..*", description = "Words; none finds everything.")
        private String[] words = {};

        @Mixin
        private FilterOptions filter;

        @Option(
                names = "--sort",
                paramLabel = "ORDER",
                description = "relevance, distance (needs --near), price (needs --currency) or new. Usually relevance.")
        private String sort;

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "20",
                description = "At most so many. Usually ${DEFAULT-VALUE}.")
        private int limit;

        @Option(names = "--cursor", paramLabel = "C", description = "Go on where the page before ended.")
        private String cursor;

        Search(Desk desk, Wanted wanted) {
            this.desk = desk;
            this.wanted = wanted;
        }

        @Override
        public Integer call() throws IOException {
            Map<String, String> parameters = new TreeMap<>(filter.parameters());
            if (words.length > 0) {
                parameters.put("q", String.join(" ", words));
            }
            if (sort != null) {
                parameters.put("sort", sort.strip());
            }
            Kind kind = wanted == Wanted.OFFERS ? Kind.OFFER : Kind.INTENT;
            FilterOptions.check(kind, parameters);
            check(limit, cursor);
            parameters.put("kind", wanted == Wanted.OFFERS ? "offers" : "intents");
            NodePort node = desk.node();
            return pages(desk, limit, cursor, (page, next) -> {
                parameters.put("limit", Integer.toString(page));
                if (next != null) {
                    parameters.put("cursor", next);
                }
                return Desk.value(node.search(parameters));
            });
        }
    }

    @Command(
            name = "match",
            mixinStandardHelpOptions = true,
            header = "List the offers that fit an intent, best first, and why.",
            description = {
                "An offer fits by its kind or by half of the intent's words, and by place, budget, exchange, quantity,",
                "time and the proofs that are asked for, as far as the intent says them."
            })
    static final class Match implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "ID", description = "The intent: 64 hexadecimal digits.")
        private String id;

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "20",
                description = "At most so many. Usually ${DEFAULT-VALUE}.")
        private int limit;

        @Option(names = "--cursor", paramLabel = "C", description = "Go on where the page before ended.")
        private String cursor;

        Match(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            Bytes32 intent = Desk.id(id);
            check(limit, cursor);
            NodePort node = desk.node();
            return pages(desk, limit, cursor, (page, next) -> Desk.value(node.matches(intent, page, next)));
        }
    }

    /** Asks for one page of at most so many behind a cursor. */
    private interface Asking {
        JsonNode page(int limit, String cursor);
    }

    private static void check(int limit, String cursor) {
        if (limit < 1) {
            throw Failure.usage("--limit takes a number from 1.", "");
        }
        if (cursor != null) {
            Desk.argument(Continuation.parse(cursor));
        }
    }

    private static int pages(Desk desk, int limit, String cursor, Asking asking) {
        HitTable table = new HitTable(desk);
        String next = cursor;
        int left = limit;
        do {
            JsonNode page = asking.page(Math.min(PAGE, left), next);
            JsonNode items = page.path("items");
            next = page.path("next").textValue();
            left -= items.size();
            for (int i = 0; i < items.size(); i++) {
                ObjectNode item = (ObjectNode) items.get(i);
                if (next != null && left == 0 && i == items.size() - 1) {
                    item.put("next", next);
                }
                desk.line(item);
                table.add(item);
            }
            table.reach(page.path("reach").asText());
        } while (next != null && left > 0);
        table.end(next);
        return Exit.OK;
    }
}
