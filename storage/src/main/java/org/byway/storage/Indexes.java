package org.byway.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.sync.Sketch;
import org.byway.storage.Frozen.Progress;

/**
 * The owner's view of all tables: the blocks of the snapshot, a frozen tail as far as it is not merged in that snapshot,
 * and the active tail. Rows are added and taken away in the active tail only.
 */
final class Indexes {
    private static final int FIRST_HALF = 16;

    private final Snapshot snapshot;
    private final Directory directory;
    private final Bloom bloom;
    private Map<Table, Tail> active = tails();
    private KeyMap ids = new KeyMap();
    private KeyMap lineages = new KeyMap();
    private Frozen frozen;
    /** The frozen rows in fewer runs where they were read; those that are being merged are left as they are. */
    private Map<Table, List<SortedRun>> frozenRuns;

    private Progress progress;
    private KeyMap frozenIds;
    private KeyMap frozenLineages;
    private long added;
    private final Expired expired = new Expired();
    private final Sketches sketches = new Sketches();
    private final Found lastId = new Found();
    private final Found lastLineage = new Found();

    /** What was looked up last, as long as no row was added: whoever asks for a record puts it next. */
    private static final class Found {
        long high;
        long low;
        long added = -1;
        long number;
    }

    Indexes(Snapshot snapshot, Bloom bloom) {
        this.snapshot = snapshot;
        this.bloom = bloom;
        directory = Directory.read(snapshot.table(Table.SYNC));
    }

    private static Map<Table, Tail> tails() {
        Map<Table, Tail> tails = new EnumMap<>(Table.class);
        for (Table table : Table.values()) {
            tails.put(table, new Tail(table));
        }
        return tails;
    }

    /** How many rows were written to the tail since the store was opened. */
    long added() {
        return added;
    }

    long activeRows() {
        long rows = 0;
        for (Tail tail : active.values()) {
            rows += tail.rows();
        }
        return rows;
    }

    // What happens to records and what is left of them. Each writes the rows that follow from it.

    void enter(long number, Envelope envelope, int community, LineageKey lineage) {
        keyRow(Table.IDS, envelope.id().a(), envelope.id().b(), number, true);
        ids.put(envelope.id().a(), envelope.id().b(), number);
        keyRow(Table.LINEAGES, lineage.high(), lineage.low(), number, true);
        lineages.put(lineage.high(), lineage.low(), number);
        shownRows(number, envelope, community, true);
        expiryRow(envelope.expires(), envelope.kind(), number, true);
        expired.entered(number, envelope, community);
    }

    /** The record leaves sets and lists; it is remembered to the end. */
    void leave(long number, Entry.Put put) {
        shownRows(number, put.envelope(), put.community(), false);
        expiryRow(put.envelope().expires(), put.envelope().kind(), number, false);
        expiryRow(put.end(), 0, number, true);
        expired.left(number, put.envelope(), put.community());
    }

    void unhead(long number, LineageKey lineage) {
        if (find(Table.LINEAGES, lineage.high(), lineage.low()) == number) {
            lineages.put(lineage.high(), lineage.low(), KeyMap.REMOVED);
        }
        keyRow(Table.LINEAGES, lineage.high(), lineage.low(), number, false);
    }

    void remember(long number, long high, long low, long end) {
        keyRow(Table.IDS, high, low, number, true);
        ids.put(high, low, number);
        expiryRow(end, 0, number, true);
    }

    void forget(long number, long high, long low, long end) {
        if (find(Table.IDS, high, low) == number) {
            ids.put(high, low, KeyMap.REMOVED);
        }
        keyRow(Table.IDS, high, low, number, false);
        expiryRow(end, 0, number, false);
    }

    private void keyRow(Table table, long high, long low, long number, boolean add) {
        Tail tail = active.get(table);
        int at = tail.next(add);
        Rows.putLong(tail.recent(), at, high);
        Rows.putLong(tail.recent(), at + 8, low);
        Rows.put48(tail.recent(), at + FIRST_HALF, number);
        added++;
        if (add) {
            bloom.add(high, low);
        }
    }

    private void shownRows(long number, Envelope envelope, int community, boolean add) {
        Bytes32 id = envelope.id();
        Tail sync = active.get(Table.SYNC);
        int at = sync.next(add);
        writeSync(sync.recent(), at, envelope.createdSecond(), id, community, number);
        sketches.follow(community, envelope.createdSecond(), id, number, add);
        Tail authors = active.get(Table.AUTHORS);
        at = authors.next(add);
        byte[] to = authors.recent();
        Rows.putLong(to, at, envelope.author().a());
        writeNewest(to, at + 8, envelope.created(), id, number);
        Tail lists = active.get(Table.LISTS);
        at = lists.next(add);
        to = lists.recent();
        Rows.putInt(to, at, community);
        Rows.putShort(to, at + 4, envelope.kind());
        writeNewest(to, at + 6, envelope.created(), id, number);
        added += 3;
    }

    static void writeSync(byte[] to, int at, long second, Bytes32 id, int community, long number) {
        Rows.putInt(to, at, community);
        to[at + 4] = (byte) (second >>> 32);
        Rows.putInt(to, at + 5, (int) second);
        id.write(to, at + 9);
        Rows.put48(to, at + 41, number);
    }

