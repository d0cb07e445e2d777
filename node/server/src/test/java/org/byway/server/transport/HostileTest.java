package org.byway.server.transport;

import static org.byway.server.transport.TestNode.config;
import static org.byway.server.transport.TestNode.impatient;
import static org.byway.server.transport.TestNode.node;
import static org.byway.server.transport.TestNode.take;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that send what they should not, too little or too slowly. An honest session stands beside them. */
final class HostileTest {
    private static final int NEVER = 1_000_000;

    @ParameterizedTest
    @MethodSource("org.byway.server.transport.TestNode#providers")
    void olderTlsAnotherProtocolNoCertificateAndNoTlsAreRefused(SslProvider tls) throws IOException {
        NodeCertificate certificate = NodeCertificate.make(node(5), new SecureRandom());
        SSLContext known = RawPeer.context(certificate, new AtomicInteger());
        try (TestNode a = TestNode.start(1, config().with(tls))) {
            InetSocketAddress address = a.listen();
            assertThrows(IOException.class, () -> RawPeer.connect(address, known, "TLSv1.2", Tls.PROTOCOL));
            assertEquals(Cause.HANDSHAKE_FAILED, take(a.refused).cause());

            RawPeer.connect(address, known, "TLSv1.3", null);
            Close unnamed = take(a.refused);
            assertEquals("handshake-failed: the other side does not speak byway/1", unnamed.toString());

            SSLContext unknown = RawPeer.context(null, new AtomicInteger());
            RawPeer.connect(address, unknown, "TLSv1.3", Tls.PROTOCOL);
            assertEquals(Cause.HANDSHAKE_FAILED, take(a.refused).cause());

            try (Socket plain = new Socket(address.getAddress(), address.getPort())) {
                plain.getOutputStream()
                        .write("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                assertEquals(
                        "handshake-failed: the other side does not speak TLS",
                        take(a.refused).toString());
            }
            assertEquals(List.of(), List.copyOf(a.opened));
        }
    }

