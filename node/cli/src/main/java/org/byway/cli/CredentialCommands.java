package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.byway.agent.Agent;
import org.byway.agent.credential.HeldCredential;
import org.byway.agent.letter.Tie;
import org.byway.cli.log.Printable;
import org.byway.protocol.letter.CredentialRule;
import org.byway.protocol.wire.CredentialAsk;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway credential}: what others say of a person, and what the person shows of it. */
final class CredentialCommands {
    private static final int SHORTEST = 4;

    private CredentialCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("credential", "Have something said of you, and show of it what is asked and no more.")
                .addSubcommand(new Ask(desk))
                .addSubcommand(new CredentialIssueCommands.Issue(desk))
                .addSubcommand(new Import(desk))
                .addSubcommand(new Listing(desk))
                .addSubcommand(new Show(desk))
                .addSubcommand(new CredentialProofCommands.Request(desk))
                .addSubcommand(new CredentialProofCommands.Present(desk))
                .addSubcommand(new CredentialProofCommands.Verify(desk))
                .addSubcommand(new CredentialIssueCommands.Revoke(desk));
    }

    @Command(
            name = "ask",
            mixinStandardHelpOptions = true,
            header = "Ask somebody for a credential.",
            description = {
                "In a conversation, or by a file (--out) that you hand over. It comes in several copies, each for a key of its own:",
                "a copy is shown once, so nobody can tell by keys that two were shown by the same person."
            })
    static final class Ask implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "CONVERSATION", arity = "0..1", description = "With whoever is to issue it.")
        private String named;

        @Option(names = "--type", paramLabel = "TYPE", required = true, description = "What kind of credential.")
        private String type;

        @Option(
                names = "--copies",
                paramLabel = "N",
                defaultValue = "16",
                description = "To how many it can be shown. Usually ${DEFAULT-VALUE}.")
        private int copies;

        @Option(names = "--out", paramLabel = "FILE", description = "Write what is asked into a file.")
        private Path out;

        Ask(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            if ((named == null) == (out == null)) {
                throw Failure.usage("Name a conversation, or a file by --out.", "");
            }
            if (!CredentialRule.name(type) || copies < 1 || copies > CredentialRule.MOST_COPIES) {
                throw Failure.usage(
                        "A type has 1 to %d characters on one line, and there are 1 to %d copies."
                                .formatted(CredentialRule.NAME_CHARACTERS, CredentialRule.MOST_COPIES),
                        "");
            }
            if (out != null) {
                try (Agent agent = desk.agent()) {
                    CredentialAsk ask = agent.holder().ask(type, copies, null);
                    WholeFile.write(out, CredentialFiles.of(ask).toString().getBytes(StandardCharsets.UTF_8));
                    desk.line(Desk.object()
                            .put("id", LetterLines.hex(ask.getId()))
                            .put("file", out.toString()));
                    desk.say("Hand " + out + " to whoever is to issue it: byway credential issue " + out.getFileName());
                }
                return Exit.OK;
            }
            try (LetterDesk letters = LetterDesk.open(desk)) {
                Tie tie = MessageCommands.toQualified(desk, letters, named);
                CredentialAsk ask = letters.agent().holder().ask(type, copies, tie.relationship());
                MessageCommands.write(letters, tie, body -> body.setCredentialAsk(ask));
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            header = "Keep a credential that was given by a file.",
            description =
                    "It must be what was asked for here: each copy for a key of yours, by one issuer, all saying the same.")
    static final class Import implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "FILE", description = "As `byway credential issue --out` writes it.")
        private Path file;

        Import(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            var given = CredentialFiles.given(file);
            try (Agent agent = desk.agent()) {
                agent.vault().refresh();
                tell(desk, Desk.value(agent.holder().keep(given), ""));
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            header = "List the credentials that you hold, or have issued (--issued).")
    static final class Listing implements Callable<Integer> {
        private final Desk desk;

        @Option(names = "--issued", description = "Those that you have given to others.")
        private boolean issued;

        Listing(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (Agent agent = desk.agent()) {
                agent.vault().refresh();
                var book = agent.holder().book();
                if (issued) {
                    book.issued().forEach(each -> CredentialIssueCommands.tell(desk, each));
                } else {
                    book.held().forEach(each -> tell(desk, each));
                }
                boolean none = issued ? book.issued().isEmpty() : book.held().isEmpty();
                if (none) {
                    desk.say("None yet.");
                }
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            header = "Show a credential of yours in full, and to whom copies of it were shown.")
    static final class Show implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "ID", description = "As in `byway credential list`, or the beginning of it.")
        private String id;

        Show(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (Agent agent = desk.agent()) {
                agent.vault().refresh();
                HeldCredential held = found(
                        id,
                        agent.holder().book().held().stream()
                                .filter(each -> each.id().startsWith(id))
                                .toList());
                ObjectNode line = json(held);
                line.set("claims", held.statement());
                held.spent().values().forEach(line.putArray("shownTo")::add);
                desk.line(line);
                words(desk, held);
                held.statement()
                        .properties()
                        .forEach(claim -> desk.say("   "
                                + Printable.line(
                                        claim.getKey() + ": " + claim.getValue().asText())));
                held.spent()
                        .forEach((copy, audience) -> desk.say("   shown to "
                                + (audience.isEmpty() ? "somebody before the restore" : Printable.line(audience))));
            }
            return Exit.OK;
        }
    }

    /** The one credential whose id begins so. */
    static <T> T found(String id, List<T> found) {
        if (found.size() > 1 || (id.length() < SHORTEST && !found.isEmpty())) {
            throw Failure.failed("ambiguous", "Credentials go by \"" + id + "\".", "Give more of the id.");
        }
        if (found.isEmpty()) {
            throw Failure.failed(
                    "unknown_credential",
                    "No credential goes by \"" + id + "\".",
                    "`byway credential list` shows them.");
        }
        return found.get(0);
    }

    private static ObjectNode json(HeldCredential held) {
        ObjectNode line = Desk.object().put("id", held.id()).put("type", held.type());
        if (!held.isHere()) {
            return line.put("state", "asked");
        }
        return line.put("state", "held")
                .put("issuer", held.issuer())
                .put("expires", Desk.time(held.expiresMillis()))
                .put("copies", held.copies().size())
                .put("left", held.left());
    }

    static void tell(Desk desk, HeldCredential held) {
        desk.line(json(held));
        words(desk, held);
    }

    private static void words(Desk desk, HeldCredential held) {
        String state = held.isHere()
                ? "until %s, %d of %d copies left, of %s"
                        .formatted(
                                LetterLines.time(held.expiresMillis()),
                                held.left(),
                                held.copies().size(),
                                held.issuer())
                : "asked for";
        desk.say("%s  %s  %s".formatted(held.id().substring(0, 8), Printable.line(held.type()), state));
    }
}
