package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.byway.agent.LiveRecords;
import org.byway.agent.catalogue.RowFormat;
import org.byway.agent.catalogue.RowWriter;
import org.byway.agent.catalogue.Wanted;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway export}: what a node lists, as a file that can be imported again. */
final class ExportCommands {
    private ExportCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("export", "Write what is live into a file, which can be imported again.")
                .addSubcommand("offers", new Export(desk, Wanted.OFFERS))
                .addSubcommand("intents", new Export(desk, Wanted.INTENTS));
    }

    @Command(
            mixinStandardHelpOptions = true,
            header = "Write them all, newest first, of all communities carried.",
            description = {
                "csv (RFC 4180, a header), jsonl (a JSON object a line, its members named as the columns) or schema.org",
                "(Offer or Demand, a line each). `byway offer import` and `byway intent import` read them again.",
                "",
                "Not carried: what binds a record to its first life (moved_from, reply, sealed_body), blanks at the",
                "ends of texts, a radius around no place; by csv, also the character U+FFFD. Titles are other people's",
                "words: let a spreadsheet read csv as text, not as formulas."
            })
    static final class Export implements Callable<Integer> {
        private final Desk desk;
        private final Wanted wanted;

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                defaultValue = "csv",
                description = "csv, jsonl or schema.org.")
        private String format;

        @Option(names = "--out", paramLabel = "FILE", description = "Where to write it. Usually standard output.")
        private Path out;

        @Option(names = "--community", paramLabel = "ID", description = "Only of this community.")
        private String community;

        Export(Desk desk, Wanted wanted) {
            this.desk = desk;
            this.wanted = wanted;
        }

        @Override
        public Integer call() throws IOException {
            RowFormat chosen = format();
            Bytes32 only = community == null ? null : Desk.id(community);
            if (out == null) {
                if (desk.json() && chosen == RowFormat.CSV) {
                    throw Failure.usage("--json goes with --format jsonl or schema.org, or with --out FILE.", "");
                }
                write(new OutputStreamWriter(desk.surroundings().out(), StandardCharsets.UTF_8), chosen, only);
                return Exit.OK;
            }
            try (WholeFile file = WholeFile.at(out)) {
                long written = write(file.writer(), chosen, only);
                file.finished();
                ObjectNode line = Desk.object().put("exported", written).put("file", out.toString());
                desk.line(line.put("format", chosen.word()));
                desk.say("%,d rows are in %s.".formatted(written, out));
            }
            return Exit.OK;
        }

        private RowFormat format() {
            for (RowFormat each : RowFormat.values()) {
                if (each.word().equals(format)) {
                    return each;
                }
            }
            throw Failure.usage("--format takes " + String.join(", ", RowFormat.words()) + ".", "");
        }

        private long write(Writer to, RowFormat chosen, Bytes32 only) throws IOException {
            Kind kind = wanted == Wanted.OFFERS ? Kind.OFFER : Kind.INTENT;
            long now = desk.surroundings().now();
            try (RowWriter rows = chosen.to(new BufferedWriter(to), wanted, now)) {
                return Desk.value(new LiveRecords(desk.node()).each(kind, only, rows::write));
            }
        }
    }
}
