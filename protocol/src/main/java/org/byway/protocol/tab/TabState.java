package org.byway.protocol.tab;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.step.Parties;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.TabEntry;
import org.byway.protocol.wire.TabOpen;

/** How a tab stands. Each state holds only what it needs. */
public sealed interface TabState {
    /** Before its first step. */
    record Unopened() implements TabState {}

    /** Waits for the other side to join. */
    record Asked(Parties parties, TabOpen open) implements TabState {}

    record Declined(Parties parties, TabOpen open) implements TabState {}

    record Withdrawn(Parties parties, TabOpen open) implements TabState {}

    /** Both have signed the same. */
    record Open(TabLedger ledger) implements TabState {}

    /**
     * One more entry is signed by one side.
     *
     * @param digest what the other side signs
     * @param until milliseconds: up to when
     */
    record Pending(TabLedger ledger, TabEntry entry, Bytes32 digest, Side by, long until) implements TabState {}

    /** Nothing is owed, and nothing will be. */
    record Closed(TabLedger ledger) implements TabState {}

    /** As SPEC.md writes it. */
    default String word() {
        return switch (this) {
            case Unopened unopened -> "unopened";
            case Asked asked -> "asked";
            case Declined declined -> "declined";
            case Withdrawn withdrawn -> "withdrawn";
            case Open open -> "open";
            case Pending pending -> "pending";
            case Closed closed -> "closed";
        };
    }

    /** Null before the first step. */
    default Parties parties() {
        return switch (this) {
            case Unopened unopened -> null;
            case Asked asked -> asked.parties();
            case Declined declined -> declined.parties();
            case Withdrawn withdrawn -> withdrawn.parties();
            case Open open -> open.ledger().parties();
            case Pending pending -> pending.ledger().parties();
            case Closed closed -> closed.ledger().parties();
        };
    }

    /** Null where nothing was opened by both. */
    default TabLedger ledger() {
        return switch (this) {
            case Open open -> open.ledger();
            case Pending pending -> pending.ledger();
            case Closed closed -> closed.ledger();
            case Unopened unopened -> null;
            case Asked asked -> null;
            case Declined declined -> null;
            case Withdrawn withdrawn -> null;
        };
    }

    /** The same with another ledger; what has none stays as it is. */
    default TabState with(TabLedger after) {
        return switch (this) {
            case Open open -> new Open(after);
            case Pending pending ->
                new Pending(after, pending.entry(), pending.digest(), pending.by(), pending.until());
            case Closed closed -> closed;
            case Unopened unopened -> this;
            case Asked asked -> this;
            case Declined declined -> this;
            case Withdrawn withdrawn -> this;
        };
    }
}
