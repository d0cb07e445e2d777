package org.byway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.byway.agent.Agent;
import org.byway.agent.care.Blocklist;
import org.byway.protocol.care.Standing;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.NoticeGiven;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists of notices that communities share. */
final class BlocklistCommands {
    private BlocklistCommands() {}

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            header = "Write what is hidden as CSV, for other communities.",
            description =
                    "With the columns kind,target,reason,words,until,community. What was purged is never told on.")
    static final class Export implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "FILE.csv", description = "Where to write it.")
        private Path file;

        Export(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (Agent agent = desk.agent()) {
                CareDesk at = CareDesk.of(desk, agent);
                List<Standing> told = at.care().all(at.now()).stream()
                        .filter(Blocklist::isTold)
                        .toList();
                WholeFile.write(file, Blocklist.write(told).getBytes(StandardCharsets.UTF_8));
                desk.line(Desk.object().put("file", file.toString()).put("notices", told.size()));
                desk.say(told.size() + " in " + file + ".");
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            header = "Give a notice for each row of a list, as a caretaker.",
            description = {
                "Look through the list before: each row becomes your own notice, with your name under it, and can be appealed to you. What",
                "is hidden already is left as it is; rows that cannot be read are reported, the others go in."
            })
    static final class Import implements Callable<Integer> {
        private static final int APPEAL_DAYS = 30;

        private final Desk desk;

        @Parameters(paramLabel = "FILE.csv", description = "As `byway notice export` writes it.")
        private Path file;

        @Option(names = "--dry-run", description = "Only tell what would be hidden.")
        private boolean dry;

        private int given;
        private int known;
        private int refused;

        Import(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            if (!Files.isRegularFile(file)) {
                throw Failure.failed("no_file", "There is no file " + file + ".", "");
            }
            List<Checked<Blocklist.Row>> rows;
            try (BufferedReader from = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                rows = Desk.value(Blocklist.read(from), "");
            }
            try (Agent agent = desk.agent()) {
                CareDesk at = CareDesk.of(desk, agent);
                at.requireSteward();
                for (int i = 0; i < rows.size(); i++) {
                    row(at, i + 1, rows.get(i));
                }
            }
            desk.line(Desk.object().put("given", given).put("known", known).put("refused", refused));
            desk.say(given + (dry ? " would be hidden, " : " hidden, ") + known + " were already, " + refused
                    + " rows were refused.");
            return refused == 0 ? Exit.OK : Exit.FAILED;
        }

        private void row(CareDesk at, int number, Checked<Blocklist.Row> read) throws IOException {
            switch (read) {
                case Checked.Refused<Blocklist.Row>(Refusal refusal) -> {
                    refused++;
                    desk.note("Row " + number + ": " + NoticeCommands.why(refusal));
                }
                case Checked.Ok<Blocklist.Row>(Blocklist.Row row) -> {
                    boolean hidden = at.care().all(at.now()).stream()
                            .anyMatch(each ->
                                    each.hides() && each.given().target().equals(row.target()));
                    boolean over = row.until() != 0 && row.until() <= at.now();
                    if (hidden || over) {
                        known++;
                        return;
                    }
                    given++;
                    if (!dry) {
                        at.give(said(at, row));
                    }
                }
            }
        }

        private static NoticeGiven said(CareDesk at, Blocklist.Row row) {
            return NoticeGiven.newBuilder()
                    .setTarget(row.target().wire())
                    .setReason(row.reason())
                    .setWords(row.words())
                    .setUntil(row.until())
                    .setAppeal(at.appeal())
                    .setAppealUntil(at.now() + APPEAL_DAYS * Limits.DAY_MILLIS)
                    .build();
        }
    }
}
