package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.byway.agent.keys.PersonaSigner;
import org.byway.agent.node.Events;
import org.byway.agent.node.Events.Heard;
import org.byway.agent.node.Interests;
import org.byway.agent.node.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code byway watch}: tells what fits as it arrives, through restarts of the node. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        header = "Be told of offers or intents that fit, as they arrive, and why.",
        description = {
            "With words and filters, of what they say. Without any, of what fits the standing interests of this home",
            "(`byway interest list`), or with --interest one of them. Where the node is stopped or killed, it is waited",
            "for, and what was missed meanwhile is told, each once."
        },
        footer = {
            "",
            "Examples:",
            "  byway watch offers bread --near 48.09,10.86 --radius-km 10",
            "  byway watch --json --count 1 --timeout 60"
        })
final class WatchCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 200;
    /** Refusals of a node that has just begun, or of the one before it. */
    private static final Set<String> LATER = Set.of("busy", "unauthorized", "stale-signature", "not-yet");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Desk desk;

    @Mixin
    private WordingOptions wording;

    @Option(names = "--interest", paramLabel = "ID", description = "Of this standing interest alone.")
    private String interest;

    @Option(
            names = "--as",
            paramLabel = "PERSONA",
            description = "What is saved of the seller of this name, who signs the request.")
    private String persona;

    @Option(
            names = "--since",
            paramLabel = "POSITION",
            description = "Go on behind this, as --json tells it; 0-00000000 is from the beginning.")
    private String since;

    @Option(names = "--count", paramLabel = "N", description = "End after so many.")
    private Integer count;

    @Option(
            names = "--timeout",
            paramLabel = "S",
            description = "End after so many seconds: with exit code 1 where --count was not reached.")
    private Integer timeout;

    private PersonaSigner signer;
    private HitTable table;
    private String last;
    private int told;
    private long deadline;

    WatchCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        if ((count != null && count < 1) || (timeout != null && timeout < 1)) {
            throw Failure.usage("--count and --timeout take numbers from 1.", "");
        }
        Map<String, String> parameters = parameters();
        table = new HitTable(desk);
        last = since;
        deadline = timeout == null ? Long.MAX_VALUE : System.nanoTime() + TimeUnit.SECONDS.toNanos(timeout);
        signer = desk.signer(persona);
        Events events = Desk.value(desk.interests(signer).events(parameters, last));
        try {
            while (events != null && hear(events)) {
                events = again(parameters);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean missed = count != null && told < count;
        if (missed) {
            throw Failure.failed("timeout", "Only %d of %d came in time.".formatted(told, count), "");
        }
        return Exit.OK;
    }

    private Map<String, String> parameters() {
        if (!wording.isEmpty() && interest != null) {
            throw Failure.usage("--interest goes without words and filters.", "");
        }
        if (!wording.isEmpty()) {
            return wording.parameters();
        }
        if (interest == null) {
            return new TreeMap<>();
        }
        InterestCommands.known(interest);
        return new TreeMap<>(Map.of("interest", interest));
    }

    private boolean finished() {
        return (count != null && told >= count) || System.nanoTime() >= deadline;
    }

    /** Tells what comes until the stream is over; false where that was enough. */
    private boolean hear(Events events) throws IOException, InterruptedException {
        desk.note("Watching.");
        try (events) {
            while (!finished()) {
                switch (events.next(LOOK_MILLIS)) {
                    case Heard.Event event -> tell(event);
                    case Heard.Alive(String id) -> last = id == null ? last : id;
                    case Heard.Nothing nothing -> {}
                    case Heard.Over over -> {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    private void tell(Heard.Event event) throws IOException {
        last = event.id();
        JsonNode data = JSON.readTree(event.data());
        switch (event.type()) {
            case "match" -> {
                table.add(data);
                JsonNode saved = data.path("interest");
                if (saved.isTextual()) {
                    desk.say("      for interest " + saved.asText());
                }
                told++;
            }
            case "gap" ->
                desk.note("Some may have been missed (" + data.path("reason").asText()
                        + "); `byway search` finds what there is.");
            default -> {
                return;
            }
        }
        desk.line(((ObjectNode) data).put("position", last));
        desk.surroundings().out().flush();
    }

    /** The stream of the node that runs again, behind what was heard; null where it did not come back in time. */
    private Events again(Map<String, String> parameters) throws IOException, InterruptedException {
        desk.note("The node is gone; waiting for it.");
        while (!finished()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            Optional<Interests> interests = desk.interestsIfReached(signer);
            if (interests.isEmpty()) {
                continue;
            }
            switch (interests.get().events(parameters, last)) {
                case Reply.Got<Events>(Events events) -> {
                    return events;
                }
                case Reply.Refused<Events>(String code, String message)
                when !LATER.contains(code) -> throw Failure.failed(code.replace('-', '_'), Desk.sentence(message), "");
                case Reply.Refused<Events> later -> {}
                case Reply.Unreachable<Events> later -> {}
            }
        }
        return null;
    }
}
