package org.byway.storage.file;

import java.util.Locale;

/** What was asked for, or why it is not to be had. */
public sealed interface Answer<T> {
    record Got<T>(T value) implements Answer<T> {}

    /** The detail is for people. */
    record Refused<T>(Why why, String detail) implements Answer<T> {}

    enum Why {
        /** There is no such thing here. */
        UNKNOWN,
        /** Something as new or newer is here. */
        STALE,
        /** It rests on what is not here. */
        INCOMPLETE,
        /** Its owner has had all the room that one may have. */
        OVER_QUOTA,
        /** The node has no room. */
        STORE_FULL,
        /** Too many have begun to keep something here lately. */
        TOO_MANY_PLACES,
        /** The community's caretakers have had it purged. */
        BARRED,
        /** Too much is asked for at once. */
        BUSY;

        /** As problems name it: lower case, words joined by hyphens. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static <T> Answer<T> of(T value) {
        return new Got<>(value);
    }

    static <T> Answer<T> refused(Why why, String detail) {
        return new Refused<>(why, detail);
    }
}
