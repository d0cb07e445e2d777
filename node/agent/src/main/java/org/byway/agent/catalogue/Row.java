package org.byway.agent.catalogue;

/** One row of a file: what it says, or why it was refused. */
public sealed interface Row {
    /** Counted from 1, the header not included. */
    long number();

    record Accepted(long number, Draft draft) implements Row {}

    record Refused(long number, String reason) implements Row {}
}
