package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.byway.agent.Agent;
import org.byway.agent.Delivery;
import org.byway.agent.Issuer;
import org.byway.agent.credential.IssuedCredential;
import org.byway.agent.credential.Statement;
import org.byway.agent.letter.Piece;
import org.byway.agent.letter.Tie;
import org.byway.agent.node.HttpNode;
import org.byway.cli.log.Printable;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.CredentialAsk;
import org.byway.protocol.wire.CredentialGiven;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway credential issue} and {@code revoke}: what a person says of others, and takes back. */
final class CredentialIssueCommands {
    private CredentialIssueCommands() {}

    @Command(
            name = "issue",
            mixinStandardHelpOptions = true,
            header = "Give somebody the credential that was asked for.",
            description = {
                "It says what you know of the holder, under a name of yours: its worth is your word, and others must know that the",
                "name's DID (`byway did show NAME`) is yours. The name's public profile tells which credentials hold no more."
            },
            footer = {
                "",
                "Example: byway credential issue 9b12 --as Caretaker --claim since=2024 --count deals=37 --count people=12"
            })
    static final class Issue implements Callable<Integer> {
        private static final int USUAL_DAYS = 60;

        private final Desk desk;

        @Parameters(paramLabel = "ASK", description = "The conversation in which it was asked for, or the file.")
        private String asked;

        @Option(names = "--as", paramLabel = "NAME", required = true, description = "Under which name of yours.")
        private String name;

        @Option(
                names = "--claim",
                paramLabel = "NAME=VALUE",
                description = "What it says: a text, a number, true or false; once for each.")
        private Map<String, String> claims = new LinkedHashMap<>();

        @Option(
                names = "--count",
                paramLabel = "NAME=N",
                description = {
                    "How many of something, rounded down to 1, 2, 5, 10, 20, 50, ...:",
                    "an exact count would be as good as a name."
                })
        private Map<String, Long> counts = new LinkedHashMap<>();

        @Option(
                names = "--days",
                paramLabel = "N",
                defaultValue = "" + USUAL_DAYS,
                description = "For how long it holds. Usually ${DEFAULT-VALUE}.")
        private int days;

        @Option(names = "--out", paramLabel = "FILE", description = "Where what was asked for by a file goes.")
        private Path out;

        Issue(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            boolean file = Files.isRegularFile(Path.of(asked));
            if (file != (out != null)) {
                throw Failure.usage(
                        file
                                ? "Say by --out where the credential goes."
                                : "There is no file " + asked + "; --out goes with one.",
                        "");
            }
            if (days < 1 || days > Issuer.MOST_DAYS || counts.values().stream().anyMatch(count -> count < 0)) {
                throw Failure.usage(
                        "It holds for 1 to " + Issuer.MOST_DAYS + " days; nobody can count less than 0.", "");
            }
            if (file) {
                CredentialAsk ask = CredentialFiles.ask(Path.of(asked));
                try (Agent agent = desk.agent()) {
                    CredentialGiven given = issued(agent, ask, null);
                    WholeFile.write(out, CredentialFiles.of(given).toString().getBytes(StandardCharsets.UTF_8));
                    told(agent, given);
                    desk.say("Hand " + out + " to whoever asked: byway credential import " + out.getFileName());
                }
                return Exit.OK;
            }
            try (LetterDesk letters = LetterDesk.open(desk)) {
                letters.round();
                Tie tie = letters.tie(asked);
                CredentialAsk ask = open(tie)
                        .orElseThrow(() ->
                                Failure.failed("unknown_credential", "Nothing is asked for in this conversation.", ""));
                CredentialGiven given = issued(letters.agent(), ask, tie.relationship());
                var unused =
                        Desk.value(letters.correspondence().write(tie, body -> body.setCredentialGiven(given)), "");
                told(letters.agent(), given);
                letters.round();
            }
            return Exit.OK;
        }

        /** The last ask that was not answered. */
        private static Optional<CredentialAsk> open(Tie tie) {
            List<Piece> pieces = tie.pieces();
            return pieces.stream()
                    .filter(piece -> !piece.own() && piece.body().hasCredentialAsk())
                    .map(piece -> piece.body().getCredentialAsk())
                    .filter(ask -> pieces.stream()
                            .noneMatch(piece -> piece.own()
                                    && piece.body().getCredentialGiven().getId().equals(ask.getId())))
                    .reduce((before, after) -> after);
        }

        private CredentialGiven issued(Agent agent, CredentialAsk ask, Bytes32 to) throws IOException {
            ObjectNode said = Desk.object();
            claims.forEach((claim, value) -> said.set(claim, Statement.value(value)));
            counts.forEach((claim, count) -> said.put(claim, Statement.rounded(count)));
            Statement statement = Desk.argument(Statement.of(ask.getType(), said));
            Issuer.Issue issue = Desk.value(
                    agent.issuer().issue(name, ask, statement, days, to),
                    "`byway persona new NAME` begins a name, `byway persona list` shows those that there are.");
            post(desk, agent);
            return issue.given();
        }

        private void told(Agent agent, CredentialGiven given) {
            tell(desk, agent.holder().book().issued(given.getId()).orElseThrow());
        }
    }

    /** Posts what waits; where no node takes it now, it goes out with what is posted next. */
    private static void post(Desk desk, Agent agent) throws IOException {
        Optional<HttpNode> node = desk.reached();
        String trouble = node.isEmpty()
                ? "no node is reached"
                : new Delivery(agent, node.get()).all().trouble();
        if (trouble != null) {
            desk.note("Your list of credentials that hold no more is not at a node yet: " + trouble
                    + ". It goes out with what is posted next.");
        }
    }

    static void tell(Desk desk, IssuedCredential each) {
        String state = each.revoked()
                ? "revoked"
                : each.issued().getExpires() <= desk.surroundings().now() ? "expired" : "holds";
        desk.line(Desk.object()
                .put("id", each.id())
                .put("type", each.issued().getType())
                .put("state", state)
                .put("expires", Desk.time(each.issued().getExpires()))
                .put("copies", each.issued().getIndexesCount())
                .put("claims", each.issued().getClaims())
                .put(
                        "conversation",
                        each.issued().getGivenTo().isEmpty()
                                ? null
                                : LetterLines.hex(each.issued().getGivenTo())));
        desk.say("%s  %s  %s until %s  %s"
                .formatted(
                        each.id().substring(0, 8),
                        Printable.line(each.issued().getType()),
                        state,
                        LetterLines.time(each.issued().getExpires()),
                        Printable.line(each.issued().getClaims())));
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            header = "Let a credential that you have issued hold no more.",
            description =
                    "Whoever is shown it from then on finds it in your list at their own node. You do not learn who looks.")
    static final class Revoke implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "ID", description = "As in `byway credential list --issued`, or the beginning of it.")
        private String id;

        Revoke(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (Agent agent = desk.agent()) {
                agent.vault().refresh();
                var book = agent.holder().book();
                IssuedCredential credential = CredentialCommands.found(
                        id,
                        book.issued().stream()
                                .filter(each -> each.id().startsWith(id))
                                .toList());
                var unused = Desk.value(agent.issuer().revoke(credential), "");
                post(desk, agent);
                ByteString key = credential.issued().getId();
                tell(desk, book.issued(key).orElseThrow());
            }
            return Exit.OK;
        }
    }
}
