package org.byway.cli;

import java.nio.file.Path;
import java.util.Map;

/** Where a home, and what ends with the login, is when nobody says: {@code BYWAY_HOME}, else the XDG state folder (freedesktop.org base directories 0.8). */
final class Homes {
    private Homes() {}

    static Path usual(Map<String, String> environment) {
        String own = environment.getOrDefault("BYWAY_HOME", "");
        if (!own.isBlank()) {
            return Path.of(own);
        }
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        if (!state.isBlank() && Path.of(state).isAbsolute()) {
            return Path.of(state, "byway");
        }
        String user = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return Path.of(user, ".local", "state", "byway");
    }

    /** A folder for what ends with the login: in the XDG runtime folder, else one of this user's among the temporary files. */
    static Path ofThisLogin(Map<String, String> environment) {
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        return !runtime.isBlank() && Path.of(runtime).isAbsolute()
                ? Path.of(runtime, "byway")
                : Path.of(System.getProperty("java.io.tmpdir"), "byway-" + System.getProperty("user.name"));
    }
}
