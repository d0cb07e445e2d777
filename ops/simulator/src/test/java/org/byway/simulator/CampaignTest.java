package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many seeds of every scenario. A failure says what went wrong, and the command that shows it again. */
class CampaignTest {
    private static final long SEEDS = Long.getLong("byway.seeds", 20);
    /** The clock that was off by a day takes a day to come right, even if a virtual one. */
    private static final long LONG_SEEDS = Math.max(1, SEEDS / 10);

    static Stream<String> scenarios() {
        return Scenario.ALL.stream().map(Scenario::name);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void nothingIsLostAndAllBecomeEqual(String name) {
        Scenario scenario = Scenario.named(name);
        long seeds = scenario.has(Fault.DAY_OFF) ? LONG_SEEDS : SEEDS;
        List<String> failures = LongStream.range(0, seeds)
                .parallel()
                .mapToObj(seed -> Replay.run(scenario, seed, null))
                .filter(report -> !report.good())
                .map(Report::failure)
                .toList();
        assertEquals(List.of(), failures);
    }

    @ParameterizedTest
    @ValueSource(strings = {"everything", "crashes", "full-disks"})
    void theStoreOnDiskPassesToo(String name, @TempDir Path folder) {
        Scenario scenario = Scenario.named(name);
        for (long seed = 0; seed < 2; seed++) {
            Report report = Replay.run(scenario, seed, LmdbDisk.in(folder), null);
            assertEquals(null, report.failure());
        }
    }
}
