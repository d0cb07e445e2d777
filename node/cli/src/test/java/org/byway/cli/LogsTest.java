package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.byway.cli.config.Configuration;
import org.byway.cli.config.Setting;
import org.byway.cli.config.Stated;
import org.junit.jupiter.api.Test;

/** Who reads the log decides how it is written, unless the host says. */
class LogsTest {
    /** The first character tells: a brace, or a digit of the time. */
    private static String logged(boolean terminal, String format, String level) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(err, true, StandardCharsets.UTF_8);
        Surroundings.Streams streams = new Surroundings.Streams(InputStream.nullInputStream(), print, print, terminal);
        Surroundings surroundings = new Surroundings(streams, Map.of(), false, InstantSource.system(), new Random(1));
        Map<Setting, Stated> said = new EnumMap<>(Setting.class);
        ServeOptions.put(said, Setting.LOG, format);
        ServeOptions.put(said, Setting.LOG_LEVEL, level);
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        Logs.begin(context, surroundings, Configuration.of(List.of(said)));
        context.getLogger("org.byway.node").info("it runs");
        context.getLogger("io.netty").info("a library's business");
        String text = err.toString(StandardCharsets.UTF_8);
        return text.isEmpty() ? "nothing" : text.substring(0, 1) + text.lines().count();
    }

    @Test
    void aPersonAtATerminalReadsText() {
        assertEquals("2", logged(true, "auto", "info").substring(0, 1));
        assertEquals("{1", logged(true, "json", "info"));
    }

    @Test
    void elsewhereItIsJson() {
        assertEquals("{1", logged(false, "auto", "info"));
        assertEquals("2", logged(false, "text", "info").substring(0, 1));
    }

    @Test
    void theHostSaysHowMuch() {
        assertEquals("nothing", logged(false, "auto", "warn"));
        assertEquals("{1", logged(false, "auto", "debug"));
    }
}
