package org.byway.cli;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.letter.Tie;
import org.byway.agent.node.Reply;
import org.byway.protocol.care.Notices;
import org.byway.protocol.letter.BodyRule;
import org.byway.protocol.letter.LetterAddress;
import org.byway.protocol.letter.OpenedLetter;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.Report;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code byway report}: tells the caretakers of something that should not be there. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        header = "Tell the caretakers of something that should not be there.",
        description = {
            "Goes as a sealed letter to each of them; nodes can read nothing, and the caretakers learn no more of you than you write: for each",
            "record you have another name. It goes to at least two, so that no single one can let it lie. What they say to it",
            "comes back by letter: `byway report list`."
        },
        footer = {"", "Example: byway report 3f0c…e1 --reason fraud --words \"I paid, and nothing came.\""})
final class ReportCommand implements Callable<Integer> {
    private static final int SPARE_BYTES = 4_096;
    private static final int LEAST = 2;

    private final Desk desk;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The record's: 64 hexadecimal digits.")
    private String id;

    @Option(names = "--reason", paramLabel = "WORD", description = "One of: " + NoticeOptions.REASONS + ".")
    private String reason;

    @Option(names = "--words", paramLabel = "TEXT", description = "What is wrong with it.")
    private String words = "";

    private ReportCommand(Desk desk) {
        this.desk = desk;
    }

    static CommandLine tree(Desk desk) {
        return new CommandLine(new ReportCommand(desk))
                .addSubcommand(new ReportCommands.Listing(desk))
                .addSubcommand(new ReportCommands.Show(desk))
                .addSubcommand(new ReportCommands.Decide(desk))
                .addSubcommand(new ReportCommands.Appeal(desk));
    }

    @Override
    public Integer call() throws IOException {
        if (id == null || reason == null) {
            throw new ParameterException(spec.commandLine(), "Say what to report, and --reason.");
        }
        Bytes32 record = Desk.id(id);
        int number = NoticeOptions.reason(reason).getNumber();
        if (words.length() > BodyRule.REPORT_CHARACTERS) {
            throw Failure.usage("--words takes at most " + BodyRule.REPORT_CHARACTERS + " characters.", "");
        }
        try (LetterDesk letters = LetterDesk.open(desk)) {
            CareDesk at = CareDesk.of(desk, letters.agent());
            List<Notices.Known> caretakers = caretakers(at);
            byte[] chance = new byte[BodyRule.ID_BYTES];
            desk.surroundings().random().nextBytes(chance);
            Report report = Report.newBuilder()
                    .setId(ByteString.copyFrom(chance))
                    .setRecord(ByteString.copyFrom(record.bytes()))
                    .setReason(number)
                    .setWords(words)
                    .setEvidence(evidence(at, record))
                    .build();
            for (Notices.Known each : caretakers) {
                Correspondence.Addressee to = new Correspondence.Addressee(
                        LetterAddress.read(each.said().getAddress()).orThrow(),
                        Bytes32.of(each.said().getKey().toByteArray()),
                        record);
                Tie tie = letters.correspondence().begin(to, letters.nodeKeys());
                Desk.value(letters.correspondence().write(tie, body -> body.setReport(report)), "");
            }
            letters.round();
            tell(report, caretakers);
        }
        return Exit.OK;
    }

    private void tell(Report report, List<Notices.Known> caretakers) {
        List<String> names =
                caretakers.stream().map(each -> each.said().getName()).toList();
        var line = Desk.object().put("report", LetterLines.hex(report.getId())).put("state", "sent");
        var to = line.putArray("to");
        names.forEach(to::add);
        desk.line(line);
        desk.say("Told " + String.join(", ", names) + ". `byway report list` tells what comes of it.");
    }

    /** All who take reports; ends the command where a single one could let it lie. */
    private List<Notices.Known> caretakers(CareDesk at) {
        List<Notices.Known> all = at.care().caretakers(at.now());
        int stewards = at.care().charters().standing().stewards().size();
        String contact = at.care().charters().statement().getRules().getContact();
        String hint =
                contact.isBlank() ? "Its stewards begin with: byway care open" : "The house rules say: " + contact;
        if (all.isEmpty()) {
            throw Failure.failed("no_caretaker", "Nobody in this community takes reports yet.", hint);
        }
        if (all.size() < LEAST && stewards >= LEAST) {
            throw Failure.failed(
                    "one_caretaker",
                    "Only one of the community's " + stewards
                            + " stewards takes reports; a report goes to two at least.",
                    hint);
        }
        if (all.size() < LEAST) {
            desk.note("This community has one steward alone, who reads this and nobody else.");
        }
        return all;
    }

    /** The record as it is now, so that it can be shown though it is withdrawn; nothing where it is too large for a letter. */
    private static ByteString evidence(CareDesk at, Bytes32 record) {
        return at.node().record(record) instanceof Reply.Got<byte[]>(byte[] bundle)
                        && bundle.length <= OpenedLetter.MAX_BODY_BYTES - 2 * BodyRule.REPORT_CHARACTERS - SPARE_BYTES
                ? ByteString.copyFrom(bundle)
                : ByteString.EMPTY;
    }
}
