package org.byway.storage;

import java.util.Arrays;
import java.util.function.LongFunction;
import org.byway.storage.Sweeps.Fate;

/** Takes expired records and what is remembered of old ones out of the indexes, some with every group. */
final class Retirement {
    static final int SLICE = 1024;

    private final Indexes indexes;
    private final LongFunction<Entry> entries;
    private byte[] from = new byte[Table.EXPIRIES.width];
    private long until;
    private boolean pending;

    Retirement(Indexes indexes, LongFunction<Entry> entries) {
        this.indexes = indexes;
        this.entries = entries;
    }

    /** Everything that ends up to that time is due. */
    void until(long time) {
        until = time;
        pending = time > 0;
        Arrays.fill(from, (byte) 0);
    }

    /** Something was staged that ends at that time. */
    void came(long time) {
        if (time <= until) {
            until(until);
        }
    }

    /** Whether there may be rows of what is due. */
    boolean pending() {
        return pending;
    }

    /** The next of what is due; null where nothing is. */
    Entry.Retire next() {
        if (!pending) {
            return null;
        }
        long[] numbers = new long[SLICE];
        Fate[] fates = new Fate[SLICE];
        int count = 0;
        Scan scan = indexes.scan(Table.EXPIRIES, from);
        while (count < SLICE && scan.next() && Rows.get48(scan.row(), 0) <= until) {
            numbers[count] = scan.number();
            fates[count++] = fate(Rows.getShort(scan.row(), 6), scan.number());
            from = scan.row().clone();
        }
        pending = count == SLICE;
        return count == 0 ? null : new Entry.Retire(Arrays.copyOf(numbers, count), Arrays.copyOf(fates, count));
    }

    /** What is live becomes a floor, unless that has ended too; all else goes. */
    private Fate fate(int kind, long number) {
        boolean floor = kind != 0 && ((Entry.Put) entries.apply(number)).end() > until;
        return floor ? Fate.FLOOR : Fate.GONE;
    }
}
