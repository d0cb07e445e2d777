package org.byway.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.byway.agent.Agent;
import org.byway.agent.Recall;
import org.byway.agent.letter.KnownNode;
import org.byway.agent.node.HttpNode;
import org.byway.agent.node.NodePort;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway vault recall}. */
@Command(
        name = "recall",
        mixinStandardHelpOptions = true,
        header = "Ask nodes what was said after the snapshot of which this home was made.",
        description = {
            "From then on it can be changed and withdrawn from here, and keys can be changed. Nothing is believed that your own",
            "keys have not signed; but a node can withhold something, so ask several. Asked are the node by which you speak,",
            "those of `byway mailbox list`, and those named here. Exits with 1 where none answered."
        })
final class RecallCommand implements Callable<Integer> {
    private final Desk desk;

    @Option(names = "--node", paramLabel = "HOST:PORT", description = "A node's HTTP address; may be repeated.")
    private List<String> nodes = List.of();

    RecallCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        return recall(desk, nodes) ? Exit.OK : Exit.FAILED;
    }

    /** Whether any node has answered. */
    static boolean recall(Desk desk, List<String> named) throws IOException {
        try (Agent agent = desk.agent()) {
            List<NodePort> asked = new ArrayList<>();
            Set<String> addresses = addresses(desk, agent, named);
            Optional<HttpNode> usual = desk.reached();
            if (usual.isPresent()) {
                addresses.remove(desk.httpAddress());
                asked.add(usual.get());
            }
            addresses.forEach(address -> asked.add(new HttpNode(address, "")));
            Recall.Outcome outcome = agent.recall().from(asked);
            outcome.troubles().forEach(trouble -> desk.note(Desk.sentence(trouble)));
            desk.line(Desk.object().put("asked", outcome.asked()).put("recalled", outcome.records()));
            if (outcome.asked() == 0) {
                desk.note("No node has told what was said after the snapshot: it cannot be changed yet.");
                return false;
            }
            desk.say("Nodes that answered: " + outcome.asked() + ". Learnt from them: " + outcome.records() + ".");
            return true;
        }
    }

    private static Set<String> addresses(Desk desk, Agent agent, List<String> named) throws IOException {
        Set<String> addresses = new LinkedHashSet<>();
        named.forEach(each -> addresses.add(HostLink.read(each).address()));
        var letters = desk.home()
                .letters(agent, desk.surroundings().clock(), desk.surroundings().random());
        letters.book().nodes().stream().map(KnownNode::address).forEach(addresses::add);
        return addresses;
    }
}