    private static void writeNewest(byte[] to, int at, long created, Bytes32 id, long number) {
        Rows.putInverted48(to, at, created);
        Rows.putLong(to, at + 6, ~id.a());
        Rows.put48(to, at + 14, number);
    }

    private void expiryRow(long time, int kind, long number, boolean add) {
        Tail tail = active.get(Table.EXPIRIES);
        int at = tail.next(add);
        Rows.put48(tail.recent(), at, time);
        Rows.putShort(tail.recent(), at + 6, kind);
        Rows.put48(tail.recent(), at + 8, number);
        added++;
    }

    /** Visits every entry that is live until some time up to that one, in order of expiry. */
    void eachExpiring(long time, Expiring each) {
        Scan scan = scan(Table.EXPIRIES, new byte[Table.EXPIRIES.width]);
        while (scan.next() && Rows.get48(scan.row(), 0) <= time) {
            int kind = Rows.getShort(scan.row(), 6);
            if (kind != 0) {
                each.visit(scan.number(), kind);
            }
        }
    }

    /** Takes an entry and the kind of its record. */
    interface Expiring {
        void visit(long number, int kind);
    }

    /** What is to be taken away from sets that leave out what expires up to that time. */
    List<SortedRun> expired(long time, LongFunction<Entry.Put> puts) {
        return expired.runs(
                time,
                (until, row) -> eachExpiring(until, (number, kind) -> {
                    Entry.Put put = puts.apply(number);
                    row.add(number, put.envelope(), put.community());
                }));
    }

    /** Works out a part of the sketch of a community; whether there is more to do. */
    boolean growSketch(int community) {
        return sketches.grow(community, key -> {
            Scan scan = scan(Table.SYNC, key);
            return () -> scan.next() ? scan.row() : null;
        });
    }

    /** The sketch of a community without those rows; null where it was not worked out. */
    Sketch sketch(int community, List<SortedRun> without) {
        return sketches.with(community, without);
    }

    /** The entry that the key of this table leads to, or {@link KeyMap#ABSENT}. */
    long find(Table table, long high, long low) {
        boolean id = table == Table.IDS;
        Found last = id ? lastId : lastLineage;
        if (last.high == high && last.low == low && last.added == added) {
            return last.number;
        }
        last.high = high;
        last.low = low;
        last.added = added;
        last.number = bloom.mayHold(high, low) ? findHeld(table, id, high, low) : KeyMap.ABSENT;
        return last.number;
    }

    private long findHeld(Table table, boolean id, long high, long low) {
        long number = (id ? ids : lineages).get(high, low);
        if (number == KeyMap.ABSENT && frozen != null) {
            number = (id ? frozenIds : frozenLineages).get(high, low);
        }
        if (number == KeyMap.ABSENT) {
            number = findOnDisk(table, high, low);
        }
        return number == KeyMap.REMOVED ? KeyMap.ABSENT : number;
    }

    private long findOnDisk(Table table, long high, long low) {
        byte[] row = new byte[table.width];
        Arrays.fill(row, (byte) 0xff);
        Rows.putLong(row, 0, high);
        Rows.putLong(row, 8, low);
        TableReader reader = snapshot.table(table);
        return reader.seek(row) ? Block.find(reader.block(), high, low) : KeyMap.ABSENT;
    }

    /** All rows of the table that are not in blocks of the snapshot. */
    List<SortedRun> tail(Table table) {
        List<SortedRun> newest = active.get(table).runs();
        if (frozen == null || progress.table() > table.ordinal()) {
            return newest;
        }
        List<SortedRun> compact = Tail.compact(frozenRuns.get(table));
        frozenRuns.put(table, compact);
        List<SortedRun> all = new ArrayList<>(Frozen.left(compact, table, progress));
        all.addAll(newest);
        return all;
    }

    /** Reads the table from the key on, which is as long as a row. */
    Scan scan(Table table, byte[] key) {
        return new Scan(snapshot.table(table), tail(table), key);
    }

    TableReader reader(Table table) {
        return snapshot.table(table);
    }

    Directory directory() {
        return directory;
    }

    boolean isFrozen() {
        return frozen != null;
    }

    /** Lets the tail be merged as it stands, and begins a new one. */
    Frozen freeze(long upTo, Sweeps sweeps) {
        Map<Table, List<SortedRun>> runs = new EnumMap<>(Table.class);
        active.forEach((table, tail) -> runs.put(table, tail.all()));
        frozen = new Frozen(upTo, Map.copyOf(runs), sweeps);
        frozenRuns = runs;
        progress = Progress.START;
        frozenIds = ids;
        frozenLineages = lineages;
        active = tails();
        ids = new KeyMap();
        lineages = new KeyMap();
        return frozen;
    }

    /** A frozen tail of an earlier life was merged that far. */
    void resume(Progress from) {
        progress = from;
    }

    /** Follows the merge to where it stands in the snapshot; null: it has ended, and what was frozen is handed back. */
    Frozen advance(Progress to, List<Directory.Patch> patches) {
        directory.apply(patches);
        progress = to;
        if (to != null) {
            return null;
        }
        Frozen ended = frozen;
        frozen = null;
        frozenRuns = null;
        frozenIds = null;
        frozenLineages = null;
        return ended;
    }
}
