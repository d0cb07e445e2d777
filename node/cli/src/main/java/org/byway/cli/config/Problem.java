package org.byway.cli.config;

/**
 * What is wrong with a file or with the environment.
 *
 * @param key null where no single key is to blame
 * @param hint what to do about it; empty where the message says all
 */
public record Problem(Source where, String key, String message, String hint) {
    /** A line for people. */
    public String words() {
        return where.words() + ": " + message + (hint.isEmpty() ? "" : " " + hint);
    }
}
