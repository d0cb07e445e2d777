package org.byway.protocol.community;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.byway.protocol.place.Bounds;
import org.byway.protocol.place.Coordinates;
import org.byway.protocol.place.Place;
import org.byway.protocol.record.Kind;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Offer;
import org.byway.protocol.wire.PublicPaySignal;

/**
 * Where the things are whose records a link carries. What says no place is carried whatever they are, and so is what reaches into them
 * by its own radius.
 *
 * @param cells of geohash, in order, none a part of another; empty: everywhere
 */
public record LinkAreas(List<String> cells) {
    public static final int MOST_CELLS = 64;
    public static final int MOST_CHARACTERS = 6;
    public static final LinkAreas EVERYWHERE = new LinkAreas(List.of());
    /** Is no cell, and no cell begins so. */
    private static final LinkAreas NOWHERE = new LinkAreas(List.of("-"));

    /** Of cells that may stand in any order and lie in each other. */
    public static LinkAreas of(Iterable<String> cells) {
        SortedSet<String> widest = new TreeSet<>();
        for (String cell : sorted(cells)) {
            // Whatever holds it stands before it.
            if (widest.isEmpty() || !cell.startsWith(widest.last())) {
                widest.add(cell);
            }
        }
        return new LinkAreas(List.copyOf(widest));
    }

    private static SortedSet<String> sorted(Iterable<String> cells) {
        SortedSet<String> sorted = new TreeSet<>();
        cells.forEach(sorted::add);
        return sorted;
    }

    /** Whether these may be said: cells, and not too many. */
    static boolean fit(List<String> cells) {
        return cells.size() <= MOST_CELLS
                && cells.stream().allMatch(cell -> cell.length() <= MOST_CHARACTERS && Place.isCell(cell));
    }

    /** What lies in both. */
    LinkAreas and(LinkAreas other) {
        if (cells.isEmpty() || other.cells.isEmpty()) {
            return cells.isEmpty() ? other : this;
        }
        SortedSet<String> both = new TreeSet<>();
        for (String one : cells) {
            for (String another : other.cells) {
                if (one.startsWith(another)) {
                    both.add(one);
                } else if (another.startsWith(one)) {
                    both.add(another);
                }
            }
        }
        return both.isEmpty() ? NOWHERE : of(both);
    }

    /** Whether a record of that content is carried. */
    boolean carry(int number, byte[] content) {
        if (cells.isEmpty() || content == null) {
            return true;
        }
        try {
            Kind kind = Kind.of(number);
            if (kind == Kind.OFFER) {
                Offer offer = Offer.parseFrom(content);
                return reach(offer.getCell(), offer.getRadiusKm());
            }
            if (kind == Kind.INTENT) {
                Intent intent = Intent.parseFrom(content);
                return reach(intent.getCell(), intent.getRadiusKm());
            }
            return kind != Kind.PAY_SIGNAL
                    || reach(PublicPaySignal.parseFrom(content).getCell(), 0);
        } catch (InvalidProtocolBufferException e) {
            // Whoever takes it in says what is wrong with it.
            return true;
        }
    }

    private boolean reach(String cell, int radiusKm) {
        if (cell.isEmpty() || !Place.isCell(cell)) {
            return true;
        }
        for (String each : cells) {
            if (cell.startsWith(each) || each.startsWith(cell)) {
                return true;
            }
        }
        return radiusKm > 0 && reach(new Place(cell).centre(), radiusKm);
    }

    private boolean reach(Coordinates centre, int radiusKm) {
        for (String each : cells) {
            if (Place.isCell(each) && centre.distanceKm(nearest(new Place(each).bounds(), centre)) <= radiusKm) {
                return true;
            }
        }
        return false;
    }

    private static Coordinates nearest(Bounds bounds, Coordinates to) {
        return new Coordinates(
                Math.max(bounds.south(), Math.min(bounds.north(), to.latitude())),
                Math.max(bounds.west(), Math.min(bounds.east(), to.longitude())));
    }
}
