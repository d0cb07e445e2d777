package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.byway.agent.Agent;
import org.byway.agent.Delivery;
import org.byway.agent.Home;
import org.byway.agent.Steward;
import org.byway.agent.ledger.Join;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Posting;
import org.byway.agent.node.Reply;
import org.byway.protocol.community.LinkHalf;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway join}. */
@Command(
        name = "join",
        mixinStandardHelpOptions = true,
        header = "Link this community with the one that made an invite.",
        description = {
            "Signs the other half of the link and waits until the two nodes are connected. If the node does",
            "not run, the link is made at its next start."
        })
final class JoinCommand implements Callable<Integer> {
    private static final int MOST_WAIT_SECONDS = 3_600;

    private final Desk desk;

    @Parameters(paramLabel = "LINK", description = "What `byway invite` printed on the other side.")
    private String link;

    @Option(
            names = "--transit",
            description = "Also take and give what comes from third communities, at most 3 links away.")
    private boolean transit;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description = "How long to wait for the connection. Usually ${DEFAULT-VALUE}.")
    private int waitSeconds;

    JoinCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        if (waitSeconds < 0 || waitSeconds > MOST_WAIT_SECONDS) {
            throw Failure.usage("--wait takes 0 to " + MOST_WAIT_SECONDS + " seconds.", "");
        }
        try (Agent agent = desk.agent()) {
            Steward steward = agent.steward();
            LinkHalf inviter = Desk.value(steward.read(link), "Ask for a new one: byway invite");
            Optional<Home.Running> running = desk.running();
            if (running.isEmpty()) {
                steward.answerLater(new Join(link.strip(), transit));
                return tell(inviter, "pending", "The node does not run: the link is made at its next start.");
            }
            NodePort node = running.get().node();
            CharterDesk.requireSteward(agent, node);
            answer(agent, node, new Join(link.strip(), transit), inviter);
            boolean up = linked(node, peer(inviter), waitSeconds);
            return up
                    ? tell(inviter, "linked", "Linked with community " + inviter.community() + ".")
                    : tell(
                            inviter,
                            "pending",
                            "The link is made; the other node has not answered yet. It is tried again and again.");
        }
    }

    /** Seals our half and posts the link; ends in a failure where the node refuses it. */
    static void answer(Agent agent, NodePort node, Join join, LinkHalf inviter) throws IOException {
        JsonNode facts = Desk.value(node.facts());
        Waiting sealed = agent.steward().join(inviter, join.transit(), InviteCommand.addresses(facts));
        agent.steward().answered(join.link());
        Reply<Posting> reply = new Delivery(agent, node).post(sealed);
        Refusal refusal = Desk.value(reply).refused().get(0);
        if (refusal != null) {
            throw Desk.refused(refusal, "");
        }
    }

    /** Whether the node is connected to that one within so many seconds; the node tells as soon as it is. */
    static boolean linked(NodePort node, Bytes32 peer, int waitSeconds) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(waitSeconds);
        boolean linked = connected(Desk.value(node.peers()), peer);
        for (long left = waitSeconds;
                !linked && left > 0;
                left = TimeUnit.NANOSECONDS.toSeconds(until - System.nanoTime())) {
            int wait = (int) Math.min(left, NodePort.MOST_WAIT_SECONDS);
            linked = connected(Desk.value(node.peersOnceLinked(peer, wait)), peer);
        }
        return linked;
    }

    private static boolean connected(List<JsonNode> peers, Bytes32 peer) {
        return peers.stream()
                .anyMatch(known -> known.path("node").asText().equals(peer.hex())
                        && PeerCommands.CONNECTED.equals(known.path("state").asText()));
    }

    private static Bytes32 peer(LinkHalf inviter) {
        return inviter.addresses().get(0).node();
    }

    private int tell(LinkHalf inviter, String state, String words) {
        ObjectNode line = Desk.object();
        line.put("community", inviter.community().hex());
        line.put("peer", peer(inviter).hex());
        line.put("state", state);
        desk.line(line);
        desk.say(words);
        return Exit.OK;
    }
}
