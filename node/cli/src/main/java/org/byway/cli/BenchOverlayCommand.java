package org.byway.cli;

import org.byway.bench.Ground;
import org.byway.simulator.Overlay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway bench overlay}. */
@Command(
        name = "overlay",
        header = "Count by how many copies, and over how many nodes, a record comes to thousands of nodes.",
        description = {
            "Simulates, in virtual time, the views and trees of nodes that carry one community, as nodes have them but without",
            "records, signatures and disks. They come together; 30 in 100 fail at once and come back; then 80 in 100 fail.",
            "One seed always takes the same course. Ten thousand nodes take a few minutes and 2 GB: BYWAY_JAVA_OPTS=-Xmx3g."
        })
final class BenchOverlayCommand extends BenchRun {
    @Option(names = "--nodes", paramLabel = "N", defaultValue = "10000", description = "Usually ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "30",
            description = "Posted for each line. Usually ${DEFAULT-VALUE}.")
    private int records;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Usually ${DEFAULT-VALUE}.")
    private long seed;

    BenchOverlayCommand(Desk desk) {
        super(desk);
    }

    @Override
    void measure(Ground ground) {
        Overlay overlay = new Overlay(new Overlay.Plan(nodes, records, seed));
        ground.say().accept("Letting %,d nodes come together.".formatted(nodes));
        overlay.run(this::tell);
    }

    private void tell(Overlay.Figures found) {
        desk.line(Desk.object()
                .put("when", found.when())
                .put("nodes", found.nodes())
                .put("records", found.records())
                .put("redundancy", round(found.redundancy()))
                .put("announced", round(found.announced()))
                .put("lastHop", found.lastHop())
                .put("lastMillis", found.lastMillis())
                .put("missed", found.missed()));
        desk.say("%s: %,d nodes, %,d records".formatted(found.when(), found.nodes(), found.records()));
        row("copies beyond the first", "%.4f".formatted(found.redundancy()), "of a record and a node");
        row("ids announced", part(found.announced()), "of a record and a node");
        row("the last node", found.lastHop() + " hops", found.lastMillis() + " ms of virtual time");
        row("did not come", whole(found.missed()), "of records and nodes; repair would bring them");
    }
}
