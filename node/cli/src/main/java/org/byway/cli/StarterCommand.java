package org.byway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway community starter}: texts that a community begins with. */
@Command(
        name = "starter",
        mixinStandardHelpOptions = true,
        header = "Write texts to begin with: house rules, a privacy notice, what caretakers do with a report.",
        description = {
            "Each is a page in plain words, with capitals where something is yours to fill in. Make them your own, and have somebody read the",
            "privacy notice who knows your law. A file that is there already is left alone."
        })
final class StarterCommand implements Callable<Integer> {
    private static final List<String> TEXTS = List.of("house-rules.md", "privacy-notice.md", "notice-and-action.md");

    private final Desk desk;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            required = true,
            description = "Where to write them; made if it is not there.")
    private Path folder;

    StarterCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw Failure.failed("no_folder", folder + " is a file.", "Name a folder.");
        }
        Files.createDirectories(folder);
        for (String name : TEXTS) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                desk.note(file + " is there already and stays as it is.");
                continue;
            }
            try (InputStream text = StarterCommand.class.getResourceAsStream("starter/" + name)) {
                WholeFile.write(file, text.readAllBytes());
            }
            desk.line(Desk.object().put("file", file.toString()));
            desk.say(file.toString());
        }
        return Exit.OK;
    }
}
