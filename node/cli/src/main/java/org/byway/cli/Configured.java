package org.byway.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.byway.cli.config.Configuration;
import org.byway.cli.config.ConfigurationFile;
import org.byway.cli.config.Problem;
import org.byway.cli.config.Said;
import org.byway.cli.config.Setting;
import org.byway.cli.config.Stated;
import org.byway.cli.config.Variables;

/** All that was said of how a node is to run, but for options. */
record Configured(Path file, boolean there, Map<Setting, Stated> earlier, Said inFile, Said inEnvironment) {
    private static final String USUAL_FILE = "byway.toml";

    /** Reads the file that was named, or else the one of the home, which need not be there. */
    static Configured read(Desk desk) throws IOException {
        Optional<Path> named = desk.configurationFile();
        Path file = named.orElse(desk.home().folder().resolve(USUAL_FILE)).toAbsolutePath();
        Said inEnvironment = Variables.read(desk.surroundings().environment());
        Map<Setting, Stated> earlier = Remembered.read(desk.home());
        try {
            return new Configured(file, true, earlier, ConfigurationFile.read(file), inEnvironment);
        } catch (NoSuchFileException e) {
            if (named.isPresent()) {
                throw Failure.configuration("There is no file " + file + ".", "");
            }
            return new Configured(file, false, earlier, Said.nothing(), inEnvironment);
        }
    }

    List<Problem> problems() {
        List<Problem> all = new ArrayList<>(inFile.problems());
        all.addAll(inEnvironment.problems());
        return all;
    }

    /** All together, options before everything; ends the command where anything is wrong. */
    Configuration with(Map<Setting, Stated> options) {
        List<Problem> problems = problems();
        if (!problems.isEmpty()) {
            String hint = problems.size() == 1
                    ? ""
                    : "`byway config check` tells all " + problems.size() + " things that are wrong.";
            throw Failure.configuration(problems.get(0).words(), hint);
        }
        return Configuration.of(List.of(earlier, inFile.stated(), inEnvironment.stated(), options));
    }
}