    /** A resumed handshake would not ask again who is there: the client would judge one certificate only. */
    @ParameterizedTest
    @MethodSource("org.byway.server.transport.TestNode#providers")
    void nothingOfAnEarlierSessionIsTakenUpAgain(SslProvider tls) throws IOException {
        AtomicInteger judged = new AtomicInteger();
        SSLContext context = RawPeer.context(NodeCertificate.make(node(5), new SecureRandom()), judged);
        try (TestNode a = TestNode.start(1, config().with(tls))) {
            InetSocketAddress address = a.listen();
            for (int i = 1; i <= 3; i++) {
                try (RawPeer peer = RawPeer.connect(address, context, "TLSv1.3", Tls.PROTOCOL)) {
                    take(a.opened).send(new byte[] {1});
                    peer.in().readNBytes(5);
                }
                assertEquals(i, judged.get());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Limits.FRAME_BYTES + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
    void aLengthThatIsNotAllowedEndsTheSession(int length) throws IOException {
        try (TestNode a = TestNode.start(1, config());
                TestNode honest = TestNode.start(2, config())) {
            Session session = honest.meet(a).get(0);
            try (RawPeer peer = RawPeer.connect(a.listen(), 5)) {
                peer.write(1, new byte[] {42});
                peer.write(length, new byte[] {1, 2, 3});
                assertEquals(42, take(a.frames).frame()[0]);
                TestNode.Ended ended = take(a.closed);
                assertEquals(Cause.BAD_FRAME, ended.close().cause());
                assertEquals(node(5).publicKey(), ended.session().key());
            }
            session.send(new byte[] {7});
            assertEquals(7, take(a.frames).frame()[0]);
        }
    }

    @Test
    void aFrameThatEndsInTheMiddleIsToldFromAGoodEnd() throws IOException {
        try (TestNode a = TestNode.start(1, config())) {
            try (RawPeer peer = RawPeer.connect(a.listen(), 5)) {
                peer.write(500, new byte[10]);
            }
            assertEquals(
                    "bad-frame: it ended in the middle: 10 of 500 bytes of a frame",
                    take(a.closed).close().toString());
        }
    }

    @Test
    void whoeverConnectsAndSaysNothingIsCut() throws IOException {
        try (TestNode a = TestNode.start(1, impatient(100, NEVER, NEVER))) {
            InetSocketAddress address = a.listen();
            List<Socket> halfOpen = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                halfOpen.add(new Socket(address.getAddress(), address.getPort()));
            }
            for (Socket socket : halfOpen) {
                assertEquals(Cause.HANDSHAKE_TIMEOUT, take(a.refused).cause());
                assertEquals(-1, socket.getInputStream().read());
                socket.close();
            }
        }
    }

    @Test
    void aSessionWithoutAFirstFrameIsCut() throws IOException {
        try (TestNode a = TestNode.start(1, impatient(6_000, NEVER, NEVER));
                RawPeer peer = RawPeer.connect(a.listen(), 5)) {
            peer.write(new byte[] {0, 0});
            assertEquals(Cause.SILENT, take(a.closed).close().cause());
        }
    }

    @Test
    void aPeerThatFallsSilentIsCut() throws IOException {
        try (TestNode a = TestNode.start(1, impatient(NEVER, 200, NEVER));
                RawPeer peer = RawPeer.connect(a.listen(), 5)) {
            assertEquals(Cause.IDLE, take(a.closed).close().cause());
            assertEquals(-1, peer.in().read());
        }
    }

    @Test
    void aPeerThatDripsAFrameIsCut() throws IOException {
        try (TestNode a = TestNode.start(1, impatient(NEVER, NEVER, 200));
                RawPeer peer = RawPeer.connect(a.listen(), 5)) {
            peer.write(1, new byte[1]);
            peer.write(900_000, new byte[30_000]);
            Close close = take(a.closed).close();
            assertEquals(Cause.SLOW_WRITER, close.cause());
            assertTrue(close.detail().contains(" of 900000 bytes of a frame came"), close.detail());
        }
    }

    @Test
    void aPeerThatReadsNothingIsSlowedThenDropped() throws IOException {
        try (TestNode a = TestNode.start(1, impatient(NEVER, NEVER, 300));
                RawPeer peer = RawPeer.connect(a.listen(), 5)) {
            peer.write(1, new byte[1]);
            Session session = take(a.opened);
            fill(a, List.of(session));
            assertEquals(Cause.SLOW_READER, take(a.closed).close().cause());
            assertSame(Sent.CLOSED, session.send(new byte[1]));
        }
    }

    /** Sends, whenever there is room, until all these sessions have ended. */
    private static void fill(TestNode node, List<Session> sessions) {
        List<Session> open = new ArrayList<>(sessions);
        while (true) {
            open.removeIf(session -> fill(session) == Sent.CLOSED);
            if (open.isEmpty()) {
                return;
            }
            take(node.news);
        }
    }

    private static Sent fill(Session session) {
        Sent sent = Sent.TAKEN;
        while (sent == Sent.TAKEN) {
            sent = session.send(new byte[100_000]);
            assertTrue(session.queuedBytes() <= config().limits().queuedBytes());
        }
        return sent;
    }

    @Test
    void whatWaitsForAllPeersTogetherHasALimitToo() throws IOException {
        int many = 6;
        List<RawPeer> deaf = new ArrayList<>();
        try (TestNode a = TestNode.start(1, impatient(NEVER, NEVER, 2_000).with(limits(100, 100, 3 << 20, 100)))) {
            InetSocketAddress address = a.listen();
            List<Session> sessions = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                deaf.add(RawPeer.connect(address, 5 + i));
                sessions.add(take(a.opened));
            }
            fill(a, sessions);
            List<Close> closes = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                closes.add(take(a.closed).close());
            }
            assertTrue(closes.stream().allMatch(close -> close.cause() == Cause.SLOW_READER));
            assertTrue(closes.stream().anyMatch(close -> close.detail().contains("all peers together")));
        } finally {
            for (RawPeer peer : deaf) {
                peer.close();
            }
        }
    }

