package org.byway.agent.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Map;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;

/**
 * JSON lines: a schema.org Offer or Demand a line, or an object whose members are columns. Empty lines are passed over and not
 * counted.
 */
final class JsonRows implements Rows {
    /** More than any row that could be sealed; a longer line is refused without being held. */
    private static final int MAX_LINE_CHARS = 1 << 18;

    /** What stands for bytes that are no UTF-8; a text that means this character writes it with its number. */
    private static final char NO_TEXT = '\uFFFD';

    private static final ObjectReader JSON = new ObjectMapper()
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final BufferedReader lines;
    private final Wanted wanted;
    private final SchemaOrg reader;
    private final CountedStream counted;
    private long number;

    JsonRows(Reader text, Wanted wanted, long nowMillis, CountedStream counted) {
        this.lines = new BufferedReader(text, 1 << 16);
        this.wanted = wanted;
        this.reader = new SchemaOrg(wanted, nowMillis);
        this.counted = counted;
    }

    @Override
    public Row next() throws IOException {
        StringBuilder line = new StringBuilder();
        do {
            line.setLength(0);
            if (!fill(line)) {
                return null;
            }
        } while (line.toString().isBlank());
        number++;
        return line.length() > MAX_LINE_CHARS ? new Row.Refused(number, "is too long") : row(line.toString());
    }

    private Row row(String line) {
        if (line.indexOf(NO_TEXT) >= 0) {
            return new Row.Refused(number, "is not UTF-8 text");
        }
        try {
            JsonNode read = JSON.readTree(line);
            Map<String, String> columns = read.has("@type") ? reader.columns(read) : PlainJson.columns(read, wanted);
            return switch (DraftReader.read(wanted, columns::get)) {
                case Checked.Ok<Draft>(Draft accepted) -> new Row.Accepted(number, accepted);
                case Checked.Refused<Draft>(Refusal refusal) -> new Row.Refused(number, refusal.detail());
            };
        } catch (JsonProcessingException e) {
            return new Row.Refused(number, "is no JSON: " + e.getOriginalMessage());
        } catch (RowRefused e) {
            return new Row.Refused(number, e.getMessage());
        }
    }

    /** Reads one line, keeping one character more than is allowed; false at the end of the file. */
    private boolean fill(StringBuilder line) throws IOException {
        int c = lines.read();
        if (c < 0) {
            return false;
        }
        while (c >= 0 && c != '\n') {
            if (line.length() <= MAX_LINE_CHARS) {
                line.append((char) c);
            }
            c = lines.read();
        }
        return true;
    }

    @Override
    public long bytesRead() {
        return counted.count();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
