package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.byway.agent.Agent;
import org.byway.agent.node.NodePort;
import org.byway.protocol.community.Address;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code byway peer}: which nodes ours keeps in touch with. */
final class PeerCommands {
    /** The state of a peer with which there is a session. */
    static final String CONNECTED = "linked";

    private PeerCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("peer", "See and choose the nodes that ours keeps in touch with.")
                .addSubcommand(new Listing(desk))
                .addSubcommand(new Add(desk))
                .addSubcommand(new Remove(desk));
    }

    /** A peer in a line for people. */
    static String words(JsonNode peer) {
        String node = peer.path("node").asText("");
        String address = peer.path("address").asText("");
        return "%-10s %s %s"
                .formatted(peer.path("state").asText(), node.isEmpty() ? "(not met yet)" : node, address)
                .stripTrailing();
    }

    @Command(name = "list", mixinStandardHelpOptions = true, header = "List them, with how each stands.")
    static final class Listing implements Callable<Integer> {
        private final Desk desk;

        Listing(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            List<JsonNode> peers = Desk.value(desk.ownNode().peers());
            for (JsonNode peer : peers) {
                desk.line(peer);
                desk.say(words(peer));
            }
            if (peers.isEmpty()) {
                desk.say("None yet. `byway invite` and `byway join` link communities.");
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            header = "Keep in touch with the node at an address.",
            description =
                    "Nodes speak with nodes of their own and of linked communities only; `byway join` makes a link.")
    static final class Add implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "HOST:PORT", description = "Where that node listens.")
        private String address;

        Add(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            Address parsed = Desk.argument(Address.parse(address));
            JsonNode peer = Desk.value(desk.ownNode().addPeer(parsed.text()));
            desk.line(peer);
            desk.say(words(peer));
            return Exit.OK;
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            header = "Forget a node; if its community is linked with ours, end the link.",
            description = "Ending a link is signed and public. What was carried already stays until it expires.")
    static final class Remove implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "PEER", description = "A node's key, an address as HOST:PORT, or a community's id.")
        private String peer;

        Remove(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            NodePort node = desk.ownNode();
            try (Agent agent = desk.agent()) {
                int ended = FederationCommands.end(agent, node, peer);
                var forgotten = node.removePeer(peer);
                if (ended == 0) {
                    Desk.value(forgotten);
                }
                desk.line(
                        Desk.object().put("peer", peer).put("state", "removed").put("linksEnded", ended));
                desk.say(ended == 0 ? "Forgotten." : "The link has ended.");
            }
            return Exit.OK;
        }
    }
}
