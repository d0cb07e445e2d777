package org.byway.cli;

/**
 * A command's expected end without success: a code for programs, a sentence for people, what to do about it (or empty), and the
 * exit code. Thrown by commands and told in one place, {@link Byway}.
 */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String hint;
    private final int exit;

    Failure(String code, String message, String hint, int exit) {
        super(message, null, false, false);
        this.code = code;
        this.hint = hint;
        this.exit = exit;
    }

    static Failure failed(String code, String message, String hint) {
        return new Failure(code, message, hint, Exit.FAILED);
    }

    static Failure usage(String message, String hint) {
        return new Failure("usage", message, hint, Exit.USAGE);
    }

    static Failure configuration(String message, String hint) {
        return new Failure("configuration", message, hint, Exit.CONFIGURATION);
    }

    String code() {
        return code;
    }

    String hint() {
        return hint;
    }

    int exit() {
        return exit;
    }
}
