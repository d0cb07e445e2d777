package org.byway.server.transport;

import static org.byway.server.transport.TestNode.config;
import static org.byway.server.transport.TestNode.take;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.byway.protocol.community.Address;
import org.junit.jupiter.api.Test;

/** Nodes that are dialled by a SOCKS5 proxy, and names that lead where nobody wants to be led. */
final class SocksTest {
    private static final String ONION = "a".repeat(56) + ".onion";

    private static TransportConfig by(StubSocks proxy, boolean all) {
        return config().with(new Socks(proxy.at(), all));
    }

    @Test
    void anOnionAddressIsDialledByTheProxyWhichLooksItUp() throws IOException {
        try (StubSocks proxy = new StubSocks();
                TestNode a = TestNode.start(1, by(proxy, false));
                TestNode b = TestNode.start(2, config())) {
            proxy.name(ONION + ":7400", b.listen());
            a.transport.dial(new Address(b.key, ONION, 7400));
            assertEquals(b.key, take(a.opened).key());
            assertEquals(a.key, take(b.opened).key());
            assertEquals(ONION + ":7400", take(proxy.asked));
        }
    }

    @Test
    void otherNamesGoByItOnlyWhereAllDoAndNeverTheLocalNetwork() throws IOException {
        try (StubSocks proxy = new StubSocks();
                TestNode some = TestNode.start(1, by(proxy, false));
                TestNode all = TestNode.start(2, by(proxy, true));
                TestNode b = TestNode.start(3, config())) {
            InetSocketAddress there = b.listen();
            proxy.name("market.invalid:7400", there);
            some.transport.dial(new Address(b.key, "market.invalid", 7400));
            assertEquals(Cause.UNREACHABLE, take(some.unreached).close().cause());
            all.transport.dial(new Address(b.key, "market.invalid", 7400));
            assertEquals(b.key, take(all.opened).key());
            all.dial(there, b.key);
            assertEquals(b.key, take(all.opened).key());
            assertEquals("market.invalid:7400", take(proxy.asked));
            assertTrue(proxy.asked.isEmpty(), "asked for once");
        }
    }

    @Test
    void whereTheProxyCannotOrIsNotThereThatIsSaid() throws IOException {
        TransportConfig gone;
        try (StubSocks proxy = new StubSocks();
                TestNode a = TestNode.start(1, by(proxy, false))) {
            gone = by(proxy, false);
            a.transport.dial(new Address(null, ONION, 7400));
            Close why = take(a.unreached).close();
            assertEquals(Cause.UNREACHABLE, why.cause());
            assertTrue(why.detail().startsWith("the proxy: "), why.detail());
        }
        try (TestNode a = TestNode.start(1, gone)) {
            a.transport.dial(new Address(null, ONION, 7400));
            assertEquals(Cause.UNREACHABLE, take(a.unreached).close().cause());
        }
        try (TestNode a = TestNode.start(1, config())) {
            a.transport.dial(new Address(null, ONION, 7400));
            assertTrue(take(a.unreached).close().detail().contains("Tor"));
        }
    }

    @Test
    void aNameThatLeadsIntoTheLocalNetworkIsNotFollowedForOthers() {
        try (TestNode a = TestNode.start(1, config());
                TestNode b = TestNode.start(2, config())) {
            Address address = new Address(b.key, "localhost", b.listen().getPort());
            a.transport.dial(address, true);
            assertTrue(take(a.unreached).close().detail().contains("local network"));
            a.transport.dial(address, false);
            assertEquals(b.key, take(a.opened).key());
        }
    }
}
