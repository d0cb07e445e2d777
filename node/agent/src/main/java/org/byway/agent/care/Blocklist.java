package org.byway.agent.care;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.care.Given;
import org.byway.protocol.care.NoticeRule;
import org.byway.protocol.care.Standing;
import org.byway.protocol.care.Target;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.NoticeGiven;

/**
 * Lists of notices that communities share: CSV with the columns kind, target, reason, words, until and community. A target is an
 * author, AUTHOR/LINEAGE or AUTHOR/RECORD in hex, as its kind says; each row becomes a notice of the community that takes it in.
 */
public final class Blocklist {
    public static final int MOST_ROWS = 10_000;
    private static final List<String> COLUMNS = List.of("kind", "target", "reason", "words", "until", "community");

    private Blocklist() {}

    /**
     * @param until milliseconds; 0: until it is lifted
     * @param community whose it was; for people
     */
    public record Row(Target target, NoticeGiven.Reason reason, String words, long until, String community) {}

    /** What is hidden by these, as far as it is told on. */
    public static String write(List<Standing> notices) throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter out = CsvWriter.builder().build((Writer) text)) {
            out.writeRecord(COLUMNS);
            for (Standing each : notices) {
                Given given = each.given();
                Target target = given.target();
                if (isTold(each)) {
                    String kind = target.record() != null ? "record" : target.lineage() != null ? "lineage" : "author";
                    Bytes32 one = target.record() != null ? target.record() : target.lineage();
                    String until = given.said().getUntil() == 0
                            ? ""
                            : Instant.ofEpochMilli(given.said().getUntil()).toString();
                    out.writeRecord(
                            kind,
                            target.author().hex() + (one == null ? "" : "/" + one.hex()),
                            given.reason(),
                            given.said().getWords(),
                            until,
                            given.community().hex());
                }
            }
        }
        return text.toString();
    }

    /** What was purged is not: nobody is to be led to it. */
    public static boolean isTold(Standing notice) {
        return notice.hides()
                && notice.given().target().author() != null
                && !notice.given().said().getPurge();
    }

    /** Each row, or why it cannot be read; refused as a whole where it is no such list. */
    public static Checked<List<Checked<Row>>> read(Reader from) throws IOException {
        List<Checked<Row>> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> in =
                CsvReader.builder().skipEmptyLines(true).ofNamedCsvRecord(from)) {
            for (NamedCsvRecord each : in) {
                if (!each.getHeader().containsAll(COLUMNS.subList(0, 4))) {
                    return Refusal.of(
                            Reason.MALFORMED, "the first line must name the columns " + String.join(", ", COLUMNS));
                }
                if (rows.size() == MOST_ROWS) {
                    return Refusal.of(Reason.TOO_LARGE, "a list has at most " + MOST_ROWS + " rows");
                }
                rows.add(row(each));
            }
        } catch (CsvParseException e) {
            return Refusal.of(Reason.MALFORMED, "the file is no CSV: " + e.getMessage());
        }
        return new Checked.Ok<>(rows);
    }

    private static Checked<Row> row(NamedCsvRecord from) {
        String kind = field(from, "kind");
        String[] parts = field(from, "target").split("/", -1);
        List<Bytes32> ids = new ArrayList<>();
        for (String part : parts) {
            if (Bytes32.parse(part) instanceof Checked.Ok<Bytes32>(Bytes32 id)) {
                ids.add(id);
            }
        }
        if (ids.size() != parts.length || ids.size() != (kind.equals("author") ? 1 : 2)) {
            return bad("a target is an author, AUTHOR/LINEAGE or AUTHOR/RECORD, as its kind says");
        }
        Target target;
        switch (kind) {
            case "author" -> target = new Target(ids.get(0), null, null, List.of());
            case "lineage" -> target = new Target(ids.get(0), null, ids.get(1), List.of());
            case "record" -> target = new Target(ids.get(0), ids.get(1), null, List.of());
            default -> {
                return bad("a kind is record, lineage or author");
            }
        }
        NoticeGiven.Reason reason = Given.reason(field(from, "reason"));
        String words = field(from, "words");
        if (reason == null || words.isBlank() || words.length() > NoticeRule.WORDS_CHARACTERS) {
            return bad("a row has one of the reasons that there are, and says why");
        }
        try {
            String until = field(from, "until");
            long end = until.isEmpty() ? 0 : Instant.parse(until).toEpochMilli();
            return new Checked.Ok<>(new Row(target, reason, words, end, field(from, "community")));
        } catch (DateTimeParseException e) {
            return bad("until is a time such as 2026-12-24T18:00:00Z, or empty");
        }
    }

    private static String field(NamedCsvRecord from, String name) {
        return from.findField(name).orElse("").strip();
    }

    private static Checked<Row> bad(String detail) {
        return Refusal.of(Reason.BAD_CONTENT, detail);
    }
}
