package org.byway.cli;

import java.io.IOException;
import org.byway.bench.BenchFailure;
import org.byway.bench.Ground;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway bench vault}. */
@Command(
        name = "vault",
        header = "Measure how long a vault of many letters takes to be opened and searched.",
        description = {
            "Writes a vault of letters of 14 words each in 100 conversations, opens it, and searches it for one word or two;",
            "then runs `byway vault search` in processes of their own."
        })
final class BenchVaultCommand extends BenchRun {
    private static final int PERCENT = 100;

    @Option(names = "--entries", paramLabel = "N", defaultValue = "100000", description = "Usually ${DEFAULT-VALUE}.")
    private int entries;

    BenchVaultCommand(Desk desk) {
        super(desk);
    }

    @Override
    void measure(Ground ground) throws IOException, InterruptedException, BenchFailure {
        if (entries < 1) {
            throw new IllegalArgumentException("--entries takes a number from 1");
        }
        VaultBench.Figures found = new VaultBench(ground, desk.surroundings(), entries).run();
        double[] searches = found.searchMillis();
        double half = searches[searches.length / 2];
        double most = searches[searches.length * (PERCENT - 1) / PERCENT];
        desk.line(Desk.object()
                .put("entries", entries)
                .put("diskBytes", found.diskBytes())
                .put("openMillis", round(found.openMillis()))
                .put("openToSearchMillis", round(found.openToSearchMillis()))
                .put("firstSearchMillis", round(found.firstMillis()))
                .put("searchP50Millis", round(half))
                .put("searchP99Millis", round(most))
                .put("searchProcessorMillis", round(found.searchProcessorMillis()))
                .put("commandMillis", round(found.commandMillis())));
        desk.say("A vault of %,d letters, %,d MiB on disk".formatted(entries, found.diskBytes() >> 20));
        row("opened, all of it in memory", whole(found.openMillis()) + " ms", "");
        row("opened to be searched", whole(found.openToSearchMillis()) + " ms", "");
        row("the first search", part(found.firstMillis()) + " ms", "before anything is compiled");
        millis("a later one", half, most, "");
        row(
                "of the processor, a later one",
                part(found.searchProcessorMillis()) + " ms",
                "the same whatever else runs");
        row("the whole command", whole(found.commandMillis()) + " ms", "a process of its own, the vault opened");
    }
}
