package org.byway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.byway.agent.experience.CarryFile;
import org.byway.agent.experience.Gathering;
import org.byway.protocol.experience.Testimony;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "carry",
        mixinStandardHelpOptions = true,
        header = "Take along what others tell of you as a file, or read such a file.",
        description = {
            "With --to it writes what your node holds of it, and what FILE held before, with all by which anybody can check it. With FILE alone it",
            "reads one and checks everything again, without a node and without a network; exit code 1 where something in it does not hold.",
            "A file does not tell what was left out of it, or taken back since."
        },
        footer = {
            "",
            "Examples: byway experience carry --to mine.exp",
            "          byway experience carry mine.exp --to newer.exp",
            "          byway experience carry theirs.exp"
        })
final class ExperienceCarryCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "To be read.")
    private Path file;

    @Option(names = "--to", paramLabel = "FILE", description = "To be written; it must not be there yet.")
    private Path to;

    ExperienceCarryCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        if (file == null && to == null) {
            throw Failure.usage("Name a file to read, or one to write with --to.", "");
        }
        SortedMap<Bytes32, SignedRecord> records = new TreeMap<>();
        boolean whole = file == null || read(records);
        if (to != null) {
            write(records);
        }
        return whole ? Exit.OK : Exit.FAILED;
    }

    /** Whether all of it holds. */
    private boolean read(SortedMap<Bytes32, SignedRecord> records) throws IOException {
        CarryFile.Carried carried;
        try {
            carried = Desk.value(CarryFile.read(file), "");
        } catch (NoSuchFileException e) {
            throw Failure.failed("no_file", "There is no file " + file + ".", "");
        }
        records.putAll(carried.records());
        Testimony testimony = Testimony.of(records.values(), new StrictEd25519());
        ExperienceLines lines = new ExperienceLines(desk);
        lines.tell(testimony.told());
        lines.refused(testimony);
        lines.faults(carried.faults());
        return testimony.refused().isEmpty() && carried.faults().isEmpty();
    }

    private void write(SortedMap<Bytes32, SignedRecord> records) throws IOException {
        if (Files.exists(to)) {
            throw Failure.failed("file_exists", to + " is there already, and is not written over.", "");
        }
        var mine = ExperienceListCommand.mine(desk);
        Desk.value(Gathering.of(desk.node(), mine::contains)).forEach(record -> records.put(record.id(), record));
        CarryFile.write(to, records.values());
        int told = Testimony.of(records.values(), new StrictEd25519()).told().size();
        desk.line(Desk.object().put("file", to.toString()).put("experiences", told));
        desk.say(told + (told == 1 ? " experience" : " experiences") + " written to " + to + ".");
    }
}
