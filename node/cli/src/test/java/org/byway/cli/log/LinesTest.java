package org.byway.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** One event is one line, whatever it tells. */
class LinesTest {
    private static final String HOSTILE = "a peer says: \u001b[2J\n2030-01-01 ERROR gone\u202e\u0007";

    private static LoggingEvent event(String message, Throwable thrown) {
        LoggingEvent event = new LoggingEvent(
                LinesTest.class.getName(),
                new LoggerContext().getLogger("org.byway.node"),
                Level.WARN,
                message,
                thrown,
                null);
        event.setInstant(Instant.parse("2030-01-02T03:04:05.006Z"));
        return event;
    }

    @Test
    void peopleReadTimeLevelAndMessage() {
        String line = new String(new TextLines().encode(event("the disk is full", null)), StandardCharsets.UTF_8);
        assertEquals("2030-01-02T03:04:05.006Z WARN  the disk is full" + System.lineSeparator(), line);
    }

    @Test
    void noTextSpeaksToTheTerminal() {
        String line = new String(new TextLines().encode(event(HOSTILE, null)), StandardCharsets.UTF_8);
        assertEquals(1, line.lines().count(), line);
        assertFalse(line.strip().chars().anyMatch(c -> Character.isISOControl(c) || c == 0x202e), line);
    }

    @Test
    void programsReadAnObject() throws IOException {
        String line = new String(
                new JsonLines(false).encode(event(HOSTILE, new IOException("torn"))), StandardCharsets.UTF_8);
        assertEquals(1, line.lines().count());
        JsonNode json = new ObjectMapper().readTree(line);
        assertEquals("2030-01-02T03:04:05.006Z", json.path("time").asText());
        assertEquals("warn", json.path("level").asText());
        assertEquals("org.byway.node", json.path("logger").asText());
        assertEquals(HOSTILE, json.path("message").asText());
        assertEquals("java.io.IOException: torn", json.path("error").asText());
        assertFalse(json.has("trace"));
    }

    @Test
    void whoAsksGetsTheTrace() throws IOException {
        byte[] line = new JsonLines(true).encode(event("it broke", new IOException("torn")));
        assertTrue(new ObjectMapper().readTree(line).path("trace").asText().contains("LinesTest"));
    }

    /** Vert.x calls it an error when somebody speaks no HTTP; whoever can reach the port could fill the log by that. */
    @Test
    void connectionsThatStrangersBreakOffAreNotLogged() {
        assertFalse(
                LoggerFactory.getLogger("io.vertx.core.net.impl.ConnectionBase").isErrorEnabled());
        assertTrue(LoggerFactory.getLogger("io.vertx").isErrorEnabled());
    }
}
