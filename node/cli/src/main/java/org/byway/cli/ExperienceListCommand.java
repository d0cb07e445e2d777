package org.byway.cli;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.byway.agent.experience.Gathering;
import org.byway.agent.node.NodePort;
import org.byway.protocol.experience.Testimony;
import org.byway.protocol.experience.Told;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        header = "Read how it went with somebody, and how many stand behind it.",
        description = {
            "Each was checked here: that its subject signed for a deal with its author, that its community answers for it, and that it counts",
            "once. Who tells several times of the same subject has one voice. Somebody can make deals with themselves: so it tells also through",
            "how many communities people tell. What does not hold is shown with the reason."
        })
final class ExperienceListCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(
            arity = "0..1",
            paramLabel = "SUBJECT",
            description =
                    "Of whom: the author of an offer or an intent, as `byway offer show` names it. All where none is named.")
    private String subject;

    @Option(names = "--mine", description = "What others tell of you.")
    private boolean mine;

    ExperienceListCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        if (mine && subject != null) {
            throw Failure.usage("Either SUBJECT or --mine.", "");
        }
        Bytes32 only = subject == null ? null : Desk.id(subject);
        NodePort node = desk.node();
        Predicate<Bytes32> wanted = mine ? mine(desk)::contains : each -> only == null || each.equals(only);
        Collection<SignedRecord> found = Desk.value(Gathering.of(node, wanted));
        Testimony testimony = Testimony.of(found, new StrictEd25519());
        List<Told> told = testimony.told();
        ExperienceLines lines = new ExperienceLines(desk);
        lines.tell(told);
        lines.refused(testimony);
        if (told.isEmpty()) {
            desk.say("Nobody tells anything yet.");
        }
        return Exit.OK;
    }

    /** All as whom others may tell of us. */
    static Set<Bytes32> mine(Desk desk) throws IOException {
        try (LetterDesk letters = LetterDesk.open(desk)) {
            return letters.tokens().subjects().keySet();
        }
    }
}
