package org.byway.simulator;

import java.io.PrintStream;

/** Runs one seed of a scenario from start to end. The same seed always takes the same course. */
public final class Replay {
    private Replay() {}

    /** @param trace where every event and effect is written, a line each; null: nowhere */
    public static Report run(Scenario scenario, long seed, PrintStream trace) {
        return run(scenario, seed, MemoryDisk.maker(), trace);
    }

    public static Report run(Scenario scenario, long seed, Disk.Maker disks, PrintStream trace) {
        try (Cluster cluster = new Cluster(scenario, seed, disks, new Trace(trace))) {
            String failure = null;
            try {
                cluster.live();
            } catch (Violation | RuntimeException | StackOverflowError wrong) {
                failure = failure(cluster, wrong, command(scenario, seed, disks));
                cluster.trace().line(cluster.schedule().now(), "simulator", failure);
            }
            return new Report(
                    scenario.name(),
                    seed,
                    cluster.trace().steps(),
                    cluster.people().answered().size(),
                    cluster.trace().digest(),
                    failure);
        }
    }

    private static String failure(Cluster cluster, Throwable wrong, String command) {
        StringBuilder text = new StringBuilder()
                .append(wrong instanceof Violation ? wrong.getMessage() : wrong.toString())
                .append(" (step ")
                .append(cluster.trace().steps())
                .append("; again: ")
                .append(command)
                .append(')');
        if (!(wrong instanceof Violation)) {
            for (StackTraceElement each : wrong.getStackTrace()) {
                text.append("\n    ").append(each);
            }
        }
        return text.toString();
    }

    /** The command line that runs that seed again. */
    public static String command(Scenario scenario, long seed, Disk.Maker disks) {
        return "ops/byway simulate --scenario " + scenario.name() + " --seed " + seed + disks.option();
    }
}
