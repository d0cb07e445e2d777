package org.byway.bench;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection over which one request follows the other, as bytes over a plain socket: what measures takes next to
 * nothing of the processor from what is measured.
 */
final class SearchClient implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int ANSWER_BYTES = 1 << 22;
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int STATUS_AT = 9;
    private static final String LENGTH = "content-length:";

    private final String host;
    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;
    private final byte[] head = new byte[BUFFER_BYTES];

    /** @param body may be empty */
    record Answer(int status, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** @param http the node's HTTP interface, http://HOST:PORT */
    SearchClient(String http) throws IOException {
        URI node = URI.create(http);
        host = node.getAuthority();
        socket = new Socket(node.getHost(), node.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        out = socket.getOutputStream();
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
    }

    /** The bytes of a request, to be sent as often as is liked. */
    byte[] request(String target) {
        return ("GET " + target + " HTTP/1.1\r\nhost: " + host + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    Answer ask(byte[] request) throws IOException {
        out.write(request);
        String read = head();
        int status = Integer.parseInt(read.substring(STATUS_AT, STATUS_AT + 3));
        int at = read.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        int length = at < 0
                ? 0
                : Integer.parseInt(read.substring(at + LENGTH.length(), read.indexOf('\r', at))
                        .strip());
        if (length > ANSWER_BYTES) {
            throw new IOException("an answer of " + length + " bytes");
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return new Answer(status, body);
    }

    private String head() throws IOException {
        int size = 0;
        while (size < 4
                || head[size - 4] != '\r'
                || head[size - 3] != '\n'
                || head[size - 2] != '\r'
                || head[size - 1] != '\n') {
            int read = in.read();
            if (read < 0 || size == head.length) {
                throw new EOFException("the node closed the connection");
            }
            head[size++] = (byte) read;
        }
        return new String(head, 0, size, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
