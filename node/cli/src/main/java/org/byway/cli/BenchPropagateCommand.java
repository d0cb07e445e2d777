package org.byway.cli;

import java.io.IOException;
import org.byway.bench.BenchFailure;
import org.byway.bench.Ground;
import org.byway.bench.Propagation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway bench propagate}. */
@Command(
        name = "propagate",
        header = "Measure how long a record takes to the last of many nodes, and how many copies it takes.",
        description = {
            "Starts nodes in processes of their own, each of a community of its own, in a ring with chords: each has four",
            "links, and none is more than three from another. Records are posted at the first. Then three in ten are",
            "killed, and as many posted again. Twenty nodes take about 5 GB of memory and some minutes."
        })
final class BenchPropagateCommand extends BenchRun {
    @Option(names = "--nodes", paramLabel = "N", defaultValue = "20", description = "Usually ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(
            names = "--chord",
            paramLabel = "N",
            defaultValue = "8",
            description = "With which other each is linked besides the next. Usually ${DEFAULT-VALUE}.")
    private int chord;

    @Option(names = "--posts", paramLabel = "N", defaultValue = "200", description = "Usually ${DEFAULT-VALUE}.")
    private int posts;

    @Option(names = "--per-second", paramLabel = "N", defaultValue = "5", description = "Usually ${DEFAULT-VALUE}.")
    private int perSecond;

    BenchPropagateCommand(Desk desk) {
        super(desk);
    }

    @Override
    void measure(Ground ground) throws IOException, InterruptedException, BenchFailure {
        Propagation.Figures found = new Propagation(ground, new Propagation.Plan(nodes, chord, posts, perSecond))
                .run(desk.surroundings().random());
        desk.line(Desk.object()
                .put("nodes", found.nodes())
                .put("posts", found.posts())
                .put("p50Millis", round(found.p50Millis()))
                .put("p99Millis", round(found.p99Millis()))
                .put("maxMillis", round(found.mostMillis()))
                .put("redundancy", round(found.redundancy()))
                .put("killed", found.killed())
                .put("killedP50Millis", round(found.killedP50Millis()))
                .put("killedMaxMillis", round(found.killedMostMillis()))
                .put("late", found.late())
                .put("equal", found.equal()));
        desk.say("%,d nodes, %,d posts, %d a second".formatted(found.nodes(), found.posts(), perSecond));
        millis(
                "to the last node",
                found.p50Millis(),
                found.p99Millis(),
                ", all within " + part(found.mostMillis()) + " ms");
        row("copies beyond the first", "%.4f".formatted(found.redundancy()), "of a record and a node");
        desk.say("%d of them killed, then as many posts".formatted(found.killed()));
        row(
                "to the last that is left, half within",
                part(found.killedP50Millis()) + " ms",
                "all within " + part(found.killedMostMillis()) + " ms");
        row(
                "did not come",
                whole(found.late()),
                found.equal() ? "all hold the same number" : "they hold different numbers");
    }
}