    @Test
    void unfinishedFramesOfAllPeersTogetherHaveALimit() throws IOException {
        Limits usual = limits(100, 100, 1 << 26, 100);
        long inAll = 1 << 20;
        Limits tight = new Limits(
                usual.frameBytes(),
                usual.connections(),
                usual.connectionsPerAddress(),
                usual.halfOpen(),
                usual.halfOpenPerAddress(),
                usual.slowBytes(),
                usual.queuedBytes(),
                usual.queuedBytesInAll(),
                usual.unreadFrames(),
                usual.unreadBytes(),
                usual.unreadBytesInAll(),
                inAll);
        try (TestNode a = TestNode.start(1, impatient(NEVER, NEVER, NEVER).with(tight))) {
            InetSocketAddress address = a.listen();
            try (RawPeer first = RawPeer.connect(address, 5)) {
                first.write(1_000_000, new byte[400_000]);
                Session oldest = take(a.opened);
                try (RawPeer second = RawPeer.connect(address, 6)) {
                    second.write(1_000_000, new byte[999_999]);
                    TestNode.Ended ended = take(a.closed);
                    assertEquals(Cause.SLOW_WRITER, ended.close().cause());
                    assertSame(oldest, ended.session());
                    second.write(new byte[1]);
                    assertEquals(1_000_000, take(a.frames).frame().length);
                }
            }
        }
    }

    @Test
    void readingPausesWhileFramesWaitToBeConsumed() throws InterruptedException {
        int most = 8;
        int frameBytes = 60_000;
        int all = 200;
        try (TestNode a = TestNode.start(1, config().with(limits(100, 100, 1 << 26, most)), false);
                TestNode b = TestNode.start(2, config())) {
            Session session = b.meet(a).get(0);
            Thread sender = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < all; i++) {
                    TestNode.sendPatiently(b, session, SessionTest.filled(frameBytes, i));
                }
            });
            Queue<TestNode.Arrived> held = new ArrayDeque<>();
            for (int i = 0; i < all; i++) {
                TestNode.Arrived arrived = take(a.frames);
                assertArrayEquals(SessionTest.filled(frameBytes, i), arrived.frame());
                held.add(arrived);
                // What one read of the socket brought with the last frame may come on top.
                assertTrue(a.frames.size() + held.size() <= most + 2, () -> a.frames.size() + " waiting");
                if (held.size() == most / 2) {
                    held.forEach(done -> done.session().consumed(done.frame().length));
                    held.clear();
                }
            }
            sender.join();
        }
    }

    private static Limits limits(int connections, int halfOpen, long queuedInAll, int unreadFrames) {
        int mib = 1 << 20;
        return new Limits(
                Limits.FRAME_BYTES,
                connections,
                connections,
                halfOpen,
                halfOpen,
                mib,
                4 * mib,
                queuedInAll,
                unreadFrames,
                64 * mib,
                64 * mib,
                64 * mib);
    }

    @Test
    void connectionsBeyondTheLimitAreTurnedAway() throws IOException {
        Limits two = limits(2, 100, 1 << 26, 100);
        try (TestNode a = TestNode.start(1, config().with(two))) {
            InetSocketAddress address = a.listen();
            try (RawPeer first = RawPeer.connect(address, 5);
                    RawPeer second = RawPeer.connect(address, 6)) {
                assertThrows(IOException.class, () -> RawPeer.connect(address, 7));
                assertEquals(
                        "too-many: this node holds 2 connections, as many as it may",
                        take(a.refused).toString());
                first.write(1, new byte[1]);
                second.write(1, new byte[1]);
                take(a.frames);
                take(a.frames);
            }
            take(a.closed);
        }
    }

    @Test
    void theOldestUnfinishedHandshakeMakesRoomForTheNewest() throws IOException {
        Limits three = limits(100, 3, 1 << 26, 100);
        try (TestNode a = TestNode.start(1, impatient(NEVER, NEVER, NEVER).with(three))) {
            InetSocketAddress address = a.listen();
            List<Socket> silent = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                silent.add(new Socket(address.getAddress(), address.getPort()));
            }
            try (RawPeer honest = RawPeer.connect(address, 5)) {
                honest.write(1, new byte[1]);
                take(a.frames);
                assertEquals(Cause.TOO_MANY, take(a.refused).cause());
                assertEquals(-1, silent.get(0).getInputStream().read());
            }
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }
}
