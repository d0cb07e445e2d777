package org.byway.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongFunction;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Cursor;
import org.byway.protocol.store.Listing;
import org.byway.protocol.store.Store.Page;
import org.byway.protocol.store.Store.Query;
import org.byway.storage.Sweeps.Fate;

/** Lists records newest first, out of one range of rows for an author, or of one per community and kind. */
final class Lister {
    private static final int MOST_PASSED = 1000;
    private static final int AUTHOR_BYTES = 8;
    private static final int RANGE_BYTES = 6;

    private final Indexes indexes;
    private final Communities communities;

    Lister(Indexes indexes, Communities communities) {
        this.indexes = indexes;
        this.communities = communities;
    }

    /** Rows that share their first bytes, newest first. */
    private static final class Range implements Comparable<Range> {
        private final Scan scan;
        private final byte[] start;
        private final int shared;

        Range(Scan scan, byte[] start, int shared) {
            this.scan = scan;
            this.start = start;
            this.shared = shared;
        }

        boolean next() {
            return scan.next() && Rows.compare(scan.row(), 0, start, 0, shared) == 0;
        }

        @Override
        public int compareTo(Range other) {
            int left = scan.row().length - shared;
            return Rows.compare(scan.row(), shared, other.scan.row(), other.shared, left);
        }
    }

    Page list(Query query, LongFunction<SignedRecord> live) {
        Cursor after =
                query.cursor() == null ? null : Cursor.parse(query.cursor()).orThrow();
        PriorityQueue<Range> ranges = new PriorityQueue<>();
        if (query.author() == null) {
            addShown(query, after, ranges);
        } else {
            byte[] start = new byte[Table.AUTHORS.width];
            Rows.putLong(start, 0, query.author().a());
            add(Table.AUTHORS, start, AUTHOR_BYTES, after, ranges);
        }
        List<SignedRecord> page = new ArrayList<>();
        Cursor last = null;
        for (int passed = 0; !ranges.isEmpty(); passed++) {
            if (passed == query.limit() + (long) MOST_PASSED) {
                return new Page(page, last.text());
            }
            Range range = ranges.poll();
            SignedRecord record = live.apply(range.scan.number());
            Cursor at = record == null ? null : Cursor.of(record.envelope());
            boolean behind = at != null && (after == null || after.compareTo(at) < 0);
            if (behind && Listing.wants(query, record.envelope())) {
                if (page.size() == query.limit()) {
                    return new Page(
                            page,
                            Cursor.of(page.get(page.size() - 1).envelope()).text());
                }
                page.add(record);
            }
            last = behind ? at : place(range);
            if (range.next()) {
                ranges.add(range);
            }
        }
        return new Page(page, null);
    }

    /** What leaves when an author's key takes the place of those before it, to be staged in slices. */
    List<Entry.Retire> signedBefore(Bytes32 author, int keySequence, LongFunction<SignedRecord> live) {
        byte[] start = new byte[Table.AUTHORS.width];
        Rows.putLong(start, 0, author.a());
        Range range = new Range(indexes.scan(Table.AUTHORS, start), start, AUTHOR_BYTES);
        List<Entry.Retire> slices = new ArrayList<>();
        long[] numbers = new long[Retirement.SLICE];
        int count = 0;
        while (range.next()) {
            SignedRecord record = live.apply(range.scan.number());
            if (record != null && Listing.signedBefore(record.envelope(), author, keySequence)) {
                numbers[count++] = range.scan.number();
            }
            if (count == numbers.length) {
                slices.add(floors(numbers, count));
                count = 0;
            }
        }
        if (count > 0) {
            slices.add(floors(numbers, count));
        }
        return slices;
    }

    private static Entry.Retire floors(long[] numbers, int count) {
        Fate[] fates = new Fate[count];
        Arrays.fill(fates, Fate.FLOOR);
        return new Entry.Retire(Arrays.copyOf(numbers, count), fates);
    }

    /** A cursor from the row alone: at or before the record that it names. */
    private static Cursor place(Range range) {
        byte[] row = range.scan.row();
        long created = Rows.getInverted48(row, range.shared);
        return new Cursor(created, new Bytes32(~Rows.getLong(row, range.shared + 6), 0, 0, 0));
    }

    private void addShown(Query query, Cursor after, PriorityQueue<Range> ranges) {
        if (query.community() != null) {
            addKinds(query.kind(), communities.number(query.community()), after, ranges);
        } else {
            for (int community = 1; community <= communities.count(); community++) {
                addKinds(query.kind(), community, after, ranges);
            }
        }
    }

    private void addKinds(int kind, int community, Cursor after, PriorityQueue<Range> ranges) {
        byte[] start = new byte[Table.LISTS.width];
        Rows.putInt(start, 0, community);
        Rows.putShort(start, 4, kind);
        if (kind != 0) {
            add(Table.LISTS, start, RANGE_BYTES, after, ranges);
            return;
        }
        Scan scan = indexes.scan(Table.LISTS, start);
        while (scan.next() && Rows.getInt(scan.row(), 0) == community) {
            int found = Rows.getShort(scan.row(), 4);
            byte[] one = start.clone();
            Rows.putShort(one, 4, found);
            add(Table.LISTS, one, RANGE_BYTES, after, ranges);
            byte[] next = start.clone();
            Rows.putInt(next, 0, found == 0xffff ? community + 1 : community);
            Rows.putShort(next, 4, found + 1);
            scan = indexes.scan(Table.LISTS, next);
        }
    }

    private void add(Table table, byte[] start, int shared, Cursor after, PriorityQueue<Range> ranges) {
        if (after != null) {
            Rows.putInverted48(start, shared, after.created());
            Rows.putLong(start, shared + 6, ~after.id().a());
        }
        Range range = new Range(indexes.scan(table, start), start, shared);
        if (range.next()) {
            ranges.add(range);
        }
    }
}
