package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two people who are never there together speak, through nodes that fail; one that keeps both their mailboxes is lost for good. */
class TalkTest {
    private static final int SEEDS = 4;

    @ParameterizedTest
    @ValueSource(
            strings = {"calm", "breaking-loss", "silent-loss", "partitions", "crashes", "full-disks", "everything"})
    void everyLetterComesOnceAndIsRead(String faults) throws IOException {
        int letters = Seeds.each(
                "talk, " + faults,
                SEEDS,
                seed -> Talk.run(faults, seed, (talk, turn) -> {
                    if (turn == 9) {
                        talk.cluster().host(1).lose();
                    }
                }));
        assertTrue(letters > 0, letters + " letters");
    }
}
