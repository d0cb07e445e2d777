package org.byway.protocol.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an address is, by its text. */
class WhereaboutsTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, LOOPBACK",
        "localhost, LOOPBACK",
        "a.localhost, LOOPBACK",
        "::1, LOOPBACK",
        "::ffff:127.0.0.1, LOOPBACK",
        "10.1.2.3, PRIVATE",
        "172.16.0.1, PRIVATE",
        "172.31.255.255, PRIVATE",
        "172.32.0.1, PUBLIC",
        "192.168.178.20, PRIVATE",
        "fd12:3456::1, PRIVATE",
        "printer, PRIVATE",
        "node.local, PRIVATE",
        "100.64.0.1, SHARED",
        "100.127.255.255, SHARED",
        "100.128.0.1, PUBLIC",
        "169.254.169.254, LINK_LOCAL",
        "fe80::1, LINK_LOCAL",
        "93.184.216.34, PUBLIC",
        "2a00:1450:4001:82a::200e, PUBLIC",
        "::ffff:93.184.216.34, PUBLIC",
        "market.example, NAME",
        "expyuzz4wqqyqhjn7y2xvyhq3p2y3v4v5w6x7y2z3a4b5c6d7e2f3ghd.onion, ONION",
        "short.onion, NOWHERE",
        "0.0.0.0, NOWHERE",
        "::, NOWHERE",
        "192.0.2.1, NOWHERE",
        "2001:db8::1, NOWHERE",
        "224.0.0.1, NOWHERE",
        "255.255.255.255, NOWHERE",
        "ff02::1, NOWHERE"
    })
    void whatAnAddressIs(String host, Whereabouts what) {
        assertEquals(what, Whereabouts.of(host));
    }

    /** Some programs read the first of these as 127.0.0.1: who announces them has nothing good in mind. */
    @ParameterizedTest
    @CsvSource({
        "127.1",
        "2130706433",
        "0x7f.1",
        "127.0.0.01",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1::2::3",
        "12345::",
        ":1",
        "1:2:3:4:5:6:7:8:9",
        "example.1",
        "example.1."
    })
    void whatOnlyLooksLikeOneLeadsNowhere(String host) {
        assertEquals(Whereabouts.NOWHERE, Whereabouts.of(host));
    }

    @ParameterizedTest
    @CsvSource({
        "93.184.216.34, 5db8",
        "93.184.1.1, 5db8",
        "::ffff:93.184.1.1, 5db8",
        "2a00:1450:4001::1, 2a001450",
        "Market.Example, market.example"
    })
    void addressesOfOneNetworkAreTakenTogether(String host, String network) {
        assertEquals(network, Whereabouts.network(host));
    }
}
