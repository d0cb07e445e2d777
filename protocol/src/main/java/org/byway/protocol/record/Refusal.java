package org.byway.protocol.record;

/** Why something was refused: a code of SPEC.md and a sentence that a person can read. */
public record Refusal(Reason reason, String detail) {
    public static <T> Checked.Refused<T> of(Reason reason, String detail) {
        return new Checked.Refused<>(new Refusal(reason, detail));
    }

    @Override
    public String toString() {
        return reason.code() + ": " + detail;
    }
}
