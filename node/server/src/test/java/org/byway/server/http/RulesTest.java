package org.byway.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.byway.server.http.HttpLimits.Rates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small rules by themselves. */
class RulesTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void anAddressNamesTheNodeWhereTheConnectionCameInByIt() {
        HostRule rule = new HostRule(Set.of("town.example"));

        assertTrue(rule.allows("192.0.2.7", "192.0.2.7"));
        assertFalse(rule.allows("192.0.2.8", "192.0.2.7"));
        assertTrue(rule.allows("[2001:db8:0:0:0:0:0:1]", "2001:db8:0:0:0:0:0:1%eth0"));
        assertTrue(rule.allows("TOWN.example.", "192.0.2.7"));
        assertFalse(rule.allows("example", "192.0.2.7"));
        assertFalse(rule.allows("", "192.0.2.7"));
    }

    @Test
    void addressesAreWrittenWithTheirPort() throws UnknownHostException {
        assertEquals("127.0.0.1:80", HostRule.text(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 80)));
        assertEquals("[::1]:80", HostRule.text(new InetSocketAddress(InetAddress.getByName("::1"), 80)));
    }

    @Test
    void aSecondsWorthMayComeAtOnceAndComesBackInASecond() {
        RateCap cap = new RateCap(new Rates(1000, 2));

        assertTrue(cap.take("203.0.113.1", 0));
        assertTrue(cap.take("203.0.113.1", 0));
        assertFalse(cap.take("203.0.113.1", 0));
        assertTrue(cap.take("203.0.113.2", 0), "another address has its own");
        assertTrue(cap.take("203.0.113.1", SECOND / 2));
        assertFalse(cap.take("203.0.113.1", SECOND / 2));
        assertTrue(cap.take("203.0.113.1", 100 * SECOND));
        assertTrue(cap.take("203.0.113.1", 100 * SECOND));
        assertFalse(cap.take("203.0.113.1", 100 * SECOND), "no more than a second's worth is saved up");
    }

    @Test
    void loopbackIsTreatedMoreGenerously() {
        RateCap cap = new RateCap(new Rates(1000, 1));
        for (int i = 0; i < 1000; i++) {
            assertTrue(cap.take("127.0.0.1", 0));
        }
        assertFalse(cap.take("127.0.0.1", 0));
    }

    @Test
    void aNetworkOfIpv6CountsAsOne() {
        RateCap cap = new RateCap(new Rates(1000, 1));

        assertTrue(cap.take("2001:db8:1:2:3:4:5:6", 0));
        assertFalse(cap.take("2001:db8:1:2:ffff:4:5:6", 0));
        assertTrue(cap.take("2001:db8:1:3:3:4:5:6", 0));
    }

    @Test
    void addressesThatAreHeardNoMoreAreForgotten() {
        RateCap cap = new RateCap(new Rates(1000, 1));
        cap.take("203.0.113.1", 0);
        for (int i = 0; i < 8192; i++) {
            cap.take("198.51." + i / 256 + "." + i % 256, 0);
        }

        assertTrue(cap.take("203.0.113.1", 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}              | true",
                "{\"a\":[1]}     | true",
                "[[[]]]          | false",
                "\"[[[[[[\"      | true",
                "[\"\\\"[[[[\"]  | true",
                "[\"\\\\\",[[]]] | false",
                "[],[],[],[]     | true",
                "\"              | true",
            })
    void jsonNestsOnlySoDeep(String text, boolean within) {
        assertEquals(within, JsonDepth.within(text.getBytes(StandardCharsets.UTF_8), 2));
    }

    @Test
    void aTokenIsBroughtAsABearer() {
        Token token = new Token("abc");

        assertTrue(token.isIn("Bearer abc"));
        assertTrue(token.isIn("bearer abc"));
        assertFalse(token.isIn("Bearer abcd"));
        assertFalse(token.isIn("Bearer "));
        assertFalse(token.isIn("abc"));
        assertFalse(token.isIn(null));
        assertThrows(IllegalArgumentException.class, () -> new Token(" "));
    }
}
