package org.byway.protocol.interest;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;

/** Whose an interest is: nobody else sees it or can take it away. */
public sealed interface Owner {
    /** The host of the node. */
    Owner HOME = new Home();

    record Home() implements Owner {
        @Override
        public String text() {
            return "home";
        }
    }

    /** Whoever signs with this key. */
    record Persona(Bytes32 key) implements Owner {
        @Override
        public String text() {
            return key.hex();
        }
    }

    String text();

    static Checked<Owner> parse(String text) {
        if (text.equals(HOME.text())) {
            return new Checked.Ok<>(HOME);
        }
        return switch (Bytes32.parse(text)) {
            case Checked.Ok<Bytes32>(Bytes32 key) -> new Checked.Ok<>(new Persona(key));
            case Checked.Refused<Bytes32> refused -> refused.as();
        };
    }
}
