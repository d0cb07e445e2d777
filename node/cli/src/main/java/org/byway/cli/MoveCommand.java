package org.byway.cli;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.byway.agent.Agent;
import org.byway.agent.Delivery;
import org.byway.agent.Home;
import org.byway.agent.Host;
import org.byway.agent.Move;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.node.HttpNode;
import org.byway.agent.node.Posting;
import org.byway.agent.node.Reply;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway move}. */
@Command(
        name = "move",
        mixinStandardHelpOptions = true,
        header = "Move to another community, with all that you say, your names and your conversations.",
        description = {
            "Your offers and intents are said anew there and withdrawn here; private messages wait there from now on, and those who",
            "write with you are told. Your keys, names and papers stay yours and are not sent. If it ends in the middle, do it again",
            "without --to. The node that you leave may be gone: the withdrawals travel by the new one."
        })
final class MoveCommand implements Callable<Integer> {
    private static final Set<Reason> HELD = EnumSet.of(Reason.DUPLICATE, Reason.STALE);

    private final Desk desk;

    @Option(
            names = "--to",
            paramLabel = "INVITE",
            description = "What `byway invite --person` printed there, or HOST:PORT of that node's HTTP interface.")
    private String to;

    MoveCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        refuseRestored();
        Host host = chosen();
        try (LetterDesk letters = LetterDesk.open(desk)) {
            Agent agent = letters.agent();
            agent.take(letters.answers(null));
            letters.settle(host);
            Move.Outcome outcome = agent.move().seal();
            letters.openNamed();
            Delivery.Outcome delivered = new Delivery(agent, host.reach()).all();
            delivered
                    .refused()
                    .forEach((entry, refusal) -> desk.note("The node refused the "
                            + entry.kind().word() + " " + entry.id() + ": " + refusal.detail()));
            letters.round();
            Optional<HttpNode> left = former(host);
            bringPhotos(agent, left, host);
            boolean former = tellFormer(agent, left);
            tell(host, outcome, former);
            if (delivered.trouble() != null) {
                throw Failure.failed(
                        "waiting", Desk.sentence(delivered.trouble()), "It is signed; do it again: byway move");
            }
            return outcome.left() == 0 ? Exit.OK : Exit.FAILED;
        }
    }

    /** What nodes hold of a restored home must be known first, or it would stand here for ever. */
    private void refuseRestored() throws IOException {
        try (Agent agent = desk.agent()) {
            if (agent.recall().isDue()) {
                throw Failure.failed(
                        "not_yet",
                        "This home was restored, and no node has told yet what was said after the snapshot.",
                        "byway vault recall --node HOST:PORT");
            }
        }
    }

    /** The node to speak by from now on; what waits for the one before goes there first, if it is reached. */
    private Host chosen() throws IOException {
        Home home = desk.home();
        Optional<Host> before = home.host();
        if (to == null) {
            return before.orElseThrow(() -> Failure.usage("Say where: byway move --to INVITE", ""));
        }
        Host found = HostLink.read(to).host();
        if (before.isPresent() && before.get().node().equals(found.node())) {
            // It may be reached at another address now.
            Host same = found.after(before.get().former());
            home.speakBy(same);
            return same;
        }
        try (Agent agent = desk.agent()) {
            if (before.isEmpty() && found.community().equals(agent.community().orElse(null))) {
                throw Failure.usage("This is the node of the community in which you are.", "");
            }
            Optional<HttpNode> former = desk.reached();
            if (former.isPresent()) {
                new Delivery(agent, former.get()).all();
            }
        }
        Host host = found.after(before.map(Host::address).orElse(""));
        home.speakBy(host);
        return host;
    }

    /** The node before: the home's own, if it runs, or another's. */
    private Optional<HttpNode> former(Host host) throws IOException {
        return host.former().isEmpty()
                ? desk.running().map(Home.Running::node)
                : Optional.of(new HttpNode(host.former(), ""));
    }

    private void bringPhotos(Agent agent, Optional<HttpNode> from, Host host) throws IOException {
        int missing =
                Photos.carry(agent.move().photos(), from.orElseGet(host::reach), host, agent.member(host.community()));
        if (missing > 0) {
            desk.note("Photos that neither node has: " + missing
                    + ". Where the new node is linked, it asks others for them.");
        }
    }

    /** Whether the node before has what was withdrawn; it hears of it by others too, where they are linked. */
    private boolean tellFormer(Agent agent, Optional<HttpNode> former) throws IOException {
        List<Waiting> bundles = agent.move().withdrawals();
        boolean told = former.isPresent() || bundles.isEmpty();
        for (Waiting bundle : bundles) {
            told = told
                    && former.get().post(agent.bytes(bundle)) instanceof Reply.Got<Posting>(Posting posting)
                    && hasWithdrawn(bundle, posting);
        }
        return told;
    }

    /** Whether the node has these withdrawals, or later ones; it takes none that was signed more than a day ago. */
    private static boolean hasWithdrawn(Waiting bundle, Posting posting) {
        for (int i = 0; i < bundle.entries().size(); i++) {
            Refusal refusal = posting.refused().get(i);
            boolean withdrawal = bundle.entries().get(i).kind() == Kind.WITHDRAWAL;
            if (withdrawal && refusal != null && !HELD.contains(refusal.reason())) {
                return false;
            }
        }
        return true;
    }

    private void tell(Host host, Move.Outcome outcome, boolean former) {
        desk.line(Desk.object()
                .put("node", host.node().hex())
                .put("community", host.community().hex())
                .put("moved", outcome.moved())
                .put("left", outcome.left())
                .put("formerTold", former));
        desk.say("You speak by " + host.address() + " now, in community " + host.community() + ".");
        desk.say("Said anew there and withdrawn here: " + outcome.moved() + ".");
        if (outcome.left() > 0) {
            desk.note("Left where it was, since its name has ended or it cannot be said anew: " + outcome.left() + ".");
        }
        if (!former) {
            desk.note(
                    "The node before has not taken the withdrawals: it hears of them by others where these are linked,"
                            + " or by `byway move` within a day.");
        }
    }
}
