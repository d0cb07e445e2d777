package org.byway.bench;

/** Why a run could not go on: a code for programs, a sentence for people and what they can do about it, or empty. */
public final class BenchFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String hint;

    public BenchFailure(String code, String message, String hint) {
        super(message);
        this.code = code;
        this.hint = hint;
    }

    public String code() {
        return code;
    }

    public String hint() {
        return hint;
    }
}
