package org.byway.storage;

import java.nio.ByteBuffer;
import org.byway.storage.Frozen.Progress;

/** What every commit writes beside the entries: where it stands. One row. */
record State(Staged staged, Merged merged) {
    static final State EMPTY = new State(new Staged(0, 1, 1, 0, 0, 0, 0), new Merged(0, 0, 0, Progress.START));
    private static final int LONGS = 10;

    /** What the owner decided: numbers of the last group, next entry and next tree, the last hour expired, heads by kind. */
    record Staged(long group, long nextEntry, long nextTree, long expiredTo, long records, long intents, long offers) {
        void write(ByteBuffer to) {
            to.putLong(group).putLong(nextEntry).putLong(nextTree).putLong(expiredTo);
            to.putLong(records).putLong(intents).putLong(offers);
        }

        static Staged read(ByteBuffer from) {
            return new Staged(
                    from.getLong(),
                    from.getLong(),
                    from.getLong(),
                    from.getLong(),
                    from.getLong(),
                    from.getLong(),
                    from.getLong());
        }
    }

    /**
     * How far the indexes follow the log: rows of all entries up to the one, and of entries up to the other as far as the
     * progress says; what entries up to the third replaced is cut down.
     */
    record Merged(long indexedTo, long frozenTo, long sweptTo, Progress progress) {}

    int bytes() {
        byte[] behind = merged.progress.behind();
        return LONGS * Long.BYTES + 2 + (behind == null ? 0 : behind.length);
    }

    void write(ByteBuffer to) {
        staged.write(to);
        to.putLong(merged.indexedTo).putLong(merged.frozenTo).putLong(merged.sweptTo);
        byte[] behind = merged.progress.behind() == null ? new byte[0] : merged.progress.behind();
        to.put((byte) merged.progress.table()).put((byte) behind.length).put(behind);
    }

    static State read(ByteBuffer from) {
        Staged staged = Staged.read(from);
        long indexedTo = from.getLong();
        long frozenTo = from.getLong();
        long sweptTo = from.getLong();
        int table = from.get();
        byte[] behind = EntryFormat.readBytes(from, from.get());
        Progress progress = new Progress(table, behind.length == 0 ? null : behind, 0);
        return new State(staged, new Merged(indexedTo, frozenTo, sweptTo, progress));
    }
}
