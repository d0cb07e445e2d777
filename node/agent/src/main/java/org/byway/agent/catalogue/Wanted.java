package org.byway.agent.catalogue;

/** Whether a file holds things that are offered or things that are wanted. Their columns differ a little. */
public enum Wanted {
    OFFERS(90),
    INTENTS(30);

    private final int maxDays;

    Wanted(int maxDays) {
        this.maxDays = maxDays;
    }

    /** The longest that one may stay live: its horizon (SPEC.md). */
    public int maxDays() {
        return maxDays;
    }
}
