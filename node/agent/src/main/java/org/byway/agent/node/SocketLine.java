package org.byway.agent.node;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Supplier;

/**
 * HTTP/1.1 by the socket that a running node has in its home, which only the home's owner may open, or over TCP. Either with a connection for
 * each request, so that two requests are not seen to be of one person; or with connections that are kept, for requests of one signer.
 */
final class SocketLine implements Line {
    /** A node that does not answer to this is not there: letters are not to wait for it. */
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private static final int HEAD_BYTES = 16 * 1024;
    private static final int MOST_IDLE = 2;

    private final StandardProtocolFamily family;
    private final Supplier<SocketAddress> address;
    private final String where;
    /** Null where none is kept. */
    private final BlockingDeque<Connection> idle;

    SocketLine(Path socket) {
        this(StandardProtocolFamily.UNIX, () -> UnixDomainSocketAddress.of(socket), socket.toString(), null);
    }

    /** HOST:PORT. */
    static SocketLine to(String address) {
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, Math.max(0, colon));
        int port = Integer.parseInt(address.substring(colon + 1));
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return new SocketLine(null, () -> new InetSocketAddress(bare, port), address, null);
    }

    /** The same, with connections that are kept. */
    SocketLine keeping() {
        return new SocketLine(family, address, where, new LinkedBlockingDeque<>(MOST_IDLE));
    }

    private SocketLine(
            StandardProtocolFamily family,
            Supplier<SocketAddress> address,
            String where,
            BlockingDeque<Connection> idle) {
        this.family = family;
        this.address = address;
        this.where = where;
        this.idle = idle;
    }

    @Override
    public String where() {
        return where;
    }

    @Override
    public Answer ask(HttpRequest request) throws IOException, InterruptedException {
        byte[] bytes = bytes(request);
        long until = System.nanoTime() + request.timeout().orElse(UNSAID).toNanos();
        try {
            Connection kept = poll();
            Answer answer = kept == null ? null : again(kept, bytes, until);
            return answer == null ? ask(Connection.to(family, address.get(), CONNECT), bytes, until) : answer;
        } catch (InterruptedIOException e) {
            throw (InterruptedException) new InterruptedException().initCause(e);
        }
    }

    /** Null where the node has let go of the connection meanwhile. */
    private Answer again(Connection kept, byte[] bytes, long until) throws IOException {
        try {
            return ask(kept, bytes, until);
        } catch (HttpTimeoutException | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            if (kept.heard()) {
                throw e;
            }
            return null;
        }
    }

    private Answer ask(Connection connection, byte[] bytes, long until) throws IOException {
        boolean kept = false;
        try {
            Answer answer = connection.ask(bytes, until);
            kept = idle != null && connection.lasts() && idle.offerLast(connection);
            return answer;
        } finally {
            if (!kept) {
                connection.close();
            }
        }
    }

    @Override
    public void close() {
        for (Connection each = poll(); each != null; each = poll()) {
            each.close();
        }
    }

    private Connection poll() {
        return idle == null ? null : idle.pollLast();
    }

    @Override
    public Opened open(HttpRequest request) throws IOException {
        SocketChannel channel = SocketChannel.open(address.get());
        try {
            OutputStream out = Channels.newOutputStream(channel);
            out.write(bytes(request));
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
            int status = status(ChunkedBody.line(in, HEAD_BYTES));
            boolean chunked = false;
            for (String field = ChunkedBody.line(in, HEAD_BYTES);
                    !field.isEmpty();
                    field = ChunkedBody.line(in, HEAD_BYTES)) {
                chunked |= field.toLowerCase(Locale.ROOT).matches("transfer-encoding: *chunked");
            }
            return new Opened(status, chunked ? new ChunkedBody(in) : in);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private byte[] bytes(HttpRequest request) {
        byte[] body = body(request);
        byte[] head = head(request, body.length, idle == null).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
    }

    private static String head(HttpRequest request, int bodyBytes, boolean last) {
        StringBuilder head = new StringBuilder(request.method())
                .append(' ')
                .append(request.uri().getRawPath());
        if (request.uri().getRawQuery() != null) {
            head.append('?').append(request.uri().getRawQuery());
        }
        head.append(" HTTP/1.1\r\nHost: ").append(request.uri().getRawAuthority());
        head.append(last ? "\r\nConnection: close\r\n" : "\r\n");
        request.headers()
                .map()
                .forEach((name, values) -> values.forEach(
                        value -> head.append(name).append(": ").append(value).append("\r\n")));
        if (request.bodyPublisher().isPresent()) {
            head.append("Content-Length: ").append(bodyBytes).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private static int status(String head) throws IOException {
        if (!head.matches("(?s)HTTP/1\\.1 [2-5][0-9][0-9] .*")) {
            throw new IOException("no answer of HTTP/1.1");
        }
        return Integer.parseInt(head.substring(9, 12));
    }

    private static byte[] body(HttpRequest request) {
        HttpResponse.BodySubscriber<byte[]> gathered = HttpResponse.BodySubscribers.ofByteArray();
        if (request.bodyPublisher().isEmpty()) {
            return new byte[0];
        }
        request.bodyPublisher().get().subscribe(new Flow.Subscriber<ByteBuffer>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                gathered.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer bytes) {
                gathered.onNext(List.of(bytes));
            }

            @Override
            public void onError(Throwable fault) {
                gathered.onError(fault);
            }

            @Override
            public void onComplete() {
                gathered.onComplete();
            }
        });
        return gathered.getBody().toCompletableFuture().join();
    }
}
