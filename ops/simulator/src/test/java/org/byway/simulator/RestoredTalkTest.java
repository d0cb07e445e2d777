package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.byway.agent.ledger.MemoryBinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A home is lost in the midst of a talk, and made again of the words and a snapshot that is older than what was said last. */
class RestoredTalkTest {
    private static final int SEEDS = 4;
    /** Within so many seeds a mistake is found. */
    private static final int PLANTED_SEEDS = 10;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"calm", "silent-loss", "partitions", "crashes", "everything"})
    void noNumberSaysTwoThingsAndTheTalkGoesOn(String faults) throws IOException {
        int[] refusals = new int[1];
        Seeds.each(
                "restored, " + faults,
                SEEDS,
                seed -> Talk.run(faults, seed, (talk, turn) -> {
                    if (turn == 5) {
                        talk.leaveSnapshot();
                    } else if (turn == 11) {
                        talk.bob().losesHome(folder.resolve(Long.toString(seed)));
                    } else if (turn == Talk.TURNS - 1) {
                        refusals[0] += talk.bob().refusals();
                    }
                }));
        assertTrue(refusals[0] > 0, "nobody wanted to write too early");
    }

    @Test
    void aHomeThatIsPutBackAsACopyIsFoundOut() {
        List<MemoryBinder> copies = new ArrayList<>();
        String found = find("calm", (talk, turn) -> {
            if (turn == 5) {
                copies.add(talk.bob().copy());
            } else if (turn == 11) {
                talk.bob().putsBack(copies.get(copies.size() - 1));
            }
        });
        assertTrue(found.contains("says two different things"), found);
    }

    @Test
    void aDiskThatForgetsIsFoundOut() {
        String found = find("crashes", (talk, turn) -> {
            if (turn == 2) {
                talk.bob().plantForgetfulness();
            }
        });
        assertTrue(found.contains("says two different things") || found.contains("is shown a letter twice"), found);
    }

    /** What the first seed that fails is told. */
    private static String find(String faults, Talk.Event event) {
        return assertThrows(Violation.class, () -> {
                    for (long seed = 0; seed < PLANTED_SEEDS; seed++) {
                        Talk.run(faults, seed, event);
                    }
                })
                .getMessage();
    }
}
