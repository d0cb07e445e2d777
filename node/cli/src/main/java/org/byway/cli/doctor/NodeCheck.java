package org.byway.cli.doctor;

import java.nio.file.Files;
import java.util.List;
import org.byway.agent.node.Reply;

/** Whether a node runs here, and whether it can work. */
final class NodeCheck implements Check {
    @Override
    public String what() {
        return "node";
    }

    @Override
    public Seen look(Subject subject) {
        if (subject.running().isEmpty()) {
            return stopped(subject);
        }
        long pid = subject.running().get().pid();
        if (subject.status().isEmpty()) {
            Finding mute = Finding.error(
                    "no_answer",
                    "The node runs as process " + pid + " but does not answer at "
                            + subject.running().get().http() + ".",
                    "See its log. If it hangs, `kill " + pid
                            + "` and start it again: what was acknowledged is on disk.");
            return new Seen(what(), "", List.of(mute));
        }
        String version = subject.status().get().path("version").asText();
        String told = version + " runs as process " + pid;
        return switch (subject.running().get().node().ready()) {
            case Reply.Got<?> ready -> new Seen(what(), told, List.of());
            case Reply.Refused<?>(String code, String message) ->
                new Seen(
                        what(),
                        told,
                        List.of(Finding.error(
                                "not_ready",
                                "Nothing can be posted: " + message + ".",
                                "See what is said of the disk here, and the node's log; reading goes on.")));
            case Reply.Unreachable<?>(String why) ->
                new Seen(
                        what(),
                        told,
                        List.of(Finding.error("no_answer", "The node went away: " + why + ".", "See its log.")));
        };
    }

    private Seen stopped(Subject subject) {
        boolean left = Files.exists(subject.home().nodeFolder().resolve("run.json"));
        List<Finding> findings = left
                ? List.of(Finding.note(
                        "ended_hard",
                        "The last run ended without taking its leave: it was killed, or the machine stopped.",
                        "Nothing to do: what was acknowledged is on disk, and `byway serve` goes on from there."))
                : List.of();
        return new Seen(what(), "does not run", findings);
    }
}
