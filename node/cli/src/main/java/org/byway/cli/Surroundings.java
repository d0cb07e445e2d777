package org.byway.cli;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * All that a command takes from the outside: its three streams, its environment, whether a person is watching, the clock and
 * randomness. Tests bring their own.
 */
record Surroundings(
        Streams streams,
        Map<String, String> environment,
        boolean terminal,
        InstantSource clock,
        RandomGenerator random) {

    /** Where this variable is set, stack traces are shown. */
    static final String TRACE = "BYWAY_TRACE";

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /** Standard input, output and error, and whether a person reads the latter at a terminal. */
    record Streams(InputStream in, PrintStream out, PrintStream err, boolean errWatched) {}

    static Surroundings ofThisProcess() {
        boolean able = !"dumb".equals(System.getenv("TERM"));
        boolean watched = watched() && able;
        return new Surroundings(
                new Streams(System.in, System.out, System.err, errWatched(watched) && able),
                System.getenv(),
                watched,
                InstantSource.system(),
                new SecureRandom());
    }

    /** Until Java 21 there is a console only at a terminal; from 22 on it has to be asked. */
    private static boolean watched() {
        Console console = System.console();
        try {
            return console != null
                    && Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** Java asks for standard input and output only; Linux tells of each. Elsewhere all three are taken to be alike. */
    private static boolean errWatched(boolean watched) {
        if (!Files.exists(DESCRIPTORS)) {
            return watched;
        }
        try {
            Path device = Files.readSymbolicLink(DESCRIPTORS.resolve("2"));
            return device.startsWith("/dev/pts") || device.toString().matches("/dev/(tty|console).*");
        } catch (IOException e) {
            return false;
        }
    }

    PrintStream out() {
        return streams.out();
    }

    PrintStream err() {
        return streams.err();
    }

    long now() {
        return clock.millis();
    }
}
