package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A seed takes the same course each time, whether somebody reads along and whatever keeps the records. */
class ReplayTest {
    private static final Scenario SCENARIO = Scenario.named("everything");

    @Test
    void oneSeedTakesOneCourse() {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        Report first = Replay.run(SCENARIO, 3, null);
        Report second = Replay.run(SCENARIO, 3, new PrintStream(lines, true, StandardCharsets.UTF_8));
        assertEquals(first, second);
        assertTrue(lines.toString(StandardCharsets.UTF_8).contains("all equal"));
        assertNotEquals(first.digest(), Replay.run(SCENARIO, 4, null).digest());
    }

    @Test
    void theStoreOnDiskTakesTheSameCourseAsTheOneInMemory(@TempDir Path folder) {
        Scenario scenario = Scenario.named("calm");
        Report onDisk = Replay.run(scenario, 5, LmdbDisk.in(folder), null);
        assertEquals(Replay.run(scenario, 5, null), onDisk);
    }
}
