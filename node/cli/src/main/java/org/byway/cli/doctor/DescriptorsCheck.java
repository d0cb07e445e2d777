package org.byway.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Whether the node may open as many files and connections as it needs; known on Linux only. */
final class DescriptorsCheck implements Check {
    /** Below that a node of middling size stops accepting connections now and then. */
    static final long FEW = 1_024;

    private static final double NEARLY_ALL = 0.8;
    private static final String LINE = "Max open files";
    private static final String REMEDY =
            "Raise the limit: `ulimit -n 16384` before `byway serve`, or LimitNOFILE=16384 in its systemd unit.";

    @Override
    public String what() {
        return "descriptors";
    }

    @Override
    public Seen look(Subject subject) throws IOException {
        boolean runs = subject.running().isPresent();
        Path process =
                Path.of("/proc", runs ? Long.toString(subject.running().get().pid()) : "self");
        if (!Files.isReadable(process.resolve("limits"))) {
            return new Seen(what(), "not known on this system", List.of());
        }
        OptionalLong most = most(Files.readAllLines(process.resolve("limits")));
        if (most.isEmpty()) {
            return new Seen(what(), "no limit", List.of());
        }
        List<Finding> findings = new ArrayList<>();
        long open = runs ? open(process) : 0;
        if (open > most.getAsLong() * NEARLY_ALL) {
            findings.add(Finding.error(
                    "descriptors_short",
                    "The node has " + open + " of " + most.getAsLong() + " files and connections open.",
                    REMEDY));
        } else if (most.getAsLong() < FEW) {
            findings.add(Finding.warning(
                    "descriptors_few",
                    "A process here may have only " + most.getAsLong() + " files and connections open.",
                    REMEDY));
        }
        String told = runs ? open + " of " + most.getAsLong() + " open" : "at most " + most.getAsLong();
        return new Seen(what(), told, findings);
    }

    /** The soft limit; empty where there is none. */
    static OptionalLong most(List<String> limits) throws IOException {
        for (String line : limits) {
            if (line.startsWith(LINE)) {
                String soft = line.substring(LINE.length()).strip().split("\\s+")[0];
                return soft.equals("unlimited") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(soft));
            }
        }
        throw new IOException("the system does not tell the limit of open files");
    }

    private static long open(Path process) {
        try (Stream<Path> all = Files.list(process.resolve("fd"))) {
            return all.count();
        } catch (IOException e) {
            return 0;
        }
    }
}
