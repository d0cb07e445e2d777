package org.byway.cli.conform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Carries lines from a stream to {@link Conformance} and its answers to another, until the first one ends. Each answer
 * is flushed before the next line is read, so that a program may ask step by step. A line of more than {@link
 * Conformance#MAX_LINE_BYTES} is skipped without being held.
 */
public final class ConformanceLoop {
    private static final int FIRST_BYTES = 1 << 13;

    private final InputStream in;
    private final OutputStream out;
    private final byte[] chunk = new byte[FIRST_BYTES];
    private int next;
    private int end;
    private byte[] line = new byte[FIRST_BYTES];
    private int length;

    public ConformanceLoop(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    public void run(Conformance conformance) throws IOException {
        while (readLine()) {
            out.write((answer(conformance) + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private String answer(Conformance conformance) {
        if (length > Conformance.MAX_LINE_BYTES) {
            return Conformance.unreadable("a line has at most " + Conformance.MAX_LINE_BYTES + " bytes");
        }
        try {
            return conformance.answer(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, length))
                    .toString());
        } catch (CharacterCodingException e) {
            return Conformance.unreadable("the line is not UTF-8");
        }
    }

    /** Fills the line up to the next line end; its length passes the limit, and stays there, where the line does. */
    private boolean readLine() throws IOException {
        length = 0;
        boolean any = false;
        while (next < end || fill()) {
            any = true;
            int stop = next;
            while (stop < end && chunk[stop] != '\n') {
                stop++;
            }
            keep(next, stop);
            next = Math.min(stop + 1, end);
            if (stop < end) {
                return true;
            }
        }
        return any;
    }

    private boolean fill() throws IOException {
        next = 0;
        end = Math.max(0, in.read(chunk));
        return end > 0;
    }

    private void keep(int from, int to) {
        int total = length + (to - from);
        if (total > Conformance.MAX_LINE_BYTES) {
            length = Conformance.MAX_LINE_BYTES + 1;
            return;
        }
        if (total > line.length) {
            line = Arrays.copyOf(line, Math.min(Conformance.MAX_LINE_BYTES, Math.max(total, 2 * line.length)));
        }
        System.arraycopy(chunk, from, line, length, to - from);
        length = total;
    }
}
