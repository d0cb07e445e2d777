package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.byway.agent.Agent;
import org.byway.agent.Delivery;
import org.byway.agent.identity.Identity;
import org.byway.agent.ledger.Persona;
import org.byway.protocol.identity.DidKey;
import org.byway.protocol.record.Checked;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway persona}: the names that somebody uses here. */
final class PersonaCommands {
    private PersonaCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("persona", "The names that you use here, and the words from which your keys come again.")
                .addSubcommand(new Begin(desk))
                .addSubcommand(new ListAll(desk))
                .addSubcommand(new Show(desk))
                .addSubcommand(new Rotate(desk))
                .addSubcommand(new Forget(desk))
                .addSubcommand(new ProfileCommands.Publish(desk))
                .addSubcommand(UnpublishCommand.of(
                        desk,
                        (agent, name) -> agent.profiles().withdraw(name),
                        "Take back what was said of a name by `byway persona publish`."))
                .addSubcommand(new ProfileCommands.Profiles(desk))
                .addSubcommand(new WordCommands.Words(desk))
                .addSubcommand(new WordCommands.Restore(desk));
    }

    /** What is known of a name. */
    private record Known(String name, String id, String did, int keySequence, String state, long standing) {
        static Known of(Agent agent, Identity identity) {
            return new Known(
                    identity.name(),
                    identity.id().hex(),
                    DidKey.of(identity.state().key()),
                    identity.keySequence(),
                    identity.hasEnded() ? "ended" : "in-force",
                    agent.personas().standing(identity.id()));
        }

        static Known of(Agent agent, Persona persona) {
            return new Known(
                    persona.name(),
                    persona.author().hex(),
                    DidKey.of(persona.author()),
                    0,
                    "one-key",
                    agent.personas().standing(persona.author()));
        }

        ObjectNode line() {
            return Desk.object()
                    .put("name", name)
                    .put("id", id)
                    .put("keySequence", keySequence)
                    .put("state", state)
                    .put("standing", standing);
        }

        String shown() {
            return name.isEmpty() ? "(the usual name)" : name;
        }

        String told() {
            return switch (state) {
                case "ended" -> "ended with key " + keySequence;
                case "one-key" -> "one key for ever";
                default -> "key " + keySequence;
            };
        }
    }

    private static List<Known> known(Agent agent) throws IOException {
        List<Known> known = new ArrayList<>();
        for (Identity identity : agent.personas().identities()) {
            known.add(Known.of(agent, identity));
        }
        for (Persona persona : agent.personas().bare()) {
            known.add(Known.of(agent, persona));
        }
        return known;
    }

    /** Posts what waits where the node runs; otherwise it goes out when it starts. */
    private static void deliver(Desk desk, Agent agent) throws IOException {
        var node = desk.reached();
        if (node.isEmpty()) {
            desk.note("No node runs: it goes out when one starts.");
            return;
        }
        Delivery.Outcome outcome = new Delivery(agent, node.get()).all();
        outcome.refused()
                .forEach((entry, refusal) -> desk.note(
                        "The node refused the " + entry.kind().word() + " " + entry.id() + ": " + refusal.detail()));
        if (outcome.trouble() != null) {
            desk.note(Desk.sentence(outcome.trouble()) + " What waits is posted later.");
        }
    }

    private static void tell(Desk desk, Known known, String sentence) {
        desk.line(known.line());
        desk.say(sentence);
    }

    private static Identity done(Checked<Identity> checked) {
        return Desk.value(checked, "`byway persona list` tells which names there are.");
    }

    @Command(
            name = "new",
            mixinStandardHelpOptions = true,
            header = "Begin a name whose key can be changed.",
            description = {
                "What is offered with --seller NAME is said under it from then on. If its key is ever stolen, `byway persona",
                "rotate NAME` takes the name away from the thief. Names without this have one key for ever."
            })
    static final class Begin implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "NAME", description = "What you call it; an empty one is the usual name.")
        private String name;

        Begin(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (Agent agent = desk.agent()) {
                Identity made = Desk.value(agent.personas().begin(name), "");
                deliver(desk, agent);
                tell(desk, Known.of(agent, made), "Begun. Others see it as " + made.id());
            }
            return Exit.OK;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, header = "List the names that were used here.")
    static final class ListAll implements Callable<Integer> {
        private final Desk desk;

        ListAll(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (Agent agent = desk.agent()) {
                for (Known known : known(agent)) {
                    desk.line(known.line());
                    desk.say(known.shown() + "  " + known.id().substring(0, 8) + "  " + known.told() + ", "
                            + known.standing() + " standing");
                }
            }
            return Exit.OK;
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, header = "Show a name: its id, its key and what stands.")
    static final class Show implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "NAME", description = "As in `byway persona list`, or the first digits of its id.")
        private String name;

        Show(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (Agent agent = desk.agent()) {
                Known known = find(agent, name);
                desk.line(known.line().put("did", known.did()));
                desk.say("Name      " + known.shown());
                desk.say("Id        " + known.id());
                desk.say("Key       " + known.did() + " (" + known.told() + ")");
                desk.say("Standing  " + known.standing());
            }
            return Exit.OK;
        }
    }

    /** The key of a name as a DID. */
    static String did(Agent agent, String name) throws IOException {
        return find(agent, name).did();
    }

    private static Known find(Agent agent, String name) throws IOException {
        List<Known> known = known(agent);
        return known.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .or(() -> known.stream()
                        .filter(each -> name.length() >= 4 && each.id().startsWith(name))
                        .findFirst())
                .orElseThrow(() -> Failure.failed(
                        "unknown_persona",
                        "There is no name \"" + name + "\" here.",
                        "`byway persona list` tells which there are."));
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            header = "Change the key of a name, as when somebody else may have it.",
            description = {
                "What the old key has signed leaves every node; what still stands is signed anew by the new key, with its",
                "ids going on. If this is cut short, the next command that posts goes on with it."
            })
    static final class Rotate implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "NAME", description = "As in `byway persona list`.")
        private String name;

        Rotate(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (Agent agent = desk.agent()) {
                Identity rotated = done(agent.personas().rotate(name));
                deliver(desk, agent);
                Known known = Known.of(agent, rotated);
                tell(desk, known, "Key " + known.keySequence() + " is in force; " + known.standing() + " signed anew.");
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "forget",
            mixinStandardHelpOptions = true,
            header = "End a name: take back all that stands under it, and sign nothing in it any more.")
    static final class Forget implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "NAME", description = "As in `byway persona list`.")
        private String name;

        @Option(names = "--yes", description = "Do it: nobody can take it back.")
        private boolean yes;

        Forget(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (Agent agent = desk.agent()) {
                if (!yes) {
                    Known known = find(agent, name);
                    throw Failure.usage(
                            "This ends the name \"" + known.shown() + "\" and takes back " + known.standing()
                                    + " records, for good.",
                            "Say --yes if that is meant.");
                }
                Identity ended = done(agent.personas().end(name));
                deliver(desk, agent);
                tell(desk, Known.of(agent, ended), "Ended.");
            }
            return Exit.OK;
        }
    }
}
