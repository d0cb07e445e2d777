package org.byway.agent.node;

import java.util.function.Function;

/** What came back of a question to a node. */
public sealed interface Reply<T> {
    record Got<T>(T value) implements Reply<T> {}

    /** The node answered that it will not, with a code for programs and a sentence for people. */
    record Refused<T>(String code, String message) implements Reply<T> {}

    /** There was no answer, or none that could be understood. Whether the node did as asked is not known. */
    record Unreachable<T>(String why) implements Reply<T> {}

    default <U> Reply<U> map(Function<T, U> change) {
        return switch (this) {
            case Got<T>(T value) -> new Got<>(change.apply(value));
            case Refused<T>(String code, String message) -> new Refused<>(code, message);
            case Unreachable<T>(String why) -> new Unreachable<>(why);
        };
    }
}
