package org.byway.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.byway.agent.Agent;
import org.byway.agent.deal.DealJson;
import org.byway.agent.deal.Mediation;
import org.byway.agent.deal.Wording;
import org.byway.agent.identity.Identity;
import org.byway.agent.step.Known;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.wire.Commitment;
import org.byway.protocol.wire.Side;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway deal mediate}: a dispute goes to its mediator, and a decision comes back, as files. */
@Command(
        name = "mediate",
        mixinStandardHelpOptions = true,
        header = "Take a dispute to the mediator whom both have named, or decide one.",
        description = {
            "Of the two who dispute, one writes all that was said into a file (DEAL --out FILE) and gives it to the mediator,",
            "and later brings in the decision (DEAL --bring FILE). The mediator looks at it (--case FILE) and decides",
            "(--case FILE --as NAME --out FILE) what is owed from now on instead of all that was; nothing, where nothing is",
            "named. All of it is signed: whoever carries the files can change nothing. --as NAME alone shows the key by",
            "which others name you as their mediator."
        },
        footer = {
            "",
            "Example: byway deal mediate --case case --as Anna --opener-gives \"9.00 EUR\" --reason \"It was bent\" --out decision"
        })
final class MediateCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(index = "0", paramLabel = "DEAL", arity = "0..1", description = "As `byway deal list` shows it.")
    private String named;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the case, or the decision, is written.")
    private Path out;

    @Option(names = "--bring", paramLabel = "FILE", description = "The mediator's decision.")
    private Path bring;

    @Option(names = "--case", paramLabel = "FILE", description = "What was brought to you.")
    private Path brought;

    @Option(names = "--as", paramLabel = "NAME", description = "The name (`byway persona new`) as which you decide.")
    private String name;

    @Option(names = "--opener-gives", paramLabel = "WHAT", description = "What whoever opened the deal is to give.")
    private List<String> opener = List.of();

    @Option(names = "--other-gives", paramLabel = "WHAT", description = "What the other side is to give.")
    private List<String> other = List.of();

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why, for both to read.")
    private String reason;

    MediateCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        if (brought != null && named == null && bring == null) {
            mediator();
        } else if (named != null && brought == null && (out == null) != (bring == null)) {
            side();
        } else if (name != null && named == null && out == null && bring == null) {
            try (Agent agent = desk.agent()) {
                Bytes32 key = key(agent, null).publicKey();
                desk.line(Desk.object().put("name", name).put("mediator", key.hex()));
                desk.say(key.hex());
            }
        } else {
            throw Failure.usage("Say what to mediate, and one thing to do.", "See `byway deal mediate --help`.");
        }
        return Exit.OK;
    }

    private void side() throws IOException {
        try (MatterDesk<DealState> deals = MatterDesk.fetched(desk, DealLines.DEALS)) {
            if (bring != null) {
                deals.say(
                        deals.known(named),
                        Desk.value(
                                Mediation.bring(
                                        WholeFile.read(bring, Mediation.MAX_CASE_BYTES, "of a deal"),
                                        new StrictEd25519()),
                                ""));
                return;
            }
            Known<DealState> known = deals.known(named);
            WholeFile.write(out, Mediation.of(known).toByteArray());
            desk.line(DealJson.of(known).put("file", out.toString()));
            desk.say("Give " + out + " to the mediator, and bring what comes back with --bring.");
        }
    }

    private void mediator() throws IOException {
        StepTree<DealState> deal = Desk.value(
                Mediation.read(WholeFile.read(brought, Mediation.MAX_CASE_BYTES, "of a deal"), new StrictEd25519()),
                "");
        Known<DealState> known = new Known<>(null, deal.id(), Side.UNSAID, deal, deal.path());
        if (name == null) {
            desk.line(DealJson.of(known));
            DealLines.brought(known).forEach(desk::say);
            return;
        }
        if (out == null) {
            throw Failure.usage("Name a file for the decision with --out.", "");
        }
        try (Agent agent = desk.agent()) {
            Bytes32 wanted = deal.state().proposal().getMediator().isEmpty()
                    ? null
                    : Bytes32.of(deal.state().proposal().getMediator().toByteArray());
            WholeFile.write(
                    out,
                    Desk.value(Mediation.decide(deal, key(agent, wanted), owed(), reason), "")
                            .toByteArray());
        }
        desk.line(DealJson.of(known).put("file", out.toString()));
        desk.say("Give " + out + " to either of the two.");
    }

    private List<Commitment> owed() {
        List<Commitment> all = new ArrayList<>();
        opener.forEach(words ->
                all.add(Desk.argument(Wording.read(words)).setBy(Side.OPENER).build()));
        other.forEach(words ->
                all.add(Desk.argument(Wording.read(words)).setBy(Side.OTHER).build()));
        return all;
    }

    /** The key of that name which was named by the two, though it was changed since; else the one in force. */
    private SigningKey key(Agent agent, Bytes32 wanted) throws IOException {
        Identity identity = agent.personas().identities().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Failure.failed(
                        "unknown_persona",
                        "There is no name \"" + name + "\" here.",
                        "Begin it with `byway persona new`."));
        for (int sequence = identity.keySequence(); wanted != null && sequence >= 1; sequence--) {
            SigningKey key = agent.keys().identity(identity.index(), sequence);
            if (key.publicKey().equals(wanted)) {
                return key;
            }
        }
        return agent.keys().identity(identity.index(), identity.keySequence());
    }
}
