package org.byway.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.byway.protocol.store.Store;
import org.byway.protocol.store.StoreFault;

/**
 * Lives the lives of stores, cuts the power in each commit in several ways, and opens what is left; in a process of its own,
 * since a store whose pages are wrong can take the process with it. Says which image it looks at before it does, and what is
 * wrong with it after.
 */
final class PowerCutChild {
    private static final int GROUPS = 30;
    private static final int IMAGES_A_COMMIT = 8;
    private static final int GROUPS_AFTERWARDS = 3;
    private static final int ONE_IN = 4;
    /** In how many groups once all that is in the journal is written to LMDB. */
    private static final int SETTLED_ONE_IN = 3;

    private static final long MOST_BYTES = 1 << 28;

    private final Path folder;
    private final PowerCut.Order order;
    private int left;
    private Settings settings;

    private PowerCutChild(Path folder, PowerCut.Order order, int images) {
        this.folder = folder;
        this.order = order;
        this.left = images;
    }

    /** Arguments: folder, first seed, images, order. */
    public static void main(String[] args) throws Exception {
        PowerCutChild child =
                new PowerCutChild(Path.of(args[0]), PowerCut.Order.valueOf(args[3]), Integer.parseInt(args[2]));
        for (long seed = Long.parseLong(args[1]); child.left > 0; seed++) {
            child.live(seed);
        }
        System.out.println("done");
    }

    private void live(long seed) throws IOException, StoreFault {
        Random random = new Random(seed);
        Settings living = new Settings(folder.resolve("life"), MOST_BYTES, 1 + random.nextInt(120), Settings.NEVER);
        settings = new Settings(folder.resolve("image"), MOST_BYTES, living.tailRecords(), Settings.NEVER);
        Script then = new Script(seed);
        Script now = new Script(seed);
        Files.deleteIfExists(living.folder().resolve(Founding.FILE));
        Files.deleteIfExists(living.folder().resolve(Journal.FILE));
        try (LmdbStore store = LmdbStore.open(living)) {
            PowerCut.Disk before = PowerCut.Disk.of(living.folder());
            while (now.groups() < GROUPS && left > 0) {
                now.next(store);
                commit(store);
                PowerCut.Disk after = PowerCut.Disk.of(living.folder());
                cut(before, after, random, then, now);
                then.next();
                before = after;
                if (random.nextInt(SETTLED_ONE_IN) == 0) {
                    store.settle(() -> false);
                    after = PowerCut.Disk.of(living.folder());
                    cut(before, after, random, now, now);
                    before = after;
                }
            }
        }
    }
    /** Looks at what a cut may leave: what was there then, or, as far as that is committed, what is there now. */
    private void cut(PowerCut.Disk before, PowerCut.Disk after, Random random, Script then, Script now)
            throws IOException {
        PowerCut cut = new PowerCut(before, after);
        for (int i = 0; i < IMAGES_A_COMMIT && left > 0; i++, left--) {
            PowerCut.Image image = cut.image(order, random);
            System.out.println("image of seed " + now.seed() + ", group " + now.groups() + ": " + image.what());
            System.out.flush();
            image.disk().write(Files.createDirectories(settings.folder()));
            look(image.committed() ? now : then);
        }
    }

    private void look(Script expected) {
        try {
            String difference = difference(expected);
            if (difference == null && left % ONE_IN == 0) {
                difference = goOn(expected);
            }
            if (difference != null) {
                System.out.println("WRONG: " + difference);
            }
        } catch (StoreFault | RuntimeException fault) {
            System.out.println("WRONG: " + fault);
        }
    }

    private String difference(Script expected) throws StoreFault {
        try (LmdbStore store = LmdbStore.open(settings)) {
            return expected.difference(store);
        }
    }

    /** Writes on over what is left. */
    private String goOn(Script expected) throws StoreFault {
        Script script = new Script(expected.seed());
        while (script.groups() < expected.groups()) {
            script.next();
        }
        try (LmdbStore store = LmdbStore.open(settings)) {
            for (int i = 0; i < GROUPS_AFTERWARDS; i++) {
                script.next(store);
                commit(store);
            }
        }
        String difference = difference(script);
        return difference == null ? null : "having gone on from there: " + difference;
    }

    private static void commit(Store store) throws StoreFault {
        Store.Group group = store.take();
        if (group != null) {
            group.commit();
            store.committed(group);
        }
    }
}
