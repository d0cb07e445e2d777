package org.byway.protocol.record;

/** Either a value or the reason why there is none. Expected refusals are values; exceptions are for bugs. */
public sealed interface Checked<T> {
    record Ok<T>(T value) implements Checked<T> {}

    record Refused<T>(Refusal refusal) implements Checked<T> {
        /** The same refusal, where another type of value was wanted. */
        public <U> Refused<U> as() {
            return new Refused<>(refusal);
        }
    }

    /** The value; throws IllegalStateException with the refusal's text where there is none. For tests and own data. */
    default T orThrow() {
        return switch (this) {
            case Ok<T>(T value) -> value;
            case Refused<T>(Refusal refusal) -> throw new IllegalStateException(refusal.toString());
        };
    }
}
