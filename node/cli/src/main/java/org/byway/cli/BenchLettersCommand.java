package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.byway.bench.BenchFailure;
import org.byway.bench.Ground;
import org.byway.bench.LetterTraffic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway bench letters}. */
@Command(
        name = "letters",
        header = "Measure how fast private letters go from one node to another, and how many can wait.",
        description = {
            "Starts two nodes in processes of their own, each with 512 MB of heap. Members post sealed letters at the",
            "first; mailboxes at the second are asked by long polls, and what comes is acknowledged. Letters are sealed",
            "and posts signed beforehand. Then one letter after the other; then letters are left where they wait."
        })
final class BenchLettersCommand extends BenchRun {
    @Option(names = "--senders", paramLabel = "N", defaultValue = "100", description = "Usually ${DEFAULT-VALUE}.")
    private int senders;

    @Option(names = "--receivers", paramLabel = "N", defaultValue = "100", description = "Usually ${DEFAULT-VALUE}.")
    private int receivers;

    @Option(
            names = "--letters",
            paramLabel = "N",
            defaultValue = "20000",
            description = "As fast as they are taken. Usually ${DEFAULT-VALUE}.")
    private int letters;

    @Option(
            names = "--single",
            paramLabel = "N",
            defaultValue = "1000",
            description = "One after the other. Usually ${DEFAULT-VALUE}.")
    private int single;

    @Option(
            names = "--waiting",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Left where they wait, at most 2000 a receiver; 0 for none. Usually ${DEFAULT-VALUE}.")
    private int waiting;

    BenchLettersCommand(Desk desk) {
        super(desk);
    }

    @Override
    void measure(Ground ground) throws IOException, InterruptedException, BenchFailure {
        LetterTraffic.Plan plan = new LetterTraffic.Plan(senders, receivers, letters, single, waiting);
        LetterTraffic.Figures found =
                new LetterTraffic(ground, plan).run(desk.surroundings().random());
        ObjectNode line = Desk.object()
                .put("letters", found.letters())
                .put("lettersPerSecond", Math.round(found.lettersPerSecond()))
                .put("doubled", found.doubled())
                .put("p50Millis", round(found.p50Millis()))
                .put("p99Millis", round(found.p99Millis()))
                .put("maxMillis", round(found.mostMillis()))
                .put("nodeMicrosPerLetter", round(found.nodeMicros()))
                .put("verifyPerSecond", Math.round(found.verifyPerSecond()))
                .put("commitP50Millis", round(found.commitP50Millis()))
                .put("commitP99Millis", round(found.commitP99Millis()));
        desk.say("%,d letters from %d senders to %d receivers, %d doubled"
                .formatted(found.letters(), senders, receivers, found.doubled()));
        row(
                "posted, carried, fetched",
                whole(found.lettersPerSecond()) + " /s",
                part(found.nodeMicros() / 1e3) + " ms of both nodes' processor a letter");
        millis(
                "from sent to fetched, idle",
                found.p50Millis(),
                found.p99Millis(),
                ", all within " + part(found.mostMillis()) + " ms");
        if (found.waiting() != null) {
            LetterTraffic.Waiting left = found.waiting();
            line.put("waiting", left.letters())
                    .put("filledPerSecond", Math.round(left.filledPerSecond()))
                    .put("waitingHeapBytes", Math.round(left.heapBytes()))
                    .put("waitingDiskBytes", left.diskBytes())
                    .put("fetchedPerSecond", Math.round(left.fetchedPerSecond()));
            row(
                    "%,d letters wait".formatted(left.letters()),
                    whole(left.heapBytes() / (1 << 20)) + " MiB",
                    "of heap, garbage included; " + whole(left.diskBytes() / (1 << 20)) + " MiB of disk");
            row("left there", whole(left.filledPerSecond()) + " /s", "");
            row("fetched from there", whole(left.fetchedPerSecond()) + " /s", "");
        }
        row("signatures checked by one thread", whole(found.verifyPerSecond()) + " /s", "a letter takes five");
        millis("one synced commit of one letter", found.commitP50Millis(), found.commitP99Millis(), "");
        desk.line(line);
    }
}
