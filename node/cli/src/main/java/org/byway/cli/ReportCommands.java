package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.byway.agent.care.Reports;
import org.byway.agent.letter.Tie;
import org.byway.agent.node.Reply;
import org.byway.protocol.care.Given;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.letter.BodyRule;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.NoticeGiven;
import org.byway.protocol.wire.Offer;
import org.byway.protocol.wire.Report;
import org.byway.protocol.wire.ReportAnswer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports, as those who made them and caretakers see them. */
final class ReportCommands {
    private static final int SHORTEST = 4;

    private ReportCommands() {}

    private static Reports.Known named(LetterDesk letters, String named) {
        List<Reports.Known> found = Reports.of(letters.book()).all().stream()
                .filter(each -> named.length() >= SHORTEST
                        && LetterLines.hex(each.report().getId()).startsWith(named))
                .toList();
        if (found.size() != 1) {
            throw Failure.failed(
                    found.isEmpty() ? "unknown_report" : "ambiguous",
                    found.isEmpty()
                            ? "No report goes by \"" + named + "\"."
                            : "More than one report goes by \"" + named + "\".",
                    "`byway report list` shows them.");
        }
        return found.get(0);
    }

    private static ObjectNode json(Reports.Known report) {
        NoticeGiven.Reason reason = NoticeGiven.Reason.forNumber(report.report().getReason());
        ObjectNode line = Desk.object()
                .put("report", LetterLines.hex(report.report().getId()))
                .put("record", LetterLines.hex(report.report().getRecord()))
                .put("from", report.own() ? "me" : "somebody")
                .put("reason", reason == null ? "other" : Given.word(reason))
                .put("words", report.report().getWords())
                .put("at", Desk.time(report.at()))
                .put("state", CharterLines.word(report.state()));
        if (!report.answer().getId().isEmpty()) {
            line.put("answer", report.answer().getWords());
            line.put("notice", LetterLines.hex(report.answer().getNotice()));
        }
        return line;
    }

    private static String words(Reports.Known report) {
        ObjectNode line = json(report);
        String answer = report.answer().getId().isEmpty()
                ? ""
                : "  Answer: " + report.answer().getWords();
        return "%s  %-8s %s%-15s %s: %s%s"
                .formatted(
                        line.path("report").asText().substring(0, 8),
                        line.path("state").asText(),
                        report.own() ? "(mine) " : "",
                        line.path("reason").asText(),
                        line.path("record").asText().substring(0, 12),
                        report.report().getWords(),
                        answer);
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            header = "Fetch and list reports: those that you made, and those that came to you as a caretaker.",
            description = "sent, seen by a caretaker, decided, or appealed.")
    static final class Listing implements Callable<Integer> {
        private final Desk desk;

        Listing(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (LetterDesk letters = LetterDesk.open(desk)) {
                letters.round();
                List<Reports.Known> all = Reports.of(letters.book()).all();
                for (Reports.Known each : all) {
                    desk.line(json(each));
                    desk.say(words(each));
                }
                if (all.isEmpty()) {
                    desk.say("None.");
                }
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            header = "Show a report, and what it is about as whoever reported had it.",
            description = "Whoever reported learns that you have seen it.")
    static final class Show implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "REPORT", description = "Its id, or how it begins.")
        private String id;

        Show(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (LetterDesk letters = LetterDesk.open(desk)) {
                letters.round();
                Reports.Known report = named(letters, id);
                Optional<SignedRecord> record = evidence(report.report());
                ObjectNode line = json(report);
                line.put("evidence", record.isPresent());
                record.ifPresent(
                        found -> line.put("kind", Kind.word(found.envelope().kind()))
                                .put("author", found.envelope().author().hex())
                                .put("title", said(found)));
                desk.line(line);
                desk.say(words(report));
                desk.say("  About " + LetterLines.hex(report.report().getRecord()));
                record.ifPresent(found -> desk.say("  It says: " + said(found) + "  (by "
                        + found.envelope().author() + ")"));
                if (!report.own()) {
                    seen(letters, report);
                }
            }
            return Exit.OK;
        }
    }

    /** A stranger is told nothing before he is answered: so the first time there is an answer that says no more. */
    private static void seen(LetterDesk letters, Reports.Known report) throws IOException {
        for (Tie tie : report.ties()) {
            letters.correspondence().read(tie);
            if (!tie.isKnown()) {
                ReportAnswer answer = ReportAnswer.newBuilder()
                        .setId(report.report().getId())
                        .setSeen(true)
                        .build();
                Desk.value(letters.correspondence().write(tie, body -> body.setReportAnswer(answer)), "");
            }
        }
        letters.round();
    }

    /** What was reported, by its author's own signature; empty where the report shows none that holds. */
    private static Optional<SignedRecord> evidence(Report report) {
        Bytes32 id = Bytes32.of(report.getRecord().toByteArray());
        return report.getEvidence().isEmpty()
                ? Optional.empty()
                : new Verification(new StrictEd25519()).one(report.getEvidence().toByteArray(), id);
    }

