package org.byway.protocol.terms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.step.LifecycleTable;
import org.byway.protocol.step.Speaker;
import org.byway.protocol.step.Step;
import org.byway.protocol.wire.Side;
import org.junit.jupiter.api.Test;

/** The table of SPEC.md, its drawing and the code say the same. */
class TermsTableTest {
    private static final int TRIES = 400;

    /** A state that was reached, and the step that led there; null in the beginning. */
    private record Reached(TermsState state, Step by) {}

    @Test
    void theTableHoldsWhatTheCodeDoesAndNothingElse() throws IOException {
        TreeSet<String> found = new TreeSet<>();
        TreeSet<String> seen = new TreeSet<>();
        Random random = new Random(7);
        List<Reached> all = new ArrayList<>(List.of(new Reached(new TermsState.Unopened(), null)));
        for (int next = 0; next < all.size(); next++) {
            Reached from = all.get(next);
            for (int i = 0; i < TRIES; i++) {
                Bytes32 by = from.by() == null || random.nextBoolean() ? Saying.ALICE : Saying.SHOP;
                long later = i % 2 == 0 ? 1 : 100 * Speaker.DAY;
                long at = from.by() == null ? Speaker.NOON : from.by().at() + later;
                Step step = Saying.chance(random, from.state(), from.by(), by, at);
                if (TermsCourse.TERMS.next(from.state(), step) instanceof Checked.Ok<TermsState>(TermsState after)) {
                    found.add(row(from.state(), step, after));
                    if (seen.add(kind(after))) {
                        all.add(new Reached(after, step));
                    }
                }
            }
        }
        LifecycleTable.check("terms", found);
    }

    private static String kind(TermsState state) {
        return state instanceof TermsState.Disputed disputed
                ? "disputed " + (disputed.ended() == null) + disputed.by()
                : state.word();
    }

    private static String row(TermsState before, Step step, TermsState after) {
        String what = step.said().getTerms().getWhatCase().name().toLowerCase(Locale.ROOT);
        return "%s | %s | %s | %s".formatted(before.word(), what, role(before, step), after.word());
    }

    /** Who said it, as the table calls people. */
    private static String role(TermsState state, Step step) {
        if (state instanceof TermsState.Unopened) {
            return "first";
        }
        boolean first = state.parties().side(step.author()) == Side.OPENER;
        return switch (step.said().getTerms().getWhatCase()) {
            case CHOOSE, ACCEPT, DECLINE -> first ? "first" : "second";
            case WITHDRAW -> state instanceof TermsState.Disputed ? "asker" : first ? "first" : "second";
            default -> "either";
        };
    }
}
