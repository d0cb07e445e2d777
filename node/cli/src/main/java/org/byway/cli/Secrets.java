package org.byway.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.byway.agent.vault.Unlocking;

/** Asks for what nobody else may read: at a terminal without showing it, otherwise a line of standard input. */
final class Secrets {
    private final Surroundings surroundings;
    private final BufferedReader lines;

    Secrets(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.lines = new BufferedReader(
                new InputStreamReader(surroundings.streams().in(), StandardCharsets.UTF_8),
                Unlocking.MAX_PASSPHRASE_BYTES);
    }

    /** Ends the command where nothing is said. */
    String ask(String what) throws IOException {
        String said = surroundings.terminal() ? typed(what) : lines.readLine();
        if (said == null || said.isEmpty()) {
            throw Failure.usage(
                    "No " + what + " was given.", "Type it, or give it as a line of standard input to programs.");
        }
        if (said.length() > Unlocking.MAX_PASSPHRASE_BYTES) {
            throw Failure.usage("The " + what + " is too long.", "");
        }
        return said;
    }

    private String typed(String what) {
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("%s: ", Desk.capital(what));
        return typed == null ? null : new String(typed);
    }
}
