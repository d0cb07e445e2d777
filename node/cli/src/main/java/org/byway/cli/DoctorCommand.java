package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.byway.agent.Home;
import org.byway.agent.node.Reply;
import org.byway.cli.config.Configuration;
import org.byway.cli.doctor.Doctor;
import org.byway.cli.doctor.Finding;
import org.byway.cli.doctor.Seen;
import org.byway.cli.doctor.Severity;
import org.byway.cli.doctor.Subject;
import org.byway.cli.log.Printable;
import picocli.CommandLine.Command;

/** {@code byway doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        header = "Look for what is wrong with this home and its node, and say what to do about it.",
        description = {
            "Looks at settings, home, node, disk, store, clock, ports, peers and file descriptors, and at what a stranger on the",
            "Internet can reach, whether the node runs or not, and changes nothing. Exit code 0 where nothing is wrong, 1 otherwise; notes are not wrong."
        })
final class DoctorCommand implements Callable<Integer> {
    private static final String SETTINGS = "settings";

    private final Desk desk;

    DoctorCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        List<Seen> all = new ArrayList<>();
        Optional<Configuration> configuration = configuration(all);
        Home home = desk.home();
        Optional<Home.Running> running = home.running();
        Optional<JsonNode> status = running.flatMap(DoctorCommand::status);
        all.addAll(Doctor.look(new Subject(
                home, running, status, configuration, desk.surroundings().now())));
        all.forEach(this::say);
        desk.line(line(all));
        return all.stream().flatMap(seen -> seen.findings().stream()).allMatch(DoctorCommand::harmless)
                ? Exit.OK
                : Exit.FAILED;
    }

    private static boolean harmless(Finding finding) {
        return finding.severity() == Severity.NOTE;
    }

    private static Optional<JsonNode> status(Home.Running running) {
        return running.node().status() instanceof Reply.Got<JsonNode>(JsonNode status)
                ? Optional.of(status)
                : Optional.empty();
    }

    private Optional<Configuration> configuration(List<Seen> all) throws IOException {
        try {
            Configured configured = Configured.read(desk);
            List<Finding> findings = configured.problems().stream()
                    .map(problem -> wrong(problem.words()))
                    .toList();
            String told =
                    configured.there() ? configured.file().toString() : "no file; defaults, environment and options";
            all.add(new Seen(SETTINGS, told, findings));
            return findings.isEmpty() ? Optional.of(configured.with(Map.of())) : Optional.empty();
        } catch (Failure e) {
            all.add(new Seen(SETTINGS, "", List.of(wrong(e.getMessage() + " " + e.hint()))));
            return Optional.empty();
        }
    }

    private static Finding wrong(String words) {
        return new Finding(
                "wrong_setting",
                Severity.ERROR,
                words.strip(),
                "Correct it: `byway config show` tells what each setting is for, `byway config check` whether it is good.");
    }

    private void say(Seen seen) {
        String bad = seen.findings().stream()
                .filter(finding -> !harmless(finding))
                .findFirst()
                .map(finding -> "wrong")
                .orElse("good");
        desk.say("%-6s %-12s %s".formatted(bad, seen.what(), seen.told()).stripTrailing());
        for (Finding finding : seen.findings()) {
            desk.say("       " + finding.severity().word() + ": " + Printable.line(finding.message()));
            desk.say("         " + Printable.line(finding.remedy()));
        }
    }

    private static ObjectNode line(List<Seen> all) {
        ObjectNode line = Desk.object();
        ArrayNode findings = line.putArray("findings");
        ArrayNode looked = line.putArray("looked");
        for (Seen seen : all) {
            looked.add(Desk.object().put("at", seen.what()).put("told", seen.told()));
            for (Finding finding : seen.findings()) {
                findings.add(Desk.object()
                        .put("code", finding.code())
                        .put("severity", finding.severity().word())
                        .put("message", finding.message())
                        .put("remedy", finding.remedy()));
            }
        }
        return line;
    }
}
