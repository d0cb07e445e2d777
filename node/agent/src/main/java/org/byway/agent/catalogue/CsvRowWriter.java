package org.byway.agent.catalogue;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/** CSV by RFC 4180 with a header. */
final class CsvRowWriter implements RowWriter {
    private final Writer out;
    private final CsvWriter csv;
    private final Wanted wanted;
    private final List<Column> columns;
    private final long nowMillis;

    CsvRowWriter(Writer out, Wanted wanted, long nowMillis) {
        this.out = out;
        this.csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(out);
        this.wanted = wanted;
        this.columns = Column.of(wanted);
        this.nowMillis = nowMillis;
        csv.writeRecord(columns.stream().map(Column::word).toList());
    }

    @Override
    public void write(Listed listed) throws IOException {
        Map<Column, String> said = listed.columns(wanted, nowMillis);
        csv.writeRecord(
                columns.stream().map(column -> said.getOrDefault(column, "")).toList());
    }

    @Override
    public void close() throws IOException {
        csv.flush();
        out.flush();
    }
}
