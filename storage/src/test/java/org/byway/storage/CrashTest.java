package org.byway.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process writes and says what it has committed; it is killed (SIGKILL) in the middle; what is on disk then is all that
 * it said, whole groups, and nothing else. The tail is short, so that merges and sweeps are cut short too; and so is what
 * is in the journal alone.
 *
 * <p>{@code -Dbyway.kills=1000 -Dbyway.seed=7} makes a soak of it.
 */
class CrashTest {
    private static final int KILLS = Integer.getInteger("byway.kills", 6);
    /** What is in the journal is written to LMDB at once, now and then, or not before the journal is full. */
    private static final long[] LINGERS = {1, 20, Settings.NEVER};

    private static final long SEED = Long.getLong("byway.seed", 1);

    @TempDir
    Path folder;

    @Test
    void whatWasAcknowledgedOutlivesEveryKill() throws Exception {
        Random random = new Random(SEED);
        Script script = new Script(SEED);
        for (int kill = 1; kill <= KILLS; kill++) {
            int tailRecords = 1 + random.nextInt(200);
            long linger = LINGERS[random.nextInt(LINGERS.length)];
            int acknowledged = runAndKill(script.groups(), 1 + random.nextInt(40), tailRecords, linger);
            String where = "kill " + kill + " of seed " + SEED + ", after group " + acknowledged;
            while (script.groups() < acknowledged) {
                script.next();
            }
            check(script, tailRecords, where);
        }
    }

    /** What stands on disk is what was acknowledged, or one group more that could not be acknowledged any more. */
    private void check(Script script, int tailRecords, String where) throws Exception {
        try (LmdbStore store = LmdbStore.open(new Settings(folder, 1 << 28, tailRecords))) {
            String difference = script.difference(store);
            if (difference != null) {
                script.next();
                assertEquals(
                        null,
                        script.difference(store),
                        where + "; before the group that was not acknowledged: " + difference);
            }
        }
    }

    private int runAndKill(int from, int groups, int tailRecords, long linger)
            throws IOException, InterruptedException {
        Process child = ChildJava.start(errors(), List.of(), CrashChild.class, folder, SEED, from, tailRecords, linger);
        int last = from;
        try (BufferedReader said = child.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < groups; i++) {
                String line = said.readLine();
                assertNotNull(line, () -> "the child ended by itself: " + told());
                last = Integer.parseInt(line);
            }
            // By its handle: the process itself would close what it said along with it.
            child.toHandle().destroyForcibly();
            // What it said before it died counts, whenever we come to read it; a line that was cut short does not.
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                last = line.length() < Integer.toString(last).length() ? last : Math.max(last, Integer.parseInt(line));
            }
        } finally {
            child.destroyForcibly();
            child.waitFor();
        }
        return last;
    }

    private File errors() {
        return folder.resolve("child.err").toFile();
    }

    private String told() {
        try {
            return Files.readString(errors().toPath());
        } catch (IOException e) {
            return e.toString();
        }
    }
}
