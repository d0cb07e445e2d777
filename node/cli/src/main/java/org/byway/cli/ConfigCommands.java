package org.byway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.byway.cli.config.Configuration;
import org.byway.cli.config.ConfigurationFile;
import org.byway.cli.config.Problem;
import org.byway.cli.config.Setting;
import org.byway.cli.config.Source;
import org.byway.cli.config.Stated;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code byway config}: how this home's node is to run. */
final class ConfigCommands {
    private ConfigCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("config", "See and check the settings of this home's node.")
                .addSubcommand(new Check(desk))
                .addSubcommand(new Show(desk));
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            header = "Tell everything that is wrong with a file of settings.",
            description = {
                "Without FILE: with byway.toml of the home (or --config), and with the environment.",
                "Exit code 0 where nothing is wrong, 78 otherwise."
            })
    static final class Check implements Callable<Integer> {
        private final Desk desk;

        @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file to check.")
        private Path file;

        Check(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            if (file == null) {
                Configured configured = Configured.read(desk);
                return tell(configured.file(), configured.there(), configured.problems());
            }
            try {
                return tell(file, true, ConfigurationFile.read(file).problems());
            } catch (NoSuchFileException e) {
                throw Failure.configuration("There is no file " + file + ".", "");
            }
        }

        private int tell(Path file, boolean there, List<Problem> problems) {
            ObjectNode line = Desk.object().put("file", file.toString()).put("ok", problems.isEmpty());
            ArrayNode told = line.putArray("problems");
            for (Problem problem : problems) {
                told.add(view(problem));
                desk.say(problem.words());
            }
            desk.line(line);
            if (problems.isEmpty()) {
                desk.say(
                        there
                                ? file + " is good."
                                : "There is no " + file + ": every setting stands as it is by itself.");
            }
            return problems.isEmpty() ? Exit.OK : Exit.CONFIGURATION;
        }

        private static ObjectNode view(Problem problem) {
            ObjectNode view = Desk.object();
            if (problem.where() instanceof Source.InFile at) {
                view.put("line", at.line()).put("column", at.column());
            } else {
                view.put("variable", problem.where().words());
            }
            return view.put("key", problem.key())
                    .put("message", problem.message())
                    .put("hint", problem.hint());
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            header = "Show every setting, what it is for, what it is now and who said so.",
            description = {
                "An option of `serve` comes before the environment, that before the file, that before what an earlier",
                "`serve` was told, that before the default. What is printed can itself be used as byway.toml."
            })
    static final class Show implements Callable<Integer> {
        private final Desk desk;

        Show(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            Configured configured = Configured.read(desk);
            Configuration configuration = configured.with(Map.of());
            desk.say("# " + configured.file() + (configured.there() ? "" : " (not there)") + "\n");
            desk.say(configuration.toml());
            for (Setting setting : Setting.values()) {
                Stated stated = configuration.of(setting);
                ObjectNode line = Desk.object().put("key", setting.key());
                line.set("value", stated.value().json());
                line.put("source", stated.source().words());
                line.set("default", setting.unsaid().json());
                desk.line(line.put("variable", setting.variable())
                        .put("option", setting.option())
                        .put("about", setting.about()));
            }
            return Exit.OK;
        }
    }
}
