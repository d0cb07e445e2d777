package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tiny run of each benchmark, on real nodes: what it prints, that nothing is left behind. Speed is not asserted. */
class BenchCommandsTest {
    private final Typed typed = new Typed();

    @TempDir
    private Path folder;

    @Test
    void ingestTellsWhatTheIssuePromises() throws IOException {
        JsonNode line = run("ingest", "--records", "2000", "--batch", "1000", "--connections", "2");
        assertEquals(2000, line.path("records").asInt());
        assertEquals(1000, line.path("batch").asInt());
        assertEquals(2, line.path("connections").asInt());
        assertPositive(
                line,
                "seconds",
                "recordsPerSecond",
                "verifyPerSecond",
                "cores",
                "lmdbPutsPerSecond",
                "ratioToVerify",
                "ratioToLmdb",
                "diskBytesPerSealedByte",
                "cpuMicrosPerRecord",
                "indexSeconds",
                "restartMillis");
        assertTrue(line.path("indexedLater").asInt() <= 4000, line.toString());
        assertTrue(line.path("indexCpuMicrosPerRecord").isNumber(), line.toString());
        assertNothingIsLeft();
    }

    @Test
    void ingestSealsEachRecordByItself() throws IOException {
        JsonNode line = run("ingest", "--records", "1500", "--batch", "1", "--connections", "1");
        assertEquals(1, line.path("batch").asInt());
        assertPositive(line, "recordsPerSecond", "ratioToVerify");
    }

    @Test
    void lettersAreSentFetchedOnceAndLeftWaiting() throws IOException {
        JsonNode line = run(
                "letters",
                "--senders",
                "5",
                "--receivers",
                "4",
                "--letters",
                "200",
                "--single",
                "10",
                "--waiting",
                "100");
        assertEquals(200, line.path("letters").asInt());
        assertEquals(0, line.path("doubled").asInt());
        assertEquals(100, line.path("waiting").asInt());
        assertPositive(
                line,
                "lettersPerSecond",
                "p50Millis",
                "p99Millis",
                "maxMillis",
                "nodeMicrosPerLetter",
                "verifyPerSecond",
                "commitP50Millis",
                "filledPerSecond",
                "waitingHeapBytes",
                "waitingDiskBytes",
                "fetchedPerSecond");
        assertNothingIsLeft();
    }

    @Test
    void syncFillsTheEmptyNodeAndFindsEqualSetsEqualInOneRoundTrip() throws IOException {
        JsonNode line = run("sync", "--records", "3000");
        assertEquals(3000, line.path("records").asInt());
        assertPositive(line, "seconds", "recordsPerSecond", "bytes", "recordBytes");
        assertEquals(1, line.path("roundTrips").asInt());
        assertTrue(line.path("bytes").asLong() <= 1024, line.toString());
        assertNothingIsLeft();
    }

    @Test
    void syncCountsTheBytesOfACatalogue() throws IOException {
        Path catalogue = folder.resolve("offers.csv");
        StringBuilder rows = new StringBuilder("title,price,currency\n");
        for (int i = 0; i < 40; i++) {
            rows.append("A chair of oak and well kept,").append(i).append(".00,EUR\n");
        }
        Files.writeString(catalogue, rows);
        JsonNode line = run("sync", "--catalogue", catalogue.toString());
        assertTrue(line.path("records").asLong() >= 40, line.toString());
        assertTrue(line.path("plainRatio").asDouble() > 1, line.toString());
        assertTrue(line.path("packedBytes").asLong() < line.path("plainBytes").asLong(), line.toString());
        assertEquals(
                Exit.FAILED,
                typed.run("bench", "sync", "--catalogue", folder.resolve("none").toString()));
    }

    @Test
    void hopFollowsEveryPostToTheNeighbour() throws IOException {
        JsonNode line = run("hop", "--seconds", "1", "--per-second", "20");
        assertEquals(20, line.path("records").asInt());
        assertPositive(line, "p50Millis", "p99Millis");
        assertNothingIsLeft();
    }

    @Test
    void propagateCountsCopiesOnTheirWayToAllNodes() throws IOException {
        JsonNode line = run("propagate", "--nodes", "4", "--chord", "2", "--posts", "10", "--per-second", "20");
        assertEquals(4, line.path("nodes").asInt());
        assertEquals(0, line.path("late").asInt());
        assertTrue(line.path("equal").asBoolean(), line.toString());
        assertTrue(line.path("redundancy").asDouble() < 1, "all would get it from all, three times: " + line);
        assertPositive(line, "p50Millis", "p99Millis", "killedP50Millis");
        assertNothingIsLeft();
    }

    /** More than the nodes of one community, so that there are two links. */
    @Test
    void sessionsAreHeldWhileOthersPost() throws IOException {
        JsonNode line = run("sessions", "--sessions", "70", "--seconds", "1", "--per-second", "10");
        assertEquals(70, line.path("held").asInt());
        assertEquals(70, line.path("left").asInt());
        assertTrue(line.path("descriptors").asInt() > 70, line.toString());
        assertPositive(line, "openSeconds", "heapBytes", "heapInAllBytes", "residentBytes", "ratio");
        assertPositive(line.path("before"), "postP50Millis", "p99Millis");
        assertPositive(line.path("with"), "postP50Millis", "p99Millis");
        assertNothingIsLeft();
    }

    @Test
    void whoSaysNothingAndWhoReadsNothingAreToldOfWhileOthersPost() throws IOException {
        JsonNode line = run("sessions", "--hostile", "--sessions", "20", "--seconds", "1", "--per-second", "10");
        assertEquals(20, line.path("halfOpen").asInt());
        assertEquals(4, line.path("deaf").asInt());
        assertTrue(line.path("deafCut").isNumber(), line.toString());
        assertPositive(line, "residentBytes", "ratio");
        assertPositive(line.path("with"), "postP50Millis", "p99Millis");
        assertNothingIsLeft();
    }

    @Test
    void overlayTellsOfAllBeforeAndAfterManyFail() {
        assertEquals(Exit.OK, typed.run("bench", "overlay", "--nodes", "60", "--records", "3", "--json"), typed::err);
        assertEquals(5, typed.out().lines().count());
        assertTrue(typed.out().contains("\"when\":\"after 80 % failed\",\"nodes\":12,"), typed.out());
        assertEquals(Exit.USAGE, typed.run("bench", "overlay", "--nodes", "1"));
        assertEquals(Exit.USAGE, typed.run("bench", "propagate", "--nodes", "3"));
    }

    @Test
    void wrongFiguresAreUsage() {
        assertEquals(Exit.USAGE, typed.run("bench", "ingest", "--batch", "7", "--json"));
        assertTrue(typed.err().contains("divisor of 1000"), typed.err());
        assertEquals(Exit.USAGE, typed.run("bench", "sync", "--records", "0"));
        assertEquals(Exit.USAGE, typed.run("bench", "hop", "--seconds", "0"));
        assertEquals(Exit.USAGE, typed.run("bench", "sessions", "--sessions", "0"));
    }

    private JsonNode run(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("bench"));
        all.addAll(List.of(words));
        all.addAll(List.of("--json", "--folder", folder.toString()));
        int exit = typed.run(all.toArray(String[]::new));
        assertEquals(Exit.OK, exit, () -> typed.err());
        return new ObjectMapper().readTree(typed.out());
    }

    private static void assertPositive(JsonNode line, String... fields) {
        for (String field : fields) {
            assertTrue(line.path(field).asDouble() > 0, field + " of " + line);
        }
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
