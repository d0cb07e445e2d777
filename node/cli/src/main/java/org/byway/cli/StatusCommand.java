package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code byway status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        header = "Tell how the running node of this home stands.",
        description = {
            "Counts are of what is live now, of all communities that the node carries. Below each peer stands how sets are made",
            "equal with it, as far as this node opened that."
        })
final class StatusCommand implements Callable<Integer> {
    private final Desk desk;

    StatusCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        JsonNode status = Desk.value(desk.ownNode().status());
        desk.line(status);
        desk.say("Node       " + status.path("node").asText());
        desk.say("Community  " + status.path("community").asText());
        desk.say("Records    %,d, of them %,d offers and %,d intents"
                .formatted(
                        status.path("records").asLong(),
                        status.path("offers").asLong(),
                        status.path("intents").asLong()));
        long behind = status.path("searchBehind").asLong();
        if (behind > 0) {
            desk.say("Search     %,d that came last are not indexed yet".formatted(behind));
        }
        desk.say("Peers      " + status.path("listen").asText() + ", HTTP "
                + status.path("http").asText());
        for (JsonNode peer : status.path("peers")) {
            desk.say("           " + PeerCommands.words((ObjectNode) peer));
            String repair = RepairLine.of(peer.path("repair"), ZoneId.systemDefault());
            if (!repair.isEmpty()) {
                desk.say("                      " + repair);
            }
        }
        for (JsonNode community : status.path("communities")) {
            String state = community.path("state").asText("open");
            if (!state.equals("open")) {
                desk.say("           " + name(community) + " is " + state + ": "
                        + community.path("reason").asText() + until(community.path("until")));
            }
        }
        return Exit.OK;
    }

    private static String name(JsonNode community) {
        return community.path("name").asText(community.path("community").asText());
    }

    private static String until(JsonNode until) {
        return until.isNumber() ? ", until " + LetterLines.time(until.asLong()) : "";
    }
}
