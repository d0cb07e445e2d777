package org.byway.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The power goes in the middle of a commit; what may be on disk then is opened, holds all that was acknowledged and nothing of
 * what was not, and can be written on.
 *
 * <p>{@code -Dbyway.images=10000 -Dbyway.seed=7} makes a soak of it ({@code ops/soak power}).
 */
class PowerLossTest {
    private static final int IMAGES = Integer.getInteger("byway.images", 200);
    private static final int CONTROL_IMAGES = 40;
    private static final long SEED = Long.getLong("byway.seed", 1);
    private static final int TELL_EVERY = 1_000;

    @TempDir
    Path folder;

    private int images;

    @Test
    void whatWasAcknowledgedOutlivesEveryPowerCut() throws Exception {
        List<String> wrong = run(PowerCut.Order.SYNCED, IMAGES);
        System.out.println("soak: power: " + images + " crash images, " + wrong.size() + " wrong; first seed " + SEED);
        assertEquals(List.of(), wrong);
        assertEquals(IMAGES, images);
    }

    /** The test can fail: were the meta page there before the pages that it points to, stores would be lost. */
    @Test
    void aMetaPageBeforeItsPagesWouldBeSeen() throws Exception {
        assertFalse(run(PowerCut.Order.UNSYNCED, CONTROL_IMAGES).isEmpty());
    }

    /** LMDB would not open some of these: so they never stand where the store is looked for. */
    @ParameterizedTest
    @ValueSource(ints = {0, 100, 4_096, 8_192, 12_288})
    void aFoundingThatWasCutShortIsBegunAgain(int bytes) throws Exception {
        Path apart = Files.createDirectory(folder.resolve("founding"));
        Files.write(apart.resolve(Founding.FILE), new byte[bytes]);
        Files.write(apart.resolve("lock.mdb"), new byte[bytes]);
        for (int open = 0; open < 2; open++) {
            try (LmdbStore store = LmdbStore.open(Settings.in(folder))) {
                assertEquals(List.of(), store.communities());
            }
            assertFalse(Files.exists(apart));
        }
    }

    private List<String> run(PowerCut.Order order, int most) throws IOException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        Path errors = folder.resolve("child.err");
        Process child = ChildJava.start(
                errors.toFile(),
                List.of(),
                PowerCutChild.class,
                Files.createDirectory(folder.resolve("stores")),
                SEED,
                most,
                order);
        String image = "the first image";
        boolean done = false;
        try (BufferedReader said = child.inputReader(StandardCharsets.UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.startsWith("WRONG")) {
                    wrong.add(image + ": " + line);
                } else if (line.equals("done")) {
                    done = true;
                } else {
                    image = line;
                    tell(++images);
                }
            }
        } finally {
            child.destroyForcibly();
            child.waitFor();
        }
        if (!done) {
            wrong.add(image + ": the process died over it: " + Files.readString(errors));
        }
        return wrong;
    }

    private static void tell(int images) {
        if (images % TELL_EVERY == 0) {
            System.out.println("soak: power: " + images + " crash images");
        }
    }
}
