package org.byway.protocol.mail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.byway.protocol.mail.MailStore.Row;
import org.byway.protocol.mail.MailStore.Shelf;

/** Changes that are not on disk yet, in two layers over what is: those under way there, and those staged since. */
public final class StagedRows {
    /** In the place of a value: the row is not there. Values have at least one byte. */
    private static final byte[] REMOVED = {};

    private final Durable durable;
    private Map<Shelf, NavigableMap<byte[], byte[]>> staged = layer();
    private Map<Shelf, NavigableMap<byte[], byte[]>> underWay = layer();

    /** Reads what is on disk, in the manner of {@link MailStore}. */
    public interface Durable {
        byte[] get(Shelf shelf, byte[] key);

        List<Row> rows(Shelf shelf, byte[] from, byte[] before, int most);
    }

    /** Takes changes to the disk. */
    public interface Writer {
        void put(Shelf shelf, byte[] key, byte[] value);

        void remove(Shelf shelf, byte[] key);
    }

    /** What was staged together. */
    public static final class Changes {
        private final Map<Shelf, NavigableMap<byte[], byte[]>> rows;

        private Changes(Map<Shelf, NavigableMap<byte[], byte[]>> rows) {
            this.rows = rows;
        }

        public int count() {
            return rows.values().stream().mapToInt(Map::size).sum();
        }

        /** Tells all of them, in the order of shelves and keys. */
        public void write(Writer to) {
            rows.forEach((shelf, changed) -> changed.forEach((key, value) -> {
                if (value == REMOVED) {
                    to.remove(shelf, key);
                } else {
                    to.put(shelf, key, value);
                }
            }));
        }
    }

    public StagedRows(Durable durable) {
        this.durable = durable;
    }

    private static Map<Shelf, NavigableMap<byte[], byte[]>> layer() {
        Map<Shelf, NavigableMap<byte[], byte[]>> layer = new EnumMap<>(Shelf.class);
        for (Shelf shelf : Shelf.values()) {
            layer.put(shelf, new TreeMap<>(Arrays::compareUnsigned));
        }
        return layer;
    }

    public byte[] get(Shelf shelf, byte[] key) {
        byte[] value = staged.get(shelf).get(key);
        if (value == null) {
            value = underWay.get(shelf).get(key);
        }
        if (value == null) {
            value = durable.get(shelf, key);
        }
        return value == REMOVED ? null : value;
    }

    public List<Row> rows(Shelf shelf, byte[] from, byte[] before, int most) {
        NavigableMap<byte[], byte[]> first = span(underWay.get(shelf), from, before);
        NavigableMap<byte[], byte[]> second = span(staged.get(shelf), from, before);
        if (first.isEmpty() && second.isEmpty()) {
            return durable.rows(shelf, from, before, most);
        }
        int wanted = most + removed(first) + removed(second);
        List<Row> below = durable.rows(shelf, from, before, wanted);
        TreeMap<byte[], byte[]> merged = new TreeMap<>(Arrays::compareUnsigned);
        below.forEach(row -> merged.put(row.key(), row.value()));
        // Behind the last row that was read there may be others, so nothing may be told from there on.
        byte[] end = below.size() < wanted ? null : below.get(wanted - 1).key();
        for (NavigableMap<byte[], byte[]> layer : List.of(first, second)) {
            merged.putAll(end == null ? layer : layer.headMap(end, true));
        }
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<byte[], byte[]> each : merged.entrySet()) {
            if (each.getValue() != REMOVED && rows.size() < most) {
                rows.add(new Row(each.getKey(), each.getValue()));
            }
        }
        return rows;
    }

    private static NavigableMap<byte[], byte[]> span(NavigableMap<byte[], byte[]> layer, byte[] from, byte[] before) {
        return before == null ? layer.tailMap(from, true) : layer.subMap(from, true, before, false);
    }

    private static int removed(NavigableMap<byte[], byte[]> layer) {
        return (int) layer.values().stream().filter(value -> value == REMOVED).count();
    }

    public void put(Shelf shelf, byte[] key, byte[] value) {
        if (value.length == 0) {
            throw new IllegalArgumentException("a row has a value");
        }
        staged.get(shelf).put(key, value);
    }

    public void remove(Shelf shelf, byte[] key) {
        staged.get(shelf).put(key, REMOVED);
    }

    /** What was staged, which is under way from now on until {@link #settle}; null where there is nothing. */
    public Changes take() {
        Changes changes = new Changes(staged);
        if (changes.count() == 0) {
            return null;
        }
        if (underWay.values().stream().anyMatch(rows -> !rows.isEmpty())) {
            throw new IllegalStateException("a group is under way already");
        }
        underWay = staged;
        staged = layer();
        return changes;
    }

    /** What was under way is on disk, and read from there. */
    public void settle() {
        underWay = layer();
    }
}
