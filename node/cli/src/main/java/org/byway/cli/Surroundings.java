package org.byway.cli;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
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

    /** Standard input, output and error. */
    record Streams(InputStream in, PrintStream out, PrintStream err) {}

    static Surroundings ofThisProcess() {
        return new Surroundings(
                new Streams(System.in, System.out, System.err),
                System.getenv(),
                watched() && !"dumb".equals(System.getenv("TERM")),
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
