package org.byway.cli;

import java.io.IOException;
import org.byway.bench.BenchFailure;
import org.byway.bench.Ground;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway bench deals}. */
@Command(
        name = "deals",
        header = "Measure whole deals between people at two nodes, and the list of many open ones.",
        description = {
            "Starts two nodes in processes of their own. Pairs of people, each with an agent and a vault on disk in this",
            "process, make deals: quote, counter, acceptance, payment by a tab, fulfilment, confirmation. Then one pair alone,",
            "timed from what one says until the other's agent has it. Then a vault of many open deals, and their list."
        })
final class BenchDealsCommand extends BenchRun {
    private static final int PERCENT = 100;

    @Option(names = "--pairs", paramLabel = "N", defaultValue = "16", description = "Usually ${DEFAULT-VALUE}.")
    private int pairs;

    @Option(
            names = "--deals",
            paramLabel = "N",
            defaultValue = "10",
            description = "Of each pair. Usually ${DEFAULT-VALUE}.")
    private int deals;

    @Option(
            names = "--open",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Open deals in the list. Usually ${DEFAULT-VALUE}.")
    private int open;

    BenchDealsCommand(Desk desk) {
        super(desk);
    }

    @Override
    void measure(Ground ground) throws IOException, InterruptedException, BenchFailure {
        if (pairs < 1 || deals < 1 || open < 1) {
            throw new IllegalArgumentException("--pairs, --deals and --open take numbers from 1");
        }
        DealBench.Figures found = new DealBench(ground, desk.surroundings(), pairs, deals, open).run();
        double[] single = found.exchangeMillis();
        double half = single[single.length / 2];
        double most = single[single.length * (PERCENT - 1) / PERCENT];
        desk.line(Desk.object()
                .put("pairs", pairs)
                .put("deals", pairs * deals)
                .put("dealsPerSecond", round(found.dealsPerSecond()))
                .put("nodeMillisPerDeal", round(found.nodeMillis()))
                .put("exchangeP50Millis", round(half))
                .put("exchangeP99Millis", round(most))
                .put("signaturesPerSecond", Math.round(found.signaturesPerSecond()))
                .put("open", open)
                .put("firstListMillis", round(found.firstListMillis()))
                .put("listMillis", round(found.listMillis())));
        row(
                "deals between %d pairs".formatted(pairs),
                part(found.dealsPerSecond()) + " /s",
                part(found.nodeMillis()) + " ms of both nodes' processor a deal");
        millis("one exchange, idle", half, most, "");
        row("the machine signs and checks", whole(found.signaturesPerSecond()) + " /s", "on one thread");
        row(
                "the list of %,d open deals".formatted(open),
                whole(found.firstListMillis()) + " ms",
                "the first time; later " + whole(found.listMillis()) + " ms");
    }
}
