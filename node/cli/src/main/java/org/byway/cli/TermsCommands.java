package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.byway.agent.letter.Tie;
import org.byway.agent.step.Known;
import org.byway.agent.terms.Odrl;
import org.byway.agent.terms.Proffers;
import org.byway.agent.terms.TermsJson;
import org.byway.agent.terms.TermsShelf;
import org.byway.cli.log.Printable;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.terms.TermsState;
import org.byway.protocol.wire.Proffer;
import org.byway.protocol.wire.TermsForm;
import org.byway.protocol.wire.TermsText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway terms}: one's own conditions, and those of others. */
final class TermsCommands {
    private static final long WEEK_MILLIS = 7L * 24 * 3_600_000;

    private TermsCommands() {}

    static CommandLine tree(Desk desk) {
        CommandLine terms = Group.of(
                        "terms", "Have others accept your conditions, and accept theirs (IEEE 7012, MyTerms).")
                .addSubcommand(new TermsImportCommand(desk))
                .addSubcommand(new Listing(desk))
                .addSubcommand(new ProfferCommand(desk))
                .addSubcommand(new Show(desk))
                .addSubcommand(new Print(desk))
                .addSubcommand(new TermsPublishCommands.Publish(desk))
                .addSubcommand(UnpublishCommand.of(
                        desk,
                        (agent, name) -> agent.acceptances().withdraw(name),
                        "Take back what was said by `byway terms publish`; what was agreed stays agreed."));
        return TermsStepCommands.addTo(terms, desk);
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            header = "List the texts that are known here, and how conditions stand with others.")
    static final class Listing implements Callable<Integer> {
        private final Desk desk;

        @Option(
                names = "--of",
                paramLabel = "ID",
                description = "What somebody accepts, by the id of an offer or of anything else that they have posted.")
        private String of;

