package org.byway.protocol.deal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.step.LifecycleTable;
import org.byway.protocol.step.Step;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.Side;
import org.junit.jupiter.api.Test;

/** The table of SPEC.md, its drawing and the code say the same: what is found by trying, and nothing else. */
class LifecycleTableTest {
    private static final int MOST_STATES = 3_000;
    private static final int TRIES = 160;
    private static final int MOST_OWED = 3;

    @Test
    void theTableHoldsWhatTheCodeDoesAndNothingElse() throws IOException {
        TreeSet<String> found = new TreeSet<>();
        explore(new Chance(7), found);
        LifecycleTable.check("lifecycle", found);
    }

    /** A state that was reached, and the step that led there; null in the beginning. */
    private record Reached(DealState state, Step by) {}

    /** From each kind of state tries what might be said, in its time and when that is over. */
    private static void explore(Chance chance, TreeSet<String> found) {
        TreeSet<String> seen = new TreeSet<>();
        List<Reached> all = new ArrayList<>(List.of(new Reached(new DealState.Unopened(), null)));
        for (int next = 0; next < all.size() && next < MOST_STATES; next++) {
            Reached from = all.get(next);
            long now = from.by() == null ? Person.NOON : from.by().at();
            for (int i = 0; i < TRIES; i++) {
                Bytes32 by = chance.random().nextBoolean() ? Chance.ALICE : Chance.BOB;
                Step step = from.by() != null && i % 8 == 0
                        ? chance.lapse(from.by(), by, now + 91 * Person.DAY)
                        : chance.step(from.state(), from.by(), by, now + 1);
                if (Lifecycle.DEAL.next(from.state(), step) instanceof Checked.Ok<DealState>(DealState after)) {
                    note(from.state(), step, after, found);
                    if (seen.add(kind(after))) {
                        all.add(new Reached(after, step));
                    }
                }
            }
        }
    }

    /** What tells states apart as far as the table goes. */
    private static String kind(DealState state) {
        Work work = state.agreed();
        if (work == null || work.owed().size() > MOST_OWED) {
            return state.word();
        }
        return state.word()
                + work.course()
                + work.owed().stream()
                        .map(owed -> " " + owed.giver() + owed.settled() + owed.said() + owed.begun())
                        .sorted()
                        .toList();
    }

    private static void note(DealState state, Step step, DealState after, TreeSet<String> found) {
        found.add("%s | %s | %s | %s"
                .formatted(state.word(), word(step.said().getWhatCase()), role(state, step), after.word()));
    }

    private static String word(DealStep.WhatCase what) {
        return what.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Who said it, as the table calls people. */
    private static String role(DealState state, Step step) {
        if (state instanceof DealState.Unopened) {
            return "opener";
        }
        Side by = state.parties().side(step.author());
        int place = Fulfilment.place(step.said());
        if (place > 0) {
            return state.agreed().at(place).giver() == by ? "giver" : "receiver";
        }
        return switch (step.said().getWhatCase()) {
            case QUOTE, ACCEPT, DECLINE, WITHDRAW, CONSENT, REFUSE -> asked(state) == by ? "asker" : "answerer";
            default -> "either";
        };
    }

    private static Side asked(DealState state) {
        return switch (state) {
            case DealState.Quoted quoted -> quoted.by();
            case DealState.Cancelling asked -> asked.by();
            case DealState.Returning asked -> asked.by();
            case DealState.Disputed disputed -> disputed.by();
            default -> null;
        };
    }
}
