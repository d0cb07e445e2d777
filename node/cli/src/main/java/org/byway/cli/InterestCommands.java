package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.byway.agent.node.Interests;
import org.byway.agent.node.NodePort;
import org.byway.protocol.interest.Interest;
import org.byway.protocol.interest.Owner;
import org.byway.protocol.interest.Position;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway interest}: what the node is to look out for. */
final class InterestCommands {
    private static final List<String> FILTERS =
            List.of("category", "near", "radiusKm", "minPrice", "maxPrice", "currency", "exchange", "community");

    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,14}");

    private InterestCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("interest", "Let the node look out for offers or intents; `byway watch` tells what it finds.")
                .addSubcommand(new Add(desk))
                .addSubcommand(new Listing(desk))
                .addSubcommand(new Remove(desk));
    }

    /** Ends the command where that can be no interest. */
    static void known(String id) {
        if (!ID.matcher(id).matches()) {
            throw Failure.usage("ID is a number from 1, as `byway interest list` shows it.", "");
        }
    }

    /** An interest in a line for people. */
    private static String words(JsonNode interest) {
        List<String> words = new ArrayList<>();
        words.add("%-6s %s"
                .formatted(interest.path("id").asText(), interest.path("kind").asText()));
        if (interest.has("q")) {
            words.add(interest.path("q").asText());
        }
        for (String filter : FILTERS) {
            if (interest.has(filter)) {
                words.add(FilterOptions.option(filter) + " "
                        + interest.path(filter).asText());
            }
        }
        if (interest.has("name")) {
            words.add("(" + interest.path("name").asText() + ")");
        }
        return String.join(" ", words);
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            header = "Keep a standing interest.",
            description = {
                "From now on the node announces what arrives and fits, whoever posted it; it keeps the interest over",
                "restarts. All of the words must be there, as in a search, and one letter of each is forgiven."
            },
            footer = {"", "Example: byway interest add offers bread --near 48.09,10.86 --radius-km 10 --name Breakfast"
            })
    static final class Add implements Callable<Integer> {
        private final Desk desk;

        @Mixin
        private WordingOptions wording;

        @Option(names = "--name", paramLabel = "N", description = "A name for it, to know it again.")
        private String name;

        @Option(
                names = "--as",
                paramLabel = "PERSONA",
                description = "Keep it for the seller of this name, who signs the request, and not for the host.")
        private String persona;

        Add(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            Map<String, String> said = wording.parameters();
            Desk.argument(Interest.read(1, Owner.HOME, Position.START, name == null ? "" : name, said));
            JsonNode kept = Desk.value(desk.interests(desk.signer(persona)).add(said, name));
            desk.line(kept);
            desk.say(words(kept));
            return Exit.OK;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, header = "List the standing interests.")
    static final class Listing implements Callable<Integer> {
        private final Desk desk;

        @Option(names = "--as", paramLabel = "PERSONA", description = "Those of the seller of this name.")
        private String persona;

        Listing(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            Interests interests = desk.interests(desk.signer(persona));
            String next = null;
            int count = 0;
            do {
                NodePort.Listing page = Desk.value(interests.list(next));
                for (JsonNode interest : page.items()) {
                    desk.line(interest);
                    desk.say(words(interest));
                    count++;
                }
                next = page.next();
            } while (next != null);
            if (count == 0) {
                desk.say("None yet. Keep one: byway interest add offers bread");
            }
            return Exit.OK;
        }
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, header = "Give up a standing interest.")
    static final class Remove implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "ID", description = "As `byway interest list` shows it.")
        private String id;

        @Option(names = "--as", paramLabel = "PERSONA", description = "One of the seller of this name.")
        private String persona;

        Remove(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            known(id);
            Desk.value(desk.interests(desk.signer(persona)).remove(id));
            desk.line(Desk.object().put("id", id).put("state", "removed"));
            desk.say("Given up.");
            return Exit.OK;
        }
    }
}
