package org.byway.server.transport;

import static org.byway.server.transport.TestNode.config;
import static org.byway.server.transport.TestNode.sendPatiently;
import static org.byway.server.transport.TestNode.take;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.ssl.SslProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.byway.protocol.community.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two nodes that mean well. */
final class SessionTest {
    @ParameterizedTest
    @MethodSource("org.byway.server.transport.TestNode#providers")
    void bothSidesLearnTheOthersKeyAndFramesArriveWholeAndInOrder(SslProvider tls) {
        try (TestNode a = TestNode.start(1, config().with(tls));
                TestNode b = TestNode.start(2, config())) {
            List<Session> ends = a.meet(b);
            Session fromA = ends.get(0);
            Session fromB = ends.get(1);
            assertEquals(b.key, fromA.key());
            assertEquals(a.key, fromB.key());
            assertEquals(b.key, fromA.dialled().node());
            assertNull(fromB.dialled());

            int[] lengths = {1, 2, 500, 65_531, 65_532, 65_533, 65_536, 65_540, 131_072, Limits.FRAME_BYTES};
            for (int i = 0; i < lengths.length; i++) {
                sendPatiently(a, fromA, filled(lengths[i], i));
                sendPatiently(b, fromB, filled(lengths[i], -i));
            }
            for (int i = 0; i < lengths.length; i++) {
                assertArrayEquals(filled(lengths[i], i), take(b.frames).frame());
                assertArrayEquals(filled(lengths[i], -i), take(a.frames).frame());
            }
        }
    }

    @Test
    void tenThousandSmallFramesKeepTheirOrder() {
        try (TestNode a = TestNode.start(1, config());
                TestNode b = TestNode.start(2, config())) {
            Session session = a.meet(b).get(0);
            for (int i = 0; i < 10_000; i++) {
                sendPatiently(a, session, new byte[] {(byte) (i >> 8), (byte) i, 7});
            }
            for (int i = 0; i < 10_000; i++) {
                assertArrayEquals(
                        new byte[] {(byte) (i >> 8), (byte) i, 7},
                        take(b.frames).frame());
            }
        }
    }

    @Test
    void aCloseWritesWhatIsQueuedAndBothSidesHearWhy() {
        try (TestNode a = TestNode.start(1, config());
                TestNode b = TestNode.start(2, config())) {
            List<Session> ends = a.meet(b);
            ends.get(0).send(filled(900_000, 3));
            ends.get(0).send(filled(9, 4));
            ends.get(0).close("that was all");

            assertArrayEquals(filled(900_000, 3), take(b.frames).frame());
            assertArrayEquals(filled(9, 4), take(b.frames).frame());
            assertEquals(new Close(Cause.ASKED, "that was all"), take(a.closed).close());
            assertEquals(Cause.PEER_CLOSED, take(b.closed).close().cause());
            assertSame(Sent.CLOSED, ends.get(0).send(new byte[1]));
        }
    }

    @Test
    void framesThatNoPeerWouldTakeAreNotSent() {
        try (TestNode a = TestNode.start(1, config());
                TestNode b = TestNode.start(2, config())) {
            Session session = a.meet(b).get(0);
            assertThrows(IllegalArgumentException.class, () -> session.send(new byte[0]));
            assertThrows(IllegalArgumentException.class, () -> session.send(new byte[Limits.FRAME_BYTES + 1]));
        }
    }

    @Test
    void aNodeIsNotItsOwnPeer() {
        try (TestNode a = TestNode.start(1, config())) {
            a.dial(a.listen(), null);
            assertEquals(Cause.SELF, take(a.unreached).close().cause());
        }
    }

    @Test
    void manySessionsFromOneLoopbackAddressStandTogether() {
        int many = 100;
        try (TestNode a = TestNode.start(1, config());
                TestNode b = TestNode.start(2, config())) {
            InetSocketAddress address = b.listen();
            for (int i = 0; i < many; i++) {
                a.dial(address, b.key);
            }
            Set<Long> ids = new HashSet<>();
            for (int i = 0; i < many; i++) {
                Session session = take(a.opened);
                assertTrue(ids.add(session.id()));
                assertSame(Sent.TAKEN, session.send(filled(100, 1)));
            }
            for (int i = 0; i < many; i++) {
                take(b.frames);
            }
            assertEquals(many, b.transport.accepted());
        }
    }

    @Test
    void aNodeThatWentAwayIsReachedAgainWhenItIsBack() {
        try (TestNode a = TestNode.start(1, config())) {
            InetSocketAddress address;
            try (TestNode b = TestNode.start(2, config())) {
                address = b.listen();
                a.dial(address, b.key);
                take(a.opened);
            }
            take(a.closed);
            a.dial(address, null);
            assertEquals(Cause.UNREACHABLE, take(a.unreached).close().cause());
            try (TestNode b = TestNode.start(2, config())) {
                b.listen(address);
                a.dial(address, b.key);
                assertEquals(b.key, take(a.opened).key());
            }
        }
    }

    @Test
    void anUnknownNameIsSaid() {
        try (TestNode a = TestNode.start(1, config())) {
            a.transport.dial(new Address(null, "no-such-host.invalid", 1));
            TestNode.Unreached unreached = take(a.unreached);
            assertEquals(
                    "unreachable: the name no-such-host.invalid is unknown",
                    unreached.close().toString());
        }
    }

    @Test
    void aTakenPortIsRefusedWithItsAddress() {
        try (TestNode a = TestNode.start(1, config());
                TestNode b = TestNode.start(2, config())) {
            InetSocketAddress taken = a.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Exception refused = assertThrows(java.io.IOException.class, () -> b.transport.listen(taken));
            assertTrue(refused.getMessage().contains(String.valueOf(taken.getPort())), refused.getMessage());
        }
    }

    static byte[] filled(int length, int with) {
        byte[] frame = new byte[length];
        Arrays.fill(frame, (byte) with);
        return frame;
    }
}
