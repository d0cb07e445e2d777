package org.byway.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.byway.server.transport.Gate.Verdict;
import org.junit.jupiter.api.Test;

final class GateTest {
    private static final int MANY = 1_000;

    private static Gate gate(int connections, int perAddress, int halfOpen, int halfOpenPerAddress) {
        return new Gate(new Limits(1, connections, perAddress, halfOpen, halfOpenPerAddress, 1, 1, 1, 1, 1, 1, 1));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static Channel admitted(Gate gate, String from) {
        Channel channel = new EmbeddedChannel();
        assertNull(assertInstanceOf(Verdict.Admit.class, gate.enter(channel, address(from)))
                .instead());
        return channel;
    }

    private static void refused(String detail, Gate gate, String from) {
        Verdict verdict = gate.enter(new EmbeddedChannel(), address(from));
        assertEquals(
                Cause.TOO_MANY.because(detail),
                assertInstanceOf(Verdict.Refuse.class, verdict).close());
    }

    @Test
    void oneAddressHasItsShareAndAnotherHasItsOwn() {
        Gate gate = gate(MANY, 2, MANY, MANY);
        Channel first = admitted(gate, "192.0.2.1");
        admitted(gate, "192.0.2.1");
        refused("too many connections from this address", gate, "192.0.2.1");
        admitted(gate, "192.0.2.2");
        gate.left(first);
        admitted(gate, "192.0.2.1");
        assertEquals(3, gate.size());
    }

    @Test
    void aWholeSixtyFourOfIpv6IsOneAddress() {
        Gate gate = gate(MANY, 1, MANY, MANY);
        admitted(gate, "2001:db8:1:2::1");
        refused("too many connections from this address", gate, "2001:db8:1:2:3::4");
        admitted(gate, "2001:db8:1:3::1");
    }

    @Test
    void unfinishedHandshakesAreCountedUntilTheyAreDone() {
        Gate gate = gate(MANY, MANY, MANY, 1);
        Channel first = admitted(gate, "192.0.2.1");
        refused("too many unfinished handshakes from this address", gate, "192.0.2.1");
        gate.completed(first);
        gate.left(admitted(gate, "192.0.2.1"));
        admitted(gate, "192.0.2.1");
    }

    @Test
    void loopbackHasNoShareOfItsOwn() {
        Gate gate = gate(50, 1, MANY, 1);
        for (int i = 0; i < 50; i++) {
            admitted(gate, i % 2 == 0 ? "127.0.0.1" : "::1");
        }
        refused("this node holds 50 connections, as many as it may", gate, "127.0.0.1");
    }

    @Test
    void theOldestUnfinishedHandshakeGoes() {
        Gate gate = gate(MANY, MANY, 2, MANY);
        Channel done = admitted(gate, "192.0.2.1");
        gate.completed(done);
        Channel oldest = admitted(gate, "192.0.2.1");
        admitted(gate, "192.0.2.2");
        Verdict verdict = gate.enter(new EmbeddedChannel(), address("192.0.2.3"));
        assertSame(oldest, assertInstanceOf(Verdict.Admit.class, verdict).instead());
        gate.left(oldest);
        gate.left(done);
        assertEquals(2, gate.size());
    }
}
