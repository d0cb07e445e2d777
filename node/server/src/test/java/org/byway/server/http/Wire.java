package org.byway.server.http;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A client that says what no library would: bytes as they are given. */
final class Wire implements AutoCloseable {
    private static final int GIVE_UP_MILLIS = 60_000;

    private final Closeable socket;
    private final InputStream in;
    private final OutputStream out;

    Wire(InetSocketAddress address) throws IOException {
        Socket tcp = new Socket(address.getAddress(), address.getPort());
        tcp.setSoTimeout(GIVE_UP_MILLIS);
        socket = tcp;
        in = tcp.getInputStream();
        out = tcp.getOutputStream();
    }

    /** By a socket of the Unix domain. */
    Wire(Path path) throws IOException {
        SocketChannel unix = SocketChannel.open(UnixDomainSocketAddress.of(path));
        socket = unix;
        in = Channels.newInputStream(unix);
        out = Channels.newOutputStream(unix);
    }

    Wire say(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Whether the other side still takes bytes. */
    boolean tries(String text) {
        try {
            say(text);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /** The next answer: its head, and as much of a body as the head tells. */
    Answer answer() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("the connection ended in: " + head);
            }
            head.append((char) c);
        }
        Answer whole = new Answer(head.toString(), "");
        String length = whole.header("content-length");
        byte[] body = in.readNBytes(length == null ? 0 : Integer.parseInt(length));
        return new Answer(head.toString(), new String(body, StandardCharsets.UTF_8));
    }

    /** Everything up to the end of the connection, however it ended. */
    String rest() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (java.net.SocketTimeoutException open) {
            throw new AssertionError("the connection stays open", open);
        } catch (IOException reset) {
            return all.toString(StandardCharsets.UTF_8);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    record Answer(String head, String body) {
        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        /** The value, or null. */
        String header(String name) {
            for (String line : head.split("\r\n")) {
                int colon = line.indexOf(':');
                if (colon > 0 && line.substring(0, colon).equalsIgnoreCase(name)) {
                    return line.substring(colon + 1).strip();
                }
            }
            return null;
        }

        boolean tells(String code) {
            return body.contains("\"code\":\"" + code + "\"");
        }
    }
}
