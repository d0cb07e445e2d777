package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.byway.agent.Agent;
import org.byway.agent.Delivery;
import org.byway.agent.Home;
import org.byway.agent.ledger.Join;
import org.byway.agent.node.NodePort;
import org.byway.cli.config.Configuration;
import org.byway.cli.config.Setting;
import org.byway.cli.config.Stated;
import org.byway.protocol.community.Address;
import org.byway.protocol.community.LinkHalf;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code byway serve}. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        header = "Run the node of this home; makes home, node and community the first time.",
        description = {
            "Listens on this machine alone unless told otherwise, and remembers what it was told. Port 0 takes a",
            "free one, the same as last time if it can. Ctrl-C ends it; it comes back with everything."
        })
final class ServeCommand implements Callable<Integer> {
    private static final long STOP_MILLIS = 4_500;

    private final Desk desk;

    @Mixin
    private ServeOptions options;

    ServeCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        Home home = desk.home();
        Map<Setting, Stated> said = options.said();
        Configured configured = Configured.read(desk);
        Configuration configuration = configured.with(said);
        Logs.begin(desk.surroundings(), configuration);
        Hosting.Places places = Hosting.Places.of(configuration);
        String called = configuration.text(Setting.NAME).strip();
        try (Hosting hosting = Hosting.take(home);
                Agent agent = desk.open(home)) {
            Hosting.Up up = hosting.start(hosting.found(agent, called), places, Hosting.Room.of(configuration));
            Remembered.write(home, configured.earlier(), said);
            Thread ending = Thread.ofPlatform().unstarted(() -> end(hosting));
            Runtime.getRuntime().addShutdownHook(ending);
            try {
                announce(agent, hosting, up);
                catchUp(agent, home.running().orElseThrow().node());
                up.broken().get();
                throw Failure.failed(
                        "broken", "The node cannot go on; see above.", "What was acknowledged is on disk.");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } finally {
                leave(ending);
            }
        }
        return Exit.OK;
    }

    /** When the process is told to end: 0 within 5 s, whatever still hangs then. */
    private static void end(Hosting hosting) {
        CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> {
            try {
                hosting.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        int exit = Exit.OK;
        try {
            closed.get(STOP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            // All that was acknowledged is on disk: there is nothing to lose by leaving now.
            exit = closed.isCompletedExceptionally() ? Exit.FAILED : Exit.OK;
        }
        Runtime.getRuntime().halt(exit);
    }

    /** When the command itself comes to its end, it is not to be overtaken by the hook. */
    private static void leave(Thread ending) {
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook sees to it.
        }
    }

    private void announce(Agent agent, Hosting hosting, Hosting.Up up) throws IOException {
        long expires = desk.surroundings().now() + InviteCommand.USUAL_DAYS * Limits.DAY_MILLIS;
        Address at = Address.parse(up.listen()).orThrow();
        List<Address> addresses = List.of(new Address(hosting.key(), at.host(), at.port()));
        // A second node's person need not be a steward: then the invite is good for nothing and nobody is told of it.
        String invite = hosting.isSecond() ? "" : agent.steward().invite(addresses, expires, LinkHalf.MOST_HOPS);
        ObjectNode ready = Desk.object().put("ready", true);
        ready.put("node", hosting.key().hex());
        ready.put("community", agent.community().orElseThrow().hex());
        ready.put("listen", up.listen());
        ready.put("http", up.http());
        ready.put("invite", invite);
        ready.put("pid", ProcessHandle.current().pid());
        desk.line(ready);
        desk.surroundings().out().flush();
        desk.say("Your community's node is up.");
        desk.say("");
        desk.say("  Community  " + ready.path("community").asText());
        desk.say("  Node       " + ready.path("node").asText());
        desk.say("  Nodes at   " + up.listen());
        desk.say("  HTTP at    http://" + up.http());
        if (hosting.isSecond()) {
            desk.say("Ctrl-C ends it; everything stays.");
            return;
        }
        desk.say("");
        desk.say("To link with another community, give it this invite (good until " + Desk.time(expires) + "):");
        desk.say("");
        desk.say("  byway join " + invite);
        desk.say("");
        InviteCommand.show(desk, invite);
        desk.say("Ctrl-C ends it; everything stays.");
    }

    private void deliver(Agent agent, NodePort node) throws IOException {
        Delivery.Outcome outcome = new Delivery(agent, node).all();
        outcome.refused()
                .forEach((entry, refusal) -> desk.note(
                        "The node refused the " + entry.kind().word() + " " + entry.id() + ": " + refusal.detail()));
        if (outcome.trouble() != null) {
            desk.note(Desk.sentence(outcome.trouble()));
        }
    }

    /** Does what was left to do while the node did not run. */
    private void catchUp(Agent agent, NodePort node) throws IOException {
        if (desk.host().isEmpty()) {
            deliver(agent, node);
        }
        for (Join join : agent.steward().toAnswer()) {
            switch (agent.steward().read(join.link())) {
                case Checked.Ok<LinkHalf>(LinkHalf inviter) -> JoinCommand.answer(agent, node, join, inviter);
                case Checked.Refused<LinkHalf>(Refusal refusal) -> {
                    desk.note("An invite could not be answered: " + refusal.detail() + ".");
                    agent.steward().answered(join.link());
                }
            }
        }
    }
}
