package org.byway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.byway.agent.Answers;
import org.byway.agent.Importer;
import org.byway.agent.catalogue.Rows;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.node.NodePort;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway offer import} and {@code byway intent import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        header = "Import a file, row by row.",
        description = {
            "CSV with a header line, or JSON lines: schema.org Offer or Demand, or objects with columns as members.",
            "Only a title must be there.",
            "Offers:  title,category,price,currency,text,lat,lon,stock,expires_days,seller",
            "Intents: title,category,budget,currency,text,lat,lon,radius_km,expires_days",
            "         (budget as MIN..MAX, or budget_min and budget_max)",
            "Both:    exchange,language,cell; offers: radius_km,service,business,payment_methods,photos; intents:",
            "         quantity,from,until. `byway export` writes all columns.",
            "",
            "Offers are answered by letter (`byway message send ID`), one mailbox for each seller's name and 64 at most;",
            "imported intents are not.",
            "",
            "Bad rows are told with their number and passed over. Rows that stand already are not said again,",
            "so a file may be imported again after a failure."
        })
final class ImportCommand implements Callable<Integer> {
    private final Desk desk;
    private final Wanted wanted;

    @Parameters(paramLabel = "FILE", description = "UTF-8.")
    private Path file;

    @Option(names = "--strict", description = "Exit with 1 if any row was refused.")
    private boolean strict;

    ImportCommand(Desk desk, Wanted wanted) {
        this.desk = desk;
        this.wanted = wanted;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw Failure.failed("no_file", "There is no file to read at " + file + ".", "");
        }
        long started = desk.surroundings().now();
        NodePort node = desk.node();
        try (LetterDesk letters = LetterDesk.open(desk);
                Rows rows =
                        Desk.value(Rows.open(file, wanted, started), "`byway offer import --help` tells the columns.");
                Told told = new Told(Files.size(file), letters)) {
            if (wanted == Wanted.OFFERS) {
                letters.agent().take(letters.answersToImport());
            }
            Importer.Outcome outcome = new Importer(letters.agent(), node, wanted, told).run(rows);
            told.close();
            return tell(
                    outcome,
                    letters.sellersWithoutAddress(),
                    (desk.surroundings().now() - started) / 1000.0);
        }
    }

    private int tell(Importer.Outcome outcome, int sellersWithout, double seconds) {
        if (outcome.trouble() != null) {
            throw Failure.failed(
                    "interrupted",
                    "%s This time %,d rows went in; %,d stood already and %,d were refused."
                            .formatted(
                                    Desk.sentence(outcome.trouble()),
                                    outcome.imported(),
                                    outcome.already(),
                                    outcome.refused()),
                    "Import the file again to go on: what is there is not said twice.");
        }
        desk.line(Desk.object()
                .put("imported", outcome.imported())
                .put("refused", outcome.refused())
                .put("already", outcome.already())
                .put("sellersWithoutAddress", sellersWithout)
                .put("seconds", seconds));
        desk.say("%,d rows went in, %,d were refused, %,d stood already; %.1f s (%,.0f rows a second)."
                .formatted(
                        outcome.imported(),
                        outcome.refused(),
                        outcome.already(),
                        seconds,
                        outcome.imported() / Math.max(0.001, seconds)));
        if (wanted == Wanted.INTENTS && outcome.imported() > 0) {
            desk.say("They name no address for letters, as those of `byway intent cast` do.");
        }
        if (sellersWithout > 0) {
            desk.say("%,d sellers got no address for letters: a home imports offers of %,d with one."
                    .formatted(sellersWithout, Answers.MOST_SELLERS));
        }
        return strict && outcome.refused() > 0 ? Exit.FAILED : Exit.OK;
    }

    /** Tells refused rows and how far it has come. */
    private final class Told implements Importer.Listener, AutoCloseable {
        private final Progress progress;
        private final long size;
        private final LetterDesk letters;

        Told(long size, LetterDesk letters) {
            this.letters = letters;
            this.progress = new Progress(desk.surroundings(), "rows", desk.json());
            this.size = size;
        }

        @Override
        public void refused(long row, String reason) {
            progress.close();
            desk.line(Desk.object().put("row", row).put("reason", reason));
            desk.say("Row " + row + ": " + reason);
        }

        @Override
        public void at(long row, long bytesRead) {
            progress.at(row, bytesRead, size);
        }

        @Override
        public void leaves() {
            letters.openNamed();
        }

        @Override
        public void close() {
            progress.close();
        }
    }
}
