package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.byway.simulator.Disk;
import org.byway.simulator.LmdbDisk;
import org.byway.simulator.MemoryDisk;
import org.byway.simulator.Replay;
import org.byway.simulator.Report;
import org.byway.simulator.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway simulate}. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        header = "Run the seeded cluster: the same classes as a node's, under virtual time and with faults.",
        description =
                "One seed always takes the same course. What must never happen is said, with the command that shows it again.")
final class SimulateCommand implements Callable<Integer> {
    private final Desk desk;

    @Option(names = "--scenario", paramLabel = "NAME", description = "Which one. Usually all of them.")
    private String scenario;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The first seed. Usually ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many, counting up. Usually ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(
            names = "--store",
            paramLabel = "memory|lmdb",
            defaultValue = "memory",
            description = "What the hosts keep their records in. Usually ${DEFAULT-VALUE}; lmdb is what nodes have.")
    private String store;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where the stores on disk lie while they are needed. Usually the folder for temporary files.")
    private Path folder;

    @Option(names = "--trace", paramLabel = "FILE", description = "Write every event and effect here, a line each.")
    private Path trace;

    SimulateCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        if (seeds < 1) {
            throw Failure.usage("--seeds takes a number from 1.", "");
        }
        List<Scenario> scenarios = scenarios();
        if (trace != null && (long) seeds * scenarios.size() != 1) {
            throw Failure.usage("--trace takes one scenario and one seed.", "Name them with --scenario and --seed.");
        }
        return switch (store) {
            case "memory" -> run(scenarios, MemoryDisk.maker());
            case "lmdb" -> onDisk(scenarios);
            default -> throw Failure.usage("There is no store " + store + ".", "One of: memory, lmdb");
        };
    }

    private int onDisk(List<Scenario> scenarios) throws IOException {
        Path within = folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder;
        Path stores = Files.createTempDirectory(Files.createDirectories(within), "byway-simulate-");
        try {
            return run(scenarios, LmdbDisk.in(stores));
        } finally {
            Files.deleteIfExists(stores);
        }
    }

    private int run(List<Scenario> scenarios, Disk.Maker disks) throws IOException {
        int failed = 0;
        for (Scenario each : scenarios) {
            for (int i = 0; i < seeds; i++) {
                failed += run(each, seed + i, disks) ? 0 : 1;
            }
        }
        return failed == 0 ? Exit.OK : Exit.FAILED;
    }

    private List<Scenario> scenarios() {
        if (scenario == null) {
            return Scenario.ALL;
        }
        Scenario one = Scenario.named(scenario);
        if (one == null) {
            String all = Scenario.ALL.stream().map(Scenario::name).collect(Collectors.joining(", "));
            throw Failure.usage("There is no scenario " + scenario + ".", "One of: " + all);
        }
        return List.of(one);
    }

    private boolean run(Scenario each, long with, Disk.Maker disks) throws IOException {
        Report report;
        if (trace == null) {
            report = Replay.run(each, with, disks, null);
        } else {
            try (PrintStream to = new PrintStream(Files.newOutputStream(trace), false, StandardCharsets.UTF_8)) {
                report = Replay.run(each, with, disks, to);
            }
        }
        ObjectNode line = Desk.object().put("scenario", report.scenario()).put("seed", report.seed());
        line.put("ok", report.good()).put("steps", report.steps()).put("records", report.records());
        desk.line(line.put("digest", report.digest()).put("failure", report.failure()));
        desk.say("%-14s seed %-6d %,9d steps %,7d records  %s"
                .formatted(
                        report.scenario(),
                        report.seed(),
                        report.steps(),
                        report.records(),
                        report.good() ? "good" : "FAILED: " + report.failure()));
        return report.good();
    }
}
