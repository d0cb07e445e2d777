package org.byway.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
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
 * <p>{@code -Dbyway.kills=1000 -Dbyway.seed=7} makes a soak of it ({@code ops/soak kills}).
 */
class CrashTest {
    private static final long STORE_BYTES = 1 << 28;
    private static final int KILLS = Integer.getInteger("byway.kills", 6);
    /** What is in the journal is written to LMDB at once, now and then, or not before the journal is full. */
    private static final long[] LINGERS = {1, 20, Settings.NEVER};

    private static final long SEED = Long.getLong("byway.seed", 1);
    /** Kills of one store: each child goes through all that was there before it, so a life cannot be long. */
    private static final int LIFE = 25;

    @TempDir
    Path folder;

    @Test
    void whatWasAcknowledgedOutlivesEveryKill() throws Exception {
        int groups = 0;
        for (int kills = 0; kills < KILLS; kills += LIFE) {
            int life = kills / LIFE;
            groups += live(Files.createDirectory(folder.resolve("life-" + life)), SEED + life, KILLS - kills);
            System.out.println("soak: kills: " + Math.min(kills + LIFE, KILLS) + " kills, " + groups
                    + " groups acknowledged, 0 lost; seeds from " + SEED);
        }
        assertTrue(groups >= KILLS, "there was something to lose");
    }

    /** How many groups one store has acknowledged, through so many kills, or as many as a life has. */
    private static int live(Path store, long seed, int kills) throws Exception {
        Random random = new Random(seed);
        Script script = new Script(seed);
        for (int kill = 1; kill <= Math.min(kills, LIFE); kill++) {
            Settings settings =
                    new Settings(store, STORE_BYTES, 1 + random.nextInt(200), LINGERS[random.nextInt(LINGERS.length)]);
            int acknowledged = runAndKill(script, 1 + random.nextInt(40), settings);
            String where = "kill " + kill + " of seed " + seed + ", after group " + acknowledged;
            while (script.groups() < acknowledged) {
                script.next();
            }
            check(script, settings, where);
        }
        return script.groups();
    }

    /** What stands on disk is what was acknowledged, or one group more that could not be acknowledged any more. */
    private static void check(Script script, Settings settings, String where) throws Exception {
        try (LmdbStore store = LmdbStore.open(new Settings(settings.folder(), STORE_BYTES, settings.tailRecords()))) {
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

    private static int runAndKill(Script script, int groups, Settings settings)
            throws IOException, InterruptedException {
        Path errors = settings.folder().resolveSibling(settings.folder().getFileName() + ".err");
        int last = script.groups();
        Process child = ChildJava.start(
                errors.toFile(),
                List.of(),
                CrashChild.class,
                settings.folder(),
                script.seed(),
                last,
                settings.tailRecords(),
                settings.lingerMillis());
        try (BufferedReader said = child.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < groups; i++) {
                String line = said.readLine();
                assertNotNull(line, () -> "the child ended by itself: " + told(errors));
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

    private static String told(Path errors) {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
