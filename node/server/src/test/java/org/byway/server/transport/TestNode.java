package org.byway.server.transport;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.byway.protocol.community.Address;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;

/** A transport on loopback whose events wait in queues to be taken. */
final class TestNode implements TransportEvents, AutoCloseable {
    static final int GENEROUS_SECONDS = 60;

    record Arrived(Session session, byte[] frame) {}

    record Ended(Session session, Close close) {}

    record Unreached(Address address, Close close) {}

    final BlockingQueue<Session> opened = new LinkedBlockingQueue<>();
    final BlockingQueue<Arrived> frames = new LinkedBlockingQueue<>();
    final BlockingQueue<Session> writable = new LinkedBlockingQueue<>();
    final BlockingQueue<Ended> closed = new LinkedBlockingQueue<>();
    /** A session became writable, or closed. */
    final BlockingQueue<Session> news = new LinkedBlockingQueue<>();

    final BlockingQueue<Close> refused = new LinkedBlockingQueue<>();
    final BlockingQueue<Unreached> unreached = new LinkedBlockingQueue<>();
    final Transport transport;
    final Bytes32 key;
    private final boolean consuming;

    private TestNode(TransportConfig config, Tls tls, Bytes32 key, boolean consuming) {
        this.key = key;
        this.consuming = consuming;
        this.transport = Transport.start(config, tls, this);
    }

    static TestNode start(int seed, TransportConfig config) {
        return start(seed, config, true);
    }

    static TestNode start(int seed, TransportConfig config, boolean consuming) {
        SigningKey node = node(seed);
        Tls tls = new Tls(config.tls(), node, new StrictEd25519(), new SecureRandom());
        return new TestNode(config, tls, node.publicKey(), consuming);
    }

    static TestNode start(TransportConfig config, NodeCertificate certificate) {
        Bytes32 none = new Bytes32(1, 2, 3, 4);
        return new TestNode(config, new Tls(config.tls(), certificate, none, new StrictEd25519()), none, true);
    }

    static SigningKey node(int seed) {
        byte[] bytes = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(bytes, (byte) seed);
        return SigningKey.ofSeed(bytes);
    }

    static TransportConfig config() {
        return TransportConfig.usual();
    }

    /** Impatient, where impatience is what is tried. */
    static TransportConfig impatient(int handshakeMillis, int idleMillis, int stallMillis) {
        return config().with(new Timing(10_000, handshakeMillis, idleMillis, stallMillis, 100));
    }

    static Stream<SslProvider> providers() {
        return OpenSsl.isAvailable() ? Stream.of(SslProvider.OPENSSL, SslProvider.JDK) : Stream.of(SslProvider.JDK);
    }

    InetSocketAddress listen() {
        return listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    InetSocketAddress listen(InetSocketAddress address) {
        try {
            return transport.listen(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void dial(InetSocketAddress address, Bytes32 expected) {
        transport.dial(new Address(expected, address.getHostString(), address.getPort()));
    }

    /** Dials the other and returns both ends. */
    List<Session> meet(TestNode other) {
        dial(other.listen(), other.key);
        return List.of(take(opened), take(other.opened));
    }

    static void sendPatiently(TestNode node, Session session, byte[] frame) {
        if (session.send(frame) == Sent.SLOW) {
            take(node.writable);
        }
    }

    static <T> T take(BlockingQueue<T> queue) {
        try {
            T taken = queue.poll(GENEROUS_SECONDS, TimeUnit.SECONDS);
            if (taken == null) {
                throw new AssertionError("nothing came within " + GENEROUS_SECONDS + " s");
            }
            return taken;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void opened(Session session) {
        opened.add(session);
    }

    @Override
    public void frame(Session session, byte[] frame) {
        frames.add(new Arrived(session, frame));
        if (consuming) {
            session.consumed(frame.length);
        }
    }

    @Override
    public void writable(Session session) {
        writable.add(session);
        news.add(session);
    }

    @Override
    public void closed(Session session, Close close) {
        closed.add(new Ended(session, close));
        news.add(session);
    }

    @Override
    public void refused(SocketAddress remote, Close close) {
        refused.add(close);
    }

    @Override
    public void unreached(Address address, Close close) {
        unreached.add(new Unreached(address, close));
    }

    @Override
    public void acceptingPaused(String detail, long forMillis) {}

    @Override
    public void close() {
        transport.close();
    }
}
