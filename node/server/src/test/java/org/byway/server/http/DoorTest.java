package org.byway.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.byway.server.http.HttpLimits.Patience;
import org.byway.server.http.HttpLimits.Rates;
import org.junit.jupiter.api.Test;

/** Two connections of one stranger, four in all. */
class DoorTest {
    private final Door door = new Door(new HttpLimits(4, 2, new Patience(1, 1, 1), 1, new Rates(1, 1)));
    private final EmbeddedChannel listening = new EmbeddedChannel(door);
    private int ports = 1000;

    private static final class From extends EmbeddedChannel {
        private final InetSocketAddress address;

        From(InetSocketAddress address) {
            this.address = address;
        }

        @Override
        protected SocketAddress remoteAddress0() {
            return address;
        }
    }

    private EmbeddedChannel connect(String host) {
        EmbeddedChannel channel = new From(new InetSocketAddress(host, ports++));
        listening.writeInbound(channel);
        return channel;
    }

    @Test
    void aStrangerHasFewerConnectionsThanThereAre() {
        EmbeddedChannel first = connect("203.0.113.1");
        EmbeddedChannel second = connect("203.0.113.1");
        EmbeddedChannel third = connect("203.0.113.1");
        EmbeddedChannel other = connect("203.0.113.2");

        assertTrue(first.isOpen() && second.isOpen() && other.isOpen());
        assertFalse(third.isOpen());
        assertEquals(3, door.connections());
    }

    @Test
    void loopbackMayHaveAllOfThem() {
        for (int i = 0; i < 4; i++) {
            assertTrue(connect("127.0.0.1").isOpen());
        }

        assertFalse(connect("127.0.0.1").isOpen());
        assertEquals(4, door.connections());
    }

    @Test
    void aPlaceThatIsLeftIsFreeAgain() {
        EmbeddedChannel first = connect("203.0.113.1");
        connect("203.0.113.1");
        first.close().syncUninterruptibly();

        assertTrue(connect("203.0.113.1").isOpen());
        assertEquals(2, door.connections());
    }

    @Test
    void nobodyEntersWhileItCloses() {
        EmbeddedChannel idle = connect("203.0.113.1");
        door.close();

        assertFalse(idle.isOpen());
        assertFalse(connect("203.0.113.2").isOpen());
        assertEquals(0, door.connections());
    }
}
