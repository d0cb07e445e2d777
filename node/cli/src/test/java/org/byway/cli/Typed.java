package org.byway.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Somebody who types command lines in this process and reads what comes. */
final class Typed {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Random random = new Random(11);
    private final Map<String, String> environment = new HashMap<>(Map.of("HOME", "/nonexistent/for/tests"));
    private InputStream in = InputStream.nullInputStream();

    /** What the next command reads. */
    void in(String text) {
        in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sets a variable for all that follows. */
    void environment(String variable, String value) {
        environment.put(variable, value);
    }

    Surroundings surroundings() {
        Surroundings.Streams streams = new Surroundings.Streams(
                in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return new Surroundings(streams, Map.copyOf(environment), false, InstantSource.system(), random);
    }

    /** What a command in this home works at. */
    Desk desk(Path home) {
        return new Desk(surroundings(), new GlobalOptions() {
            @Override
            public Optional<Path> home() {
                return Optional.of(home);
            }

            @Override
            public Optional<Path> config() {
                return Optional.empty();
            }

            @Override
            public boolean json() {
                return false;
            }
        });
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
