package org.byway.agent.catalogue;

import org.byway.protocol.record.Kind;

/** Whether a file holds things that are offered or things that are wanted. Their columns differ a little. */
public enum Wanted {
    OFFERS(Kind.OFFER),
    INTENTS(Kind.INTENT);

    private final Kind kind;

    Wanted(Kind kind) {
        this.kind = kind;
    }

    /** As what it is said. */
    public Kind kind() {
        return kind;
    }

    /** The longest that one may stay live: its horizon (SPEC.md). */
    public int maxDays() {
        return kind.horizonDays();
    }
}
