package org.byway.agent.node;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body that comes in chunks (RFC 9112, 7.1), each as soon as it is there. What stands behind the last one is not read. */
final class ChunkedBody extends InputStream {
    private static final int SIZE_LINE_BYTES = 256;
    private static final int HEXADECIMAL = 16;

    private final InputStream in;
    private long left;
    private boolean begun;
    private boolean ended;

    ChunkedBody(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !next()) {
            return -1;
        }
        int count = in.read(to, offset, (int) Math.min(left, length));
        if (count < 0) {
            throw new EOFException("the answer was cut short");
        }
        left -= count;
        return count;
    }

    private boolean next() throws IOException {
        if (ended) {
            return false;
        }
        if (begun && !line(in, SIZE_LINE_BYTES).isEmpty()) {
            throw new IOException("a chunk is longer than it says");
        }
        begun = true;
        left = size(line(in, SIZE_LINE_BYTES));
        ended = left == 0;
        return !ended;
    }

    private static long size(String line) throws IOException {
        try {
            return Integer.parseUnsignedInt(line.split(";", 2)[0].strip(), HEXADECIMAL) & 0xFFFF_FFFFL;
        } catch (NumberFormatException e) {
            throw new IOException("no chunk: " + line, e);
        }
    }

    /** Up to the end of a line, without it. */
    static String line(InputStream in, int mostBytes) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() == mostBytes) {
                throw new EOFException("the answer has no end of a line");
            }
            line.append((char) c);
        }
        boolean returned = !line.isEmpty() && line.charAt(line.length() - 1) == '\r';
        return returned ? line.substring(0, line.length() - 1) : line.toString();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
