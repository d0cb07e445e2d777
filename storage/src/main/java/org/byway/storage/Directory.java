package org.byway.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** First row, count and sum of every block of the sync table, so that no range need be read to be summed up. */
final class Directory {
    private final List<byte[]> keys = new ArrayList<>();
    private final List<Sum> sums = new ArrayList<>();
    private long[] before;

    /** What one stretch of a merge did: these neighbouring blocks were replaced by those. */
    record Patch(List<byte[]> oldKeys, List<byte[]> newKeys, List<Sum> newSums) {}

    /** Reads the heads of all blocks. */
    static Directory read(TableReader reader) {
        Directory directory = new Directory();
        for (boolean more = reader.first(); more; more = reader.next()) {
            directory.keys.add(reader.key());
            byte[] head = reader.blockHead();
            directory.sums.add(Sum.read(Block.rows(head), head, Block.SUM_AT));
        }
        return directory;
    }

    int blocks() {
        return keys.size();
    }

    byte[] key(int block) {
        return keys.get(block);
    }

    /** Adds up all blocks before that one. */
    void sumBefore(int block, Sum into) {
        into.add(sums(), block);
    }

    long countBefore(int block) {
        return sums()[block * Sum.LONGS];
    }

    private long[] sums() {
        if (before == null) {
            before = new long[(keys.size() + 1) * Sum.LONGS];
            Sum sum = new Sum();
            for (int i = 0; i < keys.size(); i++) {
                sum.write(before, i);
                sum.add(sums.get(i));
            }
            sum.write(before, keys.size());
        }
        return before;
    }

    /** The last block whose first row lies before the key, or else 0: where rows from the key on begin. */
    int blockOf(byte[] key, int keyBytes) {
        int low = 0;
        int high = keys.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Rows.compare(keys.get(middle), 0, key, 0, keyBytes) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return Math.max(0, low - 1);
    }

    /** Takes over what a committed slice changed; patches come in the order in which they were made. */
    void apply(List<Patch> patches) {
        if (patches.isEmpty()) {
            return;
        }
        before = null;
        for (Patch patch : patches) {
            int at = place(patch);
            int replaced = patch.oldKeys().size();
            splice(keys, at, replaced, patch.newKeys());
            splice(sums, at, replaced, patch.newSums());
        }
    }

    private int place(Patch patch) {
        if (patch.oldKeys().isEmpty()) {
            return 0;
        }
        byte[] first = patch.oldKeys().get(0);
        int at = blockOf(first, first.length);
        return at < keys.size() && Arrays.equals(keys.get(at), first) ? at : at + 1;
    }

    private static <T> void splice(List<T> all, int at, int replaced, List<T> by) {
        List<T> old = all.subList(at, at + replaced);
        if (replaced == by.size()) {
            for (int i = 0; i < replaced; i++) {
                old.set(i, by.get(i));
            }
        } else {
            old.clear();
            all.addAll(at, by);
        }
    }
}
