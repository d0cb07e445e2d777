package org.byway.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.byway.agent.Agent;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.node.NodePort;
import org.byway.protocol.record.Checked;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes back what is said once under a name. */
@Command(name = "unpublish", mixinStandardHelpOptions = true)
final class UnpublishCommand implements Callable<Integer> {
    private final Desk desk;
    private final Withdrawing what;

    @Parameters(paramLabel = "NAME", description = "As in `byway persona list`.")
    private String persona;

    /** Seals that it is said no more. */
    interface Withdrawing {
        Checked<Waiting> of(Agent agent, String name) throws IOException;
    }

    private UnpublishCommand(Desk desk, Withdrawing what) {
        this.desk = desk;
        this.what = what;
    }

    /** The command, with what its help says first. */
    static CommandLine of(Desk desk, Withdrawing what, String header) {
        CommandLine unpublish = new CommandLine(new UnpublishCommand(desk, what));
        unpublish.getCommandSpec().usageMessage().header(header);
        return unpublish;
    }

    @Override
    public Integer call() throws IOException {
        NodePort node = desk.node();
        try (Agent agent = desk.agent()) {
            Waiting sealed = Desk.value(what.of(agent, persona), "");
            MarketCommands.posted(node, agent, sealed);
            desk.line(Desk.object().put("id", sealed.entries().get(0).id().hex()));
            desk.say("Withdrawn.");
        }
        return Exit.OK;
    }
}
