package org.byway.agent.node;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * HTTP/1.1 (RFC 9112) with a connection for each request, which the node closes behind its answer: by the socket that a running
 * node has in its home, which only the home's owner may open; or over TCP, so that two requests are not seen to be of one person.
 */
final class SocketLine implements Line {
    /** A node that does not answer to this is not there: letters are not to wait for it. */
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private static final int HEAD_BYTES = 16 * 1024;
    private static final int READ_BYTES = 64 * 1024;
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

    private final StandardProtocolFamily family;
    private final Supplier<SocketAddress> address;
    private final String where;

    SocketLine(Path socket) {
        this(StandardProtocolFamily.UNIX, () -> UnixDomainSocketAddress.of(socket), socket.toString());
    }

    /** HOST:PORT. */
    static SocketLine to(String address) {
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, Math.max(0, colon));
        int port = Integer.parseInt(address.substring(colon + 1));
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return new SocketLine(null, () -> new InetSocketAddress(bare, port), address);
    }

    private SocketLine(StandardProtocolFamily family, Supplier<SocketAddress> address, String where) {
        this.family = family;
        this.address = address;
        this.where = where;
    }

    @Override
    public String where() {
        return where;
    }

    private SocketChannel channel() throws IOException {
        return family == null ? SocketChannel.open() : SocketChannel.open(family);
    }

    @Override
    public Answer ask(HttpRequest request) throws IOException, InterruptedException {
        long until = System.nanoTime() + request.timeout().orElse(UNSAID).toNanos();
        byte[] body = body(request);
        try (SocketChannel channel = channel();
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            Turn turn = new Turn(channel.register(selector, SelectionKey.OP_CONNECT), until);
            turn.within(CONNECT).connect(address.get());
            turn.write(ByteBuffer.wrap(head(request, body.length).getBytes(StandardCharsets.US_ASCII)));
            turn.write(ByteBuffer.wrap(body));
            return answer(turn.read());
        }
    }

    @Override
    public Opened open(HttpRequest request) throws IOException {
        byte[] body = body(request);
        SocketChannel channel = SocketChannel.open(address.get());
        try {
            OutputStream out = Channels.newOutputStream(channel);
            out.write(head(request, body.length).getBytes(StandardCharsets.US_ASCII));
            out.write(body);
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

    /** One request on one channel, until a time of the monotonic clock. */
    private record Turn(SelectionKey key, long until) {
        /** The same, given up after so long. */
        Turn within(Duration time) {
            return new Turn(key, Math.min(until, System.nanoTime() + time.toNanos()));
        }

        void connect(SocketAddress address) throws IOException, InterruptedException {
            SocketChannel channel = (SocketChannel) key.channel();
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

        void write(ByteBuffer bytes) throws IOException, InterruptedException {
            SocketChannel channel = (SocketChannel) key.channel();
            while (bytes.hasRemaining()) {
                if (channel.write(bytes) == 0) {
                    await(SelectionKey.OP_WRITE);
                }
            }
        }

        /** Everything up to the end. */
        byte[] read() throws IOException, InterruptedException {
            SocketChannel channel = (SocketChannel) key.channel();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            ByteBuffer some = ByteBuffer.allocate(READ_BYTES);
            for (int count = channel.read(some); count >= 0; count = channel.read(some)) {
                all.write(some.array(), 0, count);
                some.clear();
                if (all.size() > ANSWER_BYTES) {
                    throw new IOException("the answer has more than " + ANSWER_BYTES + " bytes");
                }
                if (count == 0) {
                    await(SelectionKey.OP_READ);
                }
            }
            return all.toByteArray();
        }

        private void await(int operation) throws IOException, InterruptedException {
            key.interestOps(operation);
            long left = until - System.nanoTime();
            if (left <= 0) {
                throw new HttpTimeoutException("no answer in time");
            }
            key.selector().select(TimeUnit.NANOSECONDS.toMillis(left) + 1);
            key.selector().selectedKeys().clear();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private static String head(HttpRequest request, int bodyBytes) {
        StringBuilder head = new StringBuilder(request.method())
                .append(' ')
                .append(request.uri().getRawPath());
        if (request.uri().getRawQuery() != null) {
            head.append('?').append(request.uri().getRawQuery());
        }
        head.append(" HTTP/1.1\r\nHost: ").append(request.uri().getRawAuthority());
        head.append("\r\nConnection: close\r\n");
        request.headers()
                .map()
                .forEach((name, values) -> values.forEach(
                        value -> head.append(name).append(": ").append(value).append("\r\n")));
        if (request.bodyPublisher().isPresent()) {
            head.append("Content-Length: ").append(bodyBytes).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private static Answer answer(byte[] all) throws IOException {
        int end = end(all);
        String head = new String(all, 0, end, StandardCharsets.ISO_8859_1);
        int status = status(head);
        byte[] body = Arrays.copyOfRange(all, Math.min(all.length, end + HEAD_END.length), all.length);
        for (String line : head.split("\r\n")) {
            String[] field = line.split(":", 2);
            boolean length = field.length == 2 && field[0].equalsIgnoreCase("content-length");
            if (length && !field[1].strip().equals(Integer.toString(body.length))) {
                throw new IOException("the answer was cut short");
            }
        }
        return new Answer(status, body);
    }

    private static int status(String head) throws IOException {
        if (!head.matches("(?s)HTTP/1\\.1 [2-5][0-9][0-9] .*")) {
            throw new IOException("no answer of HTTP/1.1");
        }
        return Integer.parseInt(head.substring(9, 12));
    }

    private static int end(byte[] all) throws IOException {
        for (int i = 0; i < Math.min(HEAD_BYTES, all.length - HEAD_END.length + 1); i++) {
            if (Arrays.equals(all, i, i + HEAD_END.length, HEAD_END, 0, HEAD_END.length)) {
                return i;
            }
        }
        throw new IOException("the answer has no head");
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
