package org.byway.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.byway.agent.letter.KnownNode;
import org.byway.agent.node.HttpMail;
import org.byway.cli.config.HostPort;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code byway mailbox}: at which nodes letters wait. */
final class MailboxCommands {
    private MailboxCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("mailbox", "Choose the nodes where private messages to you wait; each keeps all of them.")
                .addSubcommand(new Listing(desk))
                .addSubcommand(new Add(desk))
                .addSubcommand(new Remove(desk));
    }

    @Command(name = "list", mixinStandardHelpOptions = true, header = "List them, beside this home's own.")
    static final class Listing implements Callable<Integer> {
        private final Desk desk;

        Listing(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (LetterDesk letters = LetterDesk.open(desk)) {
                for (KnownNode node : letters.book().nodes()) {
                    desk.line(Desk.object()
                            .put("address", node.address())
                            .put("node", node.node().hex()));
                    desk.say(node.address() + " " + node.node());
                }
                if (letters.book().nodes().isEmpty()) {
                    desk.say("Only this home's own node. With a second one nothing is lost when one is gone.");
                }
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            header = "Let private messages wait at another node too.",
            description = "What was said before goes on to name the nodes of then.")
    static final class Add implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "HOST:PORT", description = "Of its HTTP interface.")
        private String address;

        Add(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            HostPort parsed = HostPort.parse(address);
            if (parsed == null || parsed.port() == 0) {
                throw Failure.usage("A node's address is HOST:PORT, not \"" + address + "\".", "");
            }
            HttpMail node = Desk.value(HttpMail.at(address));
            try (LetterDesk letters = LetterDesk.open(desk)) {
                letters.letters().add(node, address);
                desk.line(Desk.object()
                        .put("address", address)
                        .put("node", node.node().hex()));
                desk.say("Messages wait there too, from now on.");
            }
            return Exit.OK;
        }
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, header = "Let nothing more wait at a node.")
    static final class Remove implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "HOST:PORT", description = "As it was added.")
        private String address;

        Remove(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (LetterDesk letters = LetterDesk.open(desk)) {
                List<KnownNode> found = letters.book().nodes().stream()
                        .filter(node -> node.address().equals(address))
                        .toList();
                if (found.isEmpty()) {
                    throw Failure.failed("unknown_node", "No node was added under " + address + ".", "");
                }
                for (KnownNode node : found) {
                    letters.letters().forget(node);
                }
                desk.say("Forgotten.");
            }
            return Exit.OK;
        }
    }
}
