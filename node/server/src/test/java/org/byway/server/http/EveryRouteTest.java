package org.byway.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.openapi.contract.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What no stranger's page may do, tried on every operation of the contract: who adds one gets its tests with it. Even with the
 * token, which a page cannot have.
 */
class EveryRouteTest {
    private static final String OWN = "|Host: localhost:PORT";
    private static final String TOKEN = "|Authorization: Bearer " + Served.TOKEN;

    @TempDir
    static Path folder;

    private static Served served;

    /** An operation of the contract, with something in the place of each parameter of its path. */
    private record Route(String id, String method, String path, boolean administers) {
        static Route of(Operation operation) {
            boolean open = operation.getSecurityRequirements().stream()
                    .anyMatch(requirement -> requirement.getNames().isEmpty());
            boolean administers = !open
                    && operation.getSecurityRequirements().stream()
                            .anyMatch(requirement -> requirement.getNames().contains("home")
                                    || requirement.getNames().contains(Guard.OWNER));
            String path = operation.getAbsoluteOpenAPIPath().replaceAll("\\{[^}]*}", "1".repeat(64));
            return new Route(
                    operation.getOperationId(), operation.getHttpMethod().name(), path, administers);
        }

        String head(String rest) {
            String length = method.equals("GET") ? "" : "|Content-Length: 0";
            return method + " " + path + " HTTP/1.1" + length + rest;
        }

        @Override
        public String toString() {
            return id;
        }
    }

    static List<Route> routes() {
        return Contract.load().model().operations().stream().map(Route::of).toList();
    }

    static Stream<Route> administration() {
        return routes().stream().filter(Route::administers);
    }

    @BeforeAll
    static void serve() {
        served = new Served(folder.resolve("node.sock"));
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static String whole(String head) {
        return head.replace("PORT", Integer.toString(served.address.getPort())).replace("|", "\r\n") + "\r\n\r\n";
    }

    private static Wire.Answer ask(String head) throws IOException {
        try (Wire wire = new Wire(served.address)) {
            return wire.say(whole(head)).answer();
        }
    }

    @Test
    void administrationIsAmongThem() {
        assertTrue(administration().count() >= 4, "or nothing here tries anything");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aReboundNameIsNotServed(Route route) throws IOException {
        for (String host : List.of("evil.example", "evil.example:PORT", "localhost.evil.example", "0.0.0.0:PORT")) {
            Wire.Answer answer = ask(route.head("|Host: " + host + TOKEN));
            assertEquals(421, answer.status(), host);
            assertTrue(answer.tells("wrong-host"));
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void anotherSitesPageIsRefused(Route route) throws IOException {
        for (String asker : List.of(
                "|Origin: https://evil.example",
                "|Origin: null",
                "|Origin: http://localhost:1",
                "|Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: no-cors",
                "|Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: cors",
                "|Sec-Fetch-Site: same-site|Sec-Fetch-Mode: cors",
                "|Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: iframe")) {
            Wire.Answer answer = ask(route.head(OWN + asker + TOKEN));
            assertEquals(403, answer.status(), asker);
            assertTrue(answer.tells("cross-site"));
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aFormOfAnotherSiteChangesNothing(Route route) throws IOException {
        Wire.Answer answer = ask(route.head(OWN + TOKEN + "|Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: navigate"));
        assertEquals(route.method().equals("GET"), answer.status() != 403, "a link may be followed, and only that");
    }

    @ParameterizedTest
    @MethodSource("administration")
    void administrationWantsTheToken(Route route) throws IOException {
        for (String token : List.of("", "|Authorization: Bearer wrong", "|Authorization: Basic abc")) {
            Wire.Answer answer = ask(route.head(OWN + token));
            assertEquals(401, answer.status(), token);
            String challenge = answer.header("www-authenticate");
            assertTrue(challenge != null && challenge.startsWith("Bearer"), challenge);
        }
        assertNotEquals(401, ask(route.head(OWN + TOKEN)).status());
    }

    @ParameterizedTest
    @MethodSource("administration")
    void administrationBySocketWantsNone(Route route) throws IOException {
        try (Wire wire = new Wire(folder.resolve("node.sock"))) {
            Wire.Answer answer = wire.say(whole(route.head("|Host: node"))).answer();
            assertNotEquals(401, answer.status());
            assertFalse(answer.tells("wrong-host"));
        }
    }
}
