package org.byway.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;

/** Somebody who types command lines in this process and reads what comes. */
final class Typed {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Random random = new Random(11);
    private InputStream in = InputStream.nullInputStream();

    /** What the next command reads. */
    void in(String text) {
        in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    Surroundings surroundings() {
        Surroundings.Streams streams = new Surroundings.Streams(
                in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        Map<String, String> environment = Map.of("HOME", "/nonexistent/for/tests");
        return new Surroundings(streams, environment, false, InstantSource.system(), random);
    }

    /** Runs a command line; gives its exit code. */
    int run(String... words) {
        out.reset();
        err.reset();
        return Byway.run(surroundings(), words);
    }

    /** Standard output of the last command. */
    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Standard error of the last command. */
    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
