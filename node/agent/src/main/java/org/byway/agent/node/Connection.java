package org.byway.agent.node;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One connection for HTTP/1.1 (RFC 9112), on which every wait ends at a time of the monotonic clock or when its thread is interrupted. For
 * one thread at a time.
 */
final class Connection implements Closeable {
    private static final int HEAD_BYTES = 16 * 1024;
    private static final int READ_BYTES = 16 * 1024;
    private static final int FIELDS = 100;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteBuffer read = ByteBuffer.allocate(READ_BYTES).flip();
    private long until;
    private boolean heard;
    private boolean lasts;

    private Connection(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        this.selector = selector;
        channel.configureBlocking(false);
        this.key = channel.register(selector, SelectionKey.OP_CONNECT);
    }

    /** Connects; to a socket of a family, or over TCP where that is null. */
    static Connection to(ProtocolFamily family, SocketAddress address, Duration patience) throws IOException {
        SocketChannel channel = family == null ? SocketChannel.open() : SocketChannel.open(family);
        try {
            Connection made = new Connection(channel, Selector.open());
            made.until = System.nanoTime() + patience.toNanos();
            made.connect(address);
            return made;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void connect(SocketAddress address) throws IOException {
        try {
            boolean connected = channel.connect(address);
            while (!connected) {
                await(SelectionKey.OP_CONNECT);
                connected = channel.finishConnect();
            }
        } catch (UnresolvedAddressException e) {
            throw new IOException("no such host", e);
        }
    }

    /** Whether the other side had begun to answer what was asked last. */
    boolean heard() {
        return heard;
    }

    /** Whether another request may follow. */
    boolean lasts() {
        return lasts;
    }

    /** Sends a request; its answer, whole. */
    Line.Answer ask(byte[] request, long answeredBy) throws IOException {
        until = answeredBy;
        heard = false;
        lasts = false;
        ByteBuffer bytes = ByteBuffer.wrap(request);
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
        return answer();
    }

    private Line.Answer answer() throws IOException {
        InputStream in = new In();
        String first = ChunkedBody.line(in, HEAD_BYTES);
        if (!first.matches("HTTP/1\\.1 [2-5][0-9][0-9] .*")) {
            throw new IOException("no answer of HTTP/1.1");
        }
        int status = Integer.parseInt(first.substring(9, 12));
        long length = -1;
        boolean chunked = false;
        boolean close = false;
        int fields = 0;
        for (String line = ChunkedBody.line(in, HEAD_BYTES); !line.isEmpty(); line = ChunkedBody.line(in, HEAD_BYTES)) {
            if (++fields > FIELDS) {
                throw new IOException("the answer has no end of its head");
            }
            String field = line.toLowerCase(Locale.ROOT);
            length = field.startsWith("content-length:") ? number(field.substring(15)) : length;
            chunked |= field.matches("transfer-encoding: *chunked");
            close |= field.matches("connection: *close");
        }
        byte[] body;
        if (status == 204) {
            body = new byte[0];
        } else if (chunked) {
            body = bounded(new ChunkedBody(in).readNBytes(Line.ANSWER_BYTES + 1));
            close |= !ChunkedBody.line(in, HEAD_BYTES).isEmpty();
        } else if (length >= 0) {
            body = in.readNBytes((int) Math.min(length, Line.ANSWER_BYTES + 1L));
            if (bounded(body).length != length) {
                throw new EOFException("the answer was cut short");
            }
        } else {
            body = bounded(in.readNBytes(Line.ANSWER_BYTES + 1));
            close = true;
        }
        lasts = !close && !read.hasRemaining();
        return new Line.Answer(status, body);
    }

    private static byte[] bounded(byte[] body) throws IOException {
        if (body.length > Line.ANSWER_BYTES) {
            throw new IOException("the answer has more than " + Line.ANSWER_BYTES + " bytes");
        }
        return body;
    }

    private static long number(String field) throws IOException {
        try {
            return Long.parseUnsignedLong(field.strip());
        } catch (NumberFormatException e) {
            throw new IOException("no length: " + field, e);
        }
    }

    private void await(int operation) throws IOException {
        key.interestOps(operation);
        long left = until - System.nanoTime();
        if (left <= 0) {
            throw new HttpTimeoutException("no answer in time");
        }
        selector.select(TimeUnit.NANOSECONDS.toMillis(left) + 1);
        selector.selectedKeys().clear();
        if (Thread.interrupted()) {
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public void close() {
        try (selector) {
            channel.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }

    /** What the other side says. */
    private final class In extends InputStream {
        @Override
        public int read() throws IOException {
            return fill() ? read.get() & 0xFF : -1;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, read.remaining());
            read.get(to, offset, count);
            return count;
        }

        private boolean fill() throws IOException {
            if (read.hasRemaining()) {
                return true;
            }
            read.clear();
            int count = channel.read(read);
            while (count == 0) {
                await(SelectionKey.OP_READ);
                count = channel.read(read);
            }
            read.flip();
            heard |= count > 0;
            return count > 0;
        }
    }
}
