package org.byway.agent.catalogue;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** CSV by RFC 4180 with a header; commas, or the semicolons that spreadsheets write where the comma is a decimal mark. */
final class CsvRows implements Rows {
    private static final int MAX_HEADER_CHARS = 1 << 14;
    /** What stands for bytes that are no UTF-8. */
    private static final char NO_TEXT = '\uFFFD';

    private final CloseableIterator<CsvRecord> records;
    private final Map<String, Integer> columns;
    private final int width;
    private final Wanted wanted;
    private final CountedStream counted;
    private long number;

    private CsvRows(CloseableIterator<CsvRecord> records, List<String> header, Wanted wanted, CountedStream counted) {
        this.records = records;
        this.columns = new HashMap<>();
        this.width = header.size();
        for (int i = 0; i < width; i++) {
            columns.putIfAbsent(header.get(i), i);
        }
        this.wanted = wanted;
        this.counted = counted;
    }

    static Checked<Rows> open(Reader text, Wanted wanted, CountedStream counted) throws IOException {
        BufferedReader ahead = new BufferedReader(text, 1 << 16);
        CloseableIterator<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(separator(ahead))
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(ahead)
                .iterator();
        List<String> header;
        try {
            header = records.hasNext() ? names(records.next()) : List.of();
        } catch (CsvParseException e) {
            records.close();
            return Refusal.of(Reason.MALFORMED, "the first line names more, or at more length, than any catalogue has");
        }
        if (!header.contains("title")) {
            records.close();
            return Refusal.of(
                    Reason.MALFORMED, "the first line must name the columns, and one of them must be \"title\"");
        }
        return new Checked.Ok<>(new CsvRows(records, header, wanted, counted));
    }

    private static List<String> names(CsvRecord header) {
        return header.getFields().stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static char separator(BufferedReader ahead) throws IOException {
        ahead.mark(MAX_HEADER_CHARS);
        boolean semicolon = false;
        for (int i = 0; i < MAX_HEADER_CHARS - 1; i++) {
            int c = ahead.read();
            if (c < 0 || c == '\n' || c == ',') {
                semicolon &= c != ',';
                break;
            }
            semicolon |= c == ';';
        }
        ahead.reset();
        return semicolon ? ';' : ',';
    }

    @Override
    public Row next() throws IOException {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord fields = records.next();
            number++;
            return row(fields);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException e) {
            throw new IOException("row " + (number + 1) + " is no CSV: " + e.getMessage(), e);
        }
    }

    private Row row(CsvRecord fields) {
        if (fields.getFieldCount() != width) {
            String reason = "has " + fields.getFieldCount() + " fields where the header has " + width;
            return new Row.Refused(number, reason);
        }
        if (fields.getFields().stream().anyMatch(field -> field.indexOf(NO_TEXT) >= 0)) {
            return new Row.Refused(number, "is not UTF-8 text");
        }
        Checked<Draft> draft = DraftReader.read(wanted, name -> {
            Integer at = columns.get(name);
            return at == null ? null : fields.getField(at);
        });
        return switch (draft) {
            case Checked.Ok<Draft>(Draft accepted) -> new Row.Accepted(number, accepted);
            case Checked.Refused<Draft>(Refusal refusal) -> new Row.Refused(number, refusal.detail());
        };
    }

    @Override
    public long bytesRead() {
        return counted.count();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
