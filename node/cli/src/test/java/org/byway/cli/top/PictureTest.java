package org.byway.cli.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What two samples look like on screens of all sizes. */
class PictureTest {
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final String STATUS =
            """
            {"node":"%s","community":"%s","records":12345,"intents":2345,"offers":10000,"listen":"127.0.0.1:7400",
             "http":"127.0.0.1:7480","version":"byway/0.1.0","behindMillis":0,
             "peers":[{"node":null,"address":"far.example:7400","state":"waiting","reason":"connection refused"},
                      {"node":"%s","address":"near.example:7400","state":"linked","reason":null,"aheadMillis":-1500}],
             "communities":[{"community":"%s","name":"Hillside","records":10},
                            {"community":"%s","name":"Riverside","records":12000}]}
            """.formatted("a".repeat(64), "b".repeat(64), "c".repeat(64), "d".repeat(64), "e".repeat(64));

    private static Sample sample(long atNanos, String status, String figures) throws IOException {
        return new Sample(atNanos, new ObjectMapper().readTree(status), Figures.parse(figures));
    }

    private static List<String> usual(int columns, int rows) throws IOException {
        return Picture.of(
                sample(0, STATUS, "byway_records_stored_total 100\nbyway_received_bytes_total 0\n"),
                sample(2 * SECOND_NANOS, STATUS, """
                        byway_records_stored_total 340
                        byway_received_bytes_total 4194304
                        byway_commit_seconds{quantile="0.5"} 0.0012
                        byway_store_bytes 3.2212254720e10
                        byway_store_most_bytes 6.4424509440e10
                        byway_disk_free_bytes 2.147483648e9
                        process_uptime_seconds 93784
                        """),
                columns,
                rows);
    }

    @Test
    void ratesAreThoseBetweenTheSamples() throws IOException {
        String all = String.join("\n", usual(120, 40));
        assertTrue(all.contains("120/s stored"), all);
        assertTrue(all.contains("2.0 MiB/s in"), all);
        assertTrue(all.contains("half within 1.2 ms"), all);
        assertTrue(all.contains("up 1 d 02:03:04"), all);
        assertTrue(all.contains("██████░░░░░░ 30.0 GiB of 60.0 GiB   disk 2.0 GiB free"), all);
    }

    @Test
    void whatCannotBeFoundYetIsCountedWhileThereIsSome() throws IOException {
        String behind = STATUS.replace("\"behindMillis\"", "\"searchBehind\":4321,\"behindMillis\"");
        List<String> lines = Picture.of(sample(0, behind, ""), sample(1, behind, ""), 120, 40);
        assertTrue(
                lines.contains("records   12,345 live, 10,000 offers, 2,345 intents, 4,321 to index"),
                lines.toString());
        assertTrue(usual(120, 40).contains("records   12,345 live, 10,000 offers, 2,345 intents"));
    }

    @Test
    void peersInTouchComeFirstAndLargeSetsToo() throws IOException {
        List<String> lines = usual(120, 40);
        int peers = lines.indexOf("PEERS 2");
        assertTrue(lines.get(peers + 1).startsWith("  linked    ccccccccccc… near.example:7400"), lines.toString());
        assertTrue(lines.get(peers + 1).endsWith("clock -1.5 s"), lines.toString());
        assertTrue(lines.get(peers + 2).endsWith("connection refused"), lines.toString());
        int sets = lines.indexOf("SETS 2");
        assertTrue(
                lines.get(sets + 1).contains("Riverside") && lines.get(sets + 1).endsWith("12,000 records"));
    }

    @Test
    void aPictureFitsEveryScreen() throws IOException {
        for (int columns = 1; columns < 130; columns += 7) {
            for (int rows = 1; rows < 40; rows += 3) {
                List<String> lines = usual(columns, rows);
                assertTrue(lines.size() <= rows, lines.size() + " lines on " + rows);
                for (String line : lines) {
                    assertTrue(Width.of(line) <= Math.max(columns, 20), line);
                }
            }
        }
    }

    @Test
    void whatFindsNoRoomIsCounted() throws IOException {
        ObjectNode status = (ObjectNode) new ObjectMapper().readTree(STATUS);
        for (int i = 0; i < 50; i++) {
            status.withArray("peers").addObject().put("state", "waiting").put("address", "h:" + i);
            status.withArray("communities")
                    .addObject()
                    .put("community", "f" + i)
                    .put("records", i);
        }
        Sample now = sample(SECOND_NANOS, status.toString(), "");
        List<String> lines = Picture.of(now, now, 80, 24);
        assertTrue(lines.size() <= 24);
        assertTrue(lines.stream().anyMatch(line -> line.matches("PEERS 52, \\d+ not shown")), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.matches("SETS 52, \\d+ not shown")), lines.toString());
    }

    @Test
    void otherPeoplesWordsCannotMoveTheCursor() throws IOException {
        String status = STATUS.replace("Riverside", "\\u001b[2J\\u202e\\nRiver\\u0007")
                .replace("connection refused", "\\r\\u009b31m");
        Sample now = sample(0, status, "");
        for (String line : Picture.of(now, now, 120, 40)) {
            assertFalse(line.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x202E), line);
        }
    }

    @Test
    void wideLettersTakeTwoColumns() {
        assertEquals(8, Width.of("市場 🥖e\u0301".replace(" ", "")) + 1);
        assertEquals("市場…", Width.cut("市場のパン", 5));
        assertEquals("市…", Width.cut("市場のパン", 4));
        assertEquals(10, Width.of(Width.fit("市場", 10)));
        assertEquals("", Width.cut("a", 0));
    }
}
