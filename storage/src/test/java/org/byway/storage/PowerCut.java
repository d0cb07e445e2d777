package org.byway.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The files of a store before and after one commit, and what a power cut may leave of the way from one to the other.
 *
 * <p>A commit goes to the journal or to LMDB. The way there is LMDB's: it writes the pages that changed, syncs, and then writes one of the two meta pages through a
 * descriptor that syncs each write ({@link SyncOrderTest} watches it). Up to the sync any part of the changed pages may be on
 * disk, in units of a sector or a page, whatever order they were written in, and the file may have grown or not. After it
 * all of them are. The meta page is written within one sector, so it is the old one or the new one.
 */
final class PowerCut {
    /** What disks write whole or not at all. */
    static final int SECTOR_BYTES = 512;

    private static final int PAGE_SIZE_AT = 40;

    /** What LMDB does, and what it would do if it did not sync before it writes a meta page. */
    enum Order {
        SYNCED,
        UNSYNCED
    }

    /** What stands in the files of a store. */
    record Disk(byte[] data, byte[] journal) {
        static Disk of(Path folder) throws IOException {
            return new Disk(
                    Files.readAllBytes(folder.resolve(Founding.FILE)),
                    Files.readAllBytes(folder.resolve(Journal.FILE)));
        }

        void write(Path folder) throws IOException {
            Files.write(folder.resolve(Founding.FILE), data);
            Files.write(folder.resolve(Journal.FILE), journal);
        }
    }

    /** @param committed whether the group must be there; otherwise all that was there before, and nothing of the group */
    record Image(Disk disk, boolean committed, String what) {}

    private final Disk from;
    private final Disk to;
    private final byte[] before;
    private final byte[] after;
    private final int pageBytes;

    PowerCut(Disk from, Disk to) {
        this.from = from;
        this.to = to;
        this.before = from.data();
        this.after = to.data();
        this.pageBytes = ByteBuffer.wrap(after).order(ByteOrder.LITTLE_ENDIAN).getInt(PAGE_SIZE_AT);
    }

    Image image(Order order, Random random) {
        return Arrays.equals(from.journal(), to.journal()) ? commit(order, random) : entry(random);
    }

    /** An entry is written to the journal at once; any part of it may be on disk before that returns. */
    private Image entry(Random random) {
        int unit = random.nextBoolean() ? SECTOR_BYTES : pageBytes;
        List<Integer> changed = changed(from.journal(), to.journal(), 0, unit);
        boolean whole = random.nextInt(4) == 0;
        byte[] journal = from.journal().clone();
        List<Integer> written = whole ? changed : some(changed, random);
        for (int place : written) {
            System.arraycopy(to.journal(), place, journal, place, unit);
        }
        String what =
                "%d of %d changed units of %d bytes of the journal".formatted(written.size(), changed.size(), unit);
        return new Image(new Disk(to.data(), journal), whole, what);
    }

    private Image commit(Order order, Random random) {
        boolean metaWritten = order == Order.UNSYNCED || random.nextInt(8) == 0;
        boolean dataWritten = order == Order.SYNCED && (metaWritten || random.nextInt(8) == 0);
        int unit = random.nextBoolean() ? SECTOR_BYTES : pageBytes;
        List<Integer> changed = changed(before, after, metaBytes(), unit);
        List<Integer> written = dataWritten ? changed : some(changed, random);
        byte[] bytes = Arrays.copyOf(before, after.length);
        int end = before.length;
        for (int place : written) {
            System.arraycopy(after, place, bytes, place, unit);
            end = Math.max(end, place + unit);
        }
        if (metaWritten) {
            System.arraycopy(after, 0, bytes, 0, metaBytes());
        }
        boolean grown = dataWritten || random.nextBoolean();
        String what = "%d of %d changed units of %d bytes, the %s meta page, %s"
                .formatted(
                        written.size(),
                        changed.size(),
                        unit,
                        metaWritten ? "new" : "old",
                        grown ? "all its length" : "no longer than that");
        Disk disk = new Disk(grown ? bytes : Arrays.copyOf(bytes, end), to.journal());
        return new Image(disk, metaWritten, what);
    }

    private int metaBytes() {
        return 2 * pageBytes;
    }

    /** Where they differ. */
    private static List<Integer> changed(byte[] before, byte[] after, int first, int unit) {
        List<Integer> places = new ArrayList<>();
        for (int place = first; place < after.length; place += unit) {
            boolean same = place + unit <= before.length
                    && Arrays.equals(before, place, place + unit, after, place, place + unit);
            if (!same) {
                places.add(place);
            }
        }
        return places;
    }

    /** The first of them as they were written, or any, or all but one; perhaps none. */
    private static List<Integer> some(List<Integer> all, Random random) {
        if (all.isEmpty()) {
            return all;
        }
        int count = random.nextInt(all.size());
        List<Integer> some = new ArrayList<>(all);
        switch (random.nextInt(3)) {
            case 0 -> some.subList(count, some.size()).clear();
            case 1 -> some.remove(count);
            default -> {
                Collections.shuffle(some, random);
                some.subList(count, some.size()).clear();
            }
        }
        return some;
    }
}