        Listing(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (MatterDesk<TermsState> terms = MatterDesk.open(desk, TermsLines.TERMS)) {
                TermsShelf shelf = TermsTexts.of(terms.letters()).shelf();
                if (of != null) {
                    TermsPublishCommands.tell(desk, shelf, of);
                    return Exit.OK;
                }
                for (TermsText text : shelf.texts()) {
                    desk.line(TermsJson.text(text, shelf));
                    desk.say(TermsLines.text(text, shelf));
                }
                List<Known<TermsState>> all = terms.matters().all();
                for (Known<TermsState> known : all) {
                    desk.line(TermsJson.of(known));
                    desk.say(TermsLines.line(known));
                }
                if (all.isEmpty() && shelf.texts().isEmpty()) {
                    desk.say("None yet. `byway terms import` brings texts.");
                }
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "proffer",
            mixinStandardHelpOptions = true,
            header = "Ask somebody to accept your conditions.",
            description = {
                "You are the first party, and the other side accepts your text, chooses one other text of the same roster, once,",
                "or declines. What is agreed is signed by both, and both hold the same bytes."
            },
            footer = {
                "",
                "Examples: byway terms proffer 9b12 P2B1",
                "          byway terms proffer 3f0c…e1 SD-BASE --purpose \"delivering bread\" --data address --until 2026-12-24T18:00:00Z"
            })
    static final class ProfferCommand implements Callable<Integer> {
        private final Desk desk;

        @Parameters(
                index = "0",
                paramLabel = "TO",
                description = "A conversation, or the id of an offer, an intent or a profile.")
        private String to;

        @Parameters(index = "1", paramLabel = "TEXT", description = "As `byway terms list` shows it, such as P2B1.")
        private String text;

        @Option(
                names = "--purpose",
                paramLabel = "TEXT",
                defaultValue = "",
                description = "What the other side may do with what it learns of you.")
        private String purpose;

        @Option(names = "--data", paramLabel = "WHAT", description = "With which data of yours; may be said again.")
        private List<String> data = List.of();

        @Option(names = "--until", paramLabel = "TIME", description = "How long it can be accepted; usually a week.")
        private String until;

        @Option(names = "--ends", paramLabel = "TIME", description = "When what is agreed ends by itself.")
        private String ends;

        @Option(names = "--unread", description = "Even if the text is known here by its hash only.")
        private boolean unread;

        ProfferCommand(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            byte[] id = new byte[StepLimits.ID_BYTES];
            desk.surroundings().random().nextBytes(id);
            try (MatterDesk<TermsState> terms = MatterDesk.open(desk, TermsLines.TERMS)) {
                TermsTexts texts = TermsTexts.of(terms.letters());
                TermsText proffered = texts.text(text);
                texts.checkReadable(proffered, unread);
                Tie tie = MessageCommands.to(desk, terms.letters(), to);
                Proffer proffer = Proffer.newBuilder()
                        .setText(proffered)
                        .setPurpose(purpose)
                        .addAllData(data)
                        .setUntil(
                                until == null
                                        ? desk.surroundings().now() + WEEK_MILLIS
                                        : MessageCommands.Times.millis("--until", until))
                        .setEnds(ends == null ? 0 : MessageCommands.Times.millis("--ends", ends))
                        .build();
                terms.told(terms.matters().open(tie, ByteString.copyFrom(id), Proffers.proffer(proffer)));
            }
            return Exit.OK;
        }
    }

    /** Whether a text is meant, and not how conditions stand. */
    private static boolean isText(String named, MatterDesk<TermsState> terms, TermsTexts texts) {
        return MatterDesk.beginning(terms.matters().all(), named).isEmpty()
                && !texts.shelf().named(named).isEmpty();
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            header = "Show a text, or how conditions stand with somebody.",
            description = "With --json, what both have signed is shown as the bytes that both hold.")
    static final class Show implements Callable<Integer> {
        private final Desk desk;

        @Parameters(index = "0", paramLabel = "TERMS", description = "As `byway terms list` shows them.")
        private String named;

        @Option(
                names = "--odrl",
                description =
                        "As a policy of ODRL 2.2 in JSON-LD, with the status of the W3C's vocabulary for IEEE 7012.")
        private boolean odrl;

        Show(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (MatterDesk<TermsState> terms = MatterDesk.open(desk, TermsLines.TERMS)) {
                if (odrl) {
                    ObjectNode policy = Odrl.of(terms.known(named).tree());
                    desk.line(policy);
                    desk.say(policy.toPrettyString());
                    return Exit.OK;
                }
                TermsTexts texts = TermsTexts.of(terms.letters());
                if (isText(named, terms, texts)) {
                    TermsText text = texts.text(named);
                    desk.line(TermsJson.text(text, texts.shelf()));
                    TermsLines.full(text, texts.shelf()).forEach(desk::say);
                } else {
                    Known<TermsState> known = terms.known(named);
                    desk.line(TermsJson.whole(known));
                    TermsLines.full(known).forEach(desk::say);
                }
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "print",
            mixinStandardHelpOptions = true,
            header = "Print a page to keep: what was agreed, with hashes and signatures, and the words of its text.")
    static final class Print implements Callable<Integer> {
        private final Desk desk;

        @Parameters(index = "0", paramLabel = "TERMS", description = "As `byway terms list` shows them.")
        private String named;

        @Option(names = "--out", paramLabel = "FILE", description = "Where it is written; usually the screen.")
        private Path out;

        Print(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (MatterDesk<TermsState> terms = MatterDesk.open(desk, TermsLines.TERMS)) {
                TermsTexts texts = TermsTexts.of(terms.letters());
                StringBuilder page = new StringBuilder();
                boolean ofText = isText(named, terms, texts);
                TermsText text = ofText
                        ? texts.text(named)
                        : terms.known(named).state().terms().text();
                List<String> lines =
                        ofText ? TermsLines.full(text, texts.shelf()) : TermsLines.page(terms.known(named));
                lines.forEach(line -> page.append(line).append('\n'));
                words(texts.shelf(), text)
                        .ifPresent(words -> page.append('\n').append(words).append('\n'));
                if (out == null) {
                    desk.line(Desk.object().put("page", page.toString()));
                    desk.say(page.toString().stripTrailing());
                } else {
                    WholeFile.write(out, page.toString().getBytes(StandardCharsets.UTF_8));
                    desk.line(Desk.object().put("file", out.toString()));
                    desk.say("Written to " + out + ".");
                }
            }
            return Exit.OK;
        }

        /** Of the form that people read first, where it is plain text and here. */
        private static Optional<String> words(TermsShelf shelf, TermsText text) {
            for (TermsForm form : text.getFormsList()) {
                Optional<ByteString> bytes = shelf.form(form);
                if (bytes.isPresent() && form.getMediaType().startsWith("text/")) {
                    return Optional.of(Printable.lines(bytes.get().toStringUtf8()));
                }
            }
            return Optional.empty();
        }
    }
}