    private static String said(SignedRecord record) {
        try {
            if (record.content() != null && record.envelope().is(Kind.OFFER)) {
                Offer offer = Offer.parseFrom(record.content());
                return (offer.getTitle() + "\n" + offer.getText()).strip();
            }
            if (record.content() != null && record.envelope().is(Kind.INTENT)) {
                Intent intent = Intent.parseFrom(record.content());
                return (intent.getTitle() + "\n" + intent.getText()).strip();
            }
        } catch (InvalidProtocolBufferException e) {
            return "";
        }
        return "a record of the kind " + Kind.word(record.envelope().kind());
    }

    @Command(
            name = "decide",
            mixinStandardHelpOptions = true,
            header = "Decide on a report, as a caretaker; whoever reported is told.",
            description = {
                "With --hide the record is hidden, as by `byway hide`, for the reason of the report or another; with --let-be nothing is done.",
                "Either way whoever reported gets --words by letter, and may ask once more. The other caretakers see a notice in the open log."
            })
    static final class Decide implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "REPORT", description = "Its id, or how it begins.")
        private String id;

        @Option(names = "--hide", description = "Hide what was reported.")
        private boolean hide;

        @Option(names = "--let-be", description = "Let it be as it is.")
        private boolean letBe;

        @Mixin
        private NoticeOptions options;

        Decide(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            if (hide == letBe) {
                throw Failure.usage("Say --hide or --let-be.", "");
            }
            try (LetterDesk letters = LetterDesk.open(desk)) {
                letters.round();
                Reports.Known report = named(letters, id);
                if (report.own()) {
                    throw Failure.failed("not_yours", "You made this report; a caretaker decides on it.", "");
                }
                CareDesk at = CareDesk.of(desk, letters.agent());
                at.requireSteward();
                Bytes32 notice = hide ? hide(at, report.report()) : null;
                ReportAnswer.Builder answer =
                        ReportAnswer.newBuilder().setId(report.report().getId()).setWords(options.words());
                if (notice != null) {
                    answer.setNotice(ByteString.copyFrom(notice.bytes()));
                }
                for (Tie tie : report.ties()) {
                    letters.correspondence().read(tie);
                    Desk.value(letters.correspondence().write(tie, body -> body.setReportAnswer(answer)), "");
                }
                letters.round();
                desk.line(Desk.object()
                        .put("report", LetterLines.hex(report.report().getId()))
                        .put("state", "decided")
                        .put("notice", notice == null ? null : notice.hex()));
                desk.say(
                        notice == null ? "Let be; whoever reported is told." : "Hidden, by the notice " + notice + ".");
            }
            return Exit.OK;
        }

        /** Of what the node holds, or of what the report shows; the notice that there is where it is hidden already. */
        private Bytes32 hide(CareDesk at, Report report) throws IOException {
            Bytes32 id = Bytes32.of(report.getRecord().toByteArray());
            if (at.node().hidden(id) instanceof Reply.Got<Bytes32>(Bytes32 by)) {
                return by;
            }
            SignedRecord record = evidence(report).orElseGet(() -> at.record(id));
            NoticeGiven.Reason reported = NoticeGiven.Reason.forNumber(report.getReason());
            return at.give(options.of(at, options.target(record.envelope()), reported));
        }
    }

    @Command(
            name = "appeal",
            mixinStandardHelpOptions = true,
            header = "Ask the caretakers to look at your report once more.",
            description = "After they have decided; to all of them, by letter.")
    static final class Appeal implements Callable<Integer> {
        private final Desk desk;

        @Parameters(index = "0", paramLabel = "REPORT", description = "Its id, or how it begins.")
        private String id;

        @Parameters(index = "1", paramLabel = "TEXT", description = "Why.")
        private String words;

        Appeal(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            String said = NoticeOptions.words("TEXT", words, BodyRule.REPORT_CHARACTERS);
            try (LetterDesk letters = LetterDesk.open(desk)) {
                letters.round();
                Reports.Known report = named(letters, id);
                if (!report.own() || report.state() != Reports.State.DECIDED) {
                    throw Failure.failed(
                            "not_decided",
                            "Only a report of your own is appealed, and once the caretakers have decided.",
                            "byway report list");
                }
                Report again = report.report().toBuilder()
                        .setWords(said)
                        .setAppeal(true)
                        .clearEvidence()
                        .build();
                for (Tie tie : report.ties()) {
                    Desk.value(letters.correspondence().write(tie, body -> body.setReport(again)), "");
                }
                letters.round();
                desk.line(Desk.object()
                        .put("report", LetterLines.hex(again.getId()))
                        .put("state", "appealed"));
                desk.say("Told the caretakers.");
            }
            return Exit.OK;
        }
    }
}
