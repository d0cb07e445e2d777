package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two people do business by letters, both at once, through nodes that fail and with programs that stop: in the end both hold the same. */
class DealingTest {
    private static final int SEEDS = 1;
    /** Within so many seeds a mistake is found. */
    private static final int PLANTED_SEEDS = 10;

    @ParameterizedTest
    @ValueSource(strings = {"calm", "silent-loss", "partitions", "crashes", "clocks", "everything"})
    void bothSidesFindTheSame(String faults) throws IOException {
        int steps = Seeds.each(
                "deals", "dealing, " + faults, SEEDS, seed -> Dealing.run(faults, seed, (dealing, turn) -> {}));
        assertTrue(steps > 0, steps + " steps");
    }

    @Test
    void aDiskThatForgetsIsFoundOut() {
        Violation found = assertThrows(Violation.class, () -> {
            for (long seed = 0; seed < PLANTED_SEEDS; seed++) {
                Dealing.run("crashes", seed, (dealing, turn) -> {
                    if (turn == 2) {
                        dealing.bob().plantForgetfulness();
                    }
                });
            }
        });
        String why = found.getMessage();
        assertTrue(why.contains("no more") || why.contains("and later") || why.contains("twice"), why);
    }
}
