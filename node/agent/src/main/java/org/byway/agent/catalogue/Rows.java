package org.byway.agent.catalogue;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.byway.protocol.record.Checked;

/** The rows of an open file, in order. Reading ends with null. A broken disk is an IOException. */
public interface Rows extends Closeable {
    /** The next row, or null at the end of the file. */
    Row next() throws IOException;

    /** How many bytes of the file have been read, a little ahead of the row. */
    long bytesRead();

    /**
     * Opens a file of either form: what starts with a brace is JSON lines, anything else is CSV. Refused where the header has no
     * title.
     *
     * @param nowMillis what a {@code validThrough} is measured from
     */
    static Checked<Rows> open(Path file, Wanted wanted, long nowMillis) throws IOException {
        CountedStream counted = new CountedStream(Files.newInputStream(file));
        try {
            InputStream bytes = new BufferedInputStream(counted, 1 << 16);
            skipByteOrderMark(bytes);
            boolean json = startsWithBrace(bytes);
            // Bytes that are no UTF-8 become U+FFFD, and the row that holds one is refused.
            Reader text = new InputStreamReader(
                    bytes,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPLACE)
                            .onUnmappableCharacter(CodingErrorAction.REPLACE));
            return json
                    ? new Checked.Ok<>(new JsonRows(text, wanted, nowMillis, counted))
                    : CsvRows.open(text, wanted, counted);
        } catch (IOException | RuntimeException e) {
            counted.close();
            throw e;
        }
    }

    private static void skipByteOrderMark(InputStream bytes) throws IOException {
        bytes.mark(3);
        byte[] start = bytes.readNBytes(3);
        boolean marked =
                start.length == 3 && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB && start[2] == (byte) 0xBF;
        if (!marked) {
            bytes.reset();
        }
    }

    private static boolean startsWithBrace(InputStream bytes) throws IOException {
        bytes.mark(1 << 12);
        int first = bytes.read();
        for (int skipped = 1; Character.isWhitespace(first) && skipped < 1 << 12; skipped++) {
            first = bytes.read();
        }
        bytes.reset();
        return first == '{';
    }
}
