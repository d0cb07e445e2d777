package org.byway.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The file of a store before and after one commit, and what a power cut may leave of the way from one to the other.
 *
 * <p>The way is LMDB's: it writes the pages that changed, syncs, and then writes one of the two meta pages through a
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

    /** @param committed whether the group must be there; otherwise all that was there before, and nothing of the group */
    record Image(byte[] bytes, boolean committed, String what) {}

    private final byte[] before;
    private final byte[] after;
    private final int pageBytes;

    PowerCut(byte[] before, byte[] after) {
        this.before = before;
        this.after = after;
        this.pageBytes = ByteBuffer.wrap(after).order(ByteOrder.LITTLE_ENDIAN).getInt(PAGE_SIZE_AT);
    }

    Image image(Order order, Random random) {
        boolean metaWritten = order == Order.UNSYNCED || random.nextInt(8) == 0;
        boolean dataWritten = order == Order.SYNCED && (metaWritten || random.nextInt(8) == 0);
        int unit = random.nextBoolean() ? SECTOR_BYTES : pageBytes;
        List<Integer> changed = changed(unit);
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
        return new Image(grown ? bytes : Arrays.copyOf(bytes, end), metaWritten, what);
    }

    private int metaBytes() {
        return 2 * pageBytes;
    }

    /** Where data differs. */
    private List<Integer> changed(int unit) {
        List<Integer> places = new ArrayList<>();
        for (int place = metaBytes(); place < after.length; place += unit) {
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
