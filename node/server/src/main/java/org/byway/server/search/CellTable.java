package org.byway.server.search;

import java.io.IOException;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.util.BytesRef;
import org.byway.protocol.market.Area;
import org.byway.protocol.market.Cover;
import org.byway.protocol.place.Place;

/** How far each cell of a segment is from the middle of an area: found once for each cell, however many records it has. */
final class CellTable {
    static final int NOWHERE = -1;
    private static final int NOT_YET = -1;
    private static final int MOST_LOOKED_AT = 8_192;

    private final SortedDocValues cells;
    private final Area area;
    private final int[] metres;

    private CellTable(SortedDocValues cells, Area area, int[] metres) {
        this.cells = cells;
        this.area = area;
        this.metres = metres;
    }

    /** Null where no record of the segment has a place. */
    static CellTable of(LeafReader segment, Side side, Area area) throws IOException {
        SortedDocValues cells = segment.getSortedDocValues(side.cell);
        if (cells == null) {
            return null;
        }
        int[] metres = new int[cells.getValueCount()];
        Arrays.fill(metres, NOT_YET);
        return new CellTable(cells, area, metres);
    }

    /** The same, to be asked from the first document again. */
    CellTable again(LeafReader segment, Side side) throws IOException {
        return new CellTable(segment.getSortedDocValues(side.cell), area, metres);
    }

    /** Documents in ascending order. */
    int metres(int document) throws IOException {
        return cells.advanceExact(document) ? metresOf(cells.ordValue()) : NOWHERE;
    }

    private int metresOf(int cell) throws IOException {
        if (metres[cell] == NOT_YET) {
            Place place = new Place(cells.lookupOrd(cell).utf8ToString());
            metres[cell] = area.metresTo(place.centre());
        }
        return metres[cell];
    }

    /** The cells in the radius and how far each is; null where too many would have to be looked at one by one. */
    TreeMap<BytesRef, Integer> near() throws IOException {
        TreeSet<String> cover = Cover.of(area);
        if (cover == null) {
            return null;
        }
        TreeMap<BytesRef, Integer> near = new TreeMap<>();
        TreeSet<String> coarser = new TreeSet<>();
        int looked = 0;
        for (String prefix : cover) {
            int from = first(prefix);
            int to = first(prefix + "~");
            looked += to - from;
            if (looked > MOST_LOOKED_AT) {
                return null;
            }
            for (int cell = from; cell < to; cell++) {
                addIfNear(cell, near);
            }
            for (int i = 1; i < prefix.length(); i++) {
                coarser.add(prefix.substring(0, i));
            }
        }
        for (String cell : coarser) {
            int found = cells.lookupTerm(new BytesRef(cell));
            if (found >= 0) {
                addIfNear(found, near);
            }
        }
        return near;
    }

    private int first(String prefix) throws IOException {
        int found = cells.lookupTerm(new BytesRef(prefix));
        return found >= 0 ? found : -1 - found;
    }

    private void addIfNear(int cell, TreeMap<BytesRef, Integer> near) throws IOException {
        int away = metresOf(cell);
        if (away <= area.radiusMetres()) {
            near.put(BytesRef.deepCopyOf(cells.lookupOrd(cell)), away);
        }
    }
}
