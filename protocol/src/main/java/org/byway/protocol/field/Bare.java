package org.byway.protocol.field;

import java.util.Arrays;
import java.util.Base64;

/** A value without parameters. */
public sealed interface Bare {
    /** As RFC 9651, section 4.1, writes it. */
    String serialized();

    /** An integer of at most fifteen digits. */
    record Whole(long value) implements Bare {
        static final int MAX_DIGITS = 15;

        @Override
        public String serialized() {
            return Long.toString(value);
        }
    }

    /** Printable ASCII. */
    record Text(String value) implements Bare {
        @Override
        public String serialized() {
            return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
    }

    record Token(String value) implements Bare {
        @Override
        public String serialized() {
            return value;
        }
    }

    /** A byte sequence. */
    record Octets(byte[] value) implements Bare {
        @Override
        public String serialized() {
            return ':' + Base64.getEncoder().encodeToString(value) + ':';
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Octets that && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return serialized();
        }
    }

    record Truth(boolean value) implements Bare {
        static final Truth TRUE = new Truth(true);

        @Override
        public String serialized() {
            return value ? "?1" : "?0";
        }
    }
}
