package org.byway.protocol.place;

import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** A geohash cell: one to twelve characters, lower case; each further character is one of its 32 parts. */
public record Place(String cell) {
    /** What is said unless somebody asks for finer: about 5 km by 5 km. */
    public static final int USUAL_CHARACTERS = 5;

    /** About 4 cm by 2 cm. */
    public static final int MAX_CHARACTERS = 12;

    private static final String ALPHABET = "0123456789bcdefghjkmnpqrstuvwxyz";
    private static final int BITS_PER_CHARACTER = 5;

    public Place {
        if (!isCell(cell)) {
            throw new IllegalArgumentException("not a geohash cell: " + cell);
        }
    }

    /**
     * Reads a cell of at most {@code maximumCharacters}: content that is admitted states no place finer than its kind
     * may.
     */
    public static Checked<Place> parse(String cell, int maximumCharacters) {
        if (!isCell(cell)) {
            return Refusal.of(
                    Reason.BAD_CONTENT,
                    "a place is a geohash cell of 1 to " + MAX_CHARACTERS
                            + " characters, digits and letters but a, i, l and o");
        }
        if (cell.length() > maximumCharacters) {
            return Refusal.of(Reason.BAD_CONTENT, "a place here has at most " + maximumCharacters + " characters");
        }
        return new Checked.Ok<>(new Place(cell));
    }

    public static Checked<Place> parse(String cell) {
        return parse(cell, MAX_CHARACTERS);
    }

    /** The cell around a point; throws IllegalArgumentException unless 1 ≤ characters ≤ 12. */
    public static Place of(Coordinates point, int characters) {
        if (characters < 1 || characters > MAX_CHARACTERS) {
            throw new IllegalArgumentException("a cell has 1 to " + MAX_CHARACTERS + " characters, not " + characters);
        }
        Halving east = new Halving(-180, 180);
        Halving north = new Halving(-90, 90);
        StringBuilder cell = new StringBuilder(characters);
        int bit = 0;
        while (cell.length() < characters) {
            int character = 0;
            for (int i = 0; i < BITS_PER_CHARACTER; i++) {
                boolean upper = bit++ % 2 == 0 ? east.upper(point.longitude()) : north.upper(point.latitude());
                character = character << 1 | (upper ? 1 : 0);
            }
            cell.append(ALPHABET.charAt(character));
        }
        return new Place(cell.toString());
    }

    /** An interval that is cut in half again and again. Its edges are exact: few enough bits for a double. */
    private static final class Halving {
        private double low;
        private double high;

        Halving(double low, double high) {
            this.low = low;
            this.high = high;
        }

        boolean upper(double value) {
            double middle = (low + high) / 2;
            boolean upper = value >= middle;
            keep(upper);
            return upper;
        }

        void keep(boolean upper) {
            double middle = (low + high) / 2;
            if (upper) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    /** The usual cell around a point. */
    public static Place of(Coordinates point) {
        return of(point, USUAL_CHARACTERS);
    }

    public Bounds bounds() {
        Halving east = new Halving(-180, 180);
        Halving north = new Halving(-90, 90);
        for (int bit = 0; bit < cell.length() * BITS_PER_CHARACTER; bit++) {
            int character = ALPHABET.indexOf(cell.charAt(bit / BITS_PER_CHARACTER));
            boolean upper = (character >>> BITS_PER_CHARACTER - 1 - bit % BITS_PER_CHARACTER & 1) == 1;
            (bit % 2 == 0 ? east : north).keep(upper);
        }
        return new Bounds(north.low, east.low, north.high, east.high);
    }

    public Coordinates centre() {
        return bounds().centre();
    }

    /** Between the centres, along the surface. */
    public double distanceKm(Place other) {
        return centre().distanceKm(other.centre());
    }

    /** Whether the other cell is this one or a part of it. */
    public boolean covers(Place other) {
        return other.cell.startsWith(cell);
    }

    /** This cell, or the cell of so many characters around it. */
    public Place coarsened(int characters) {
        return characters >= cell.length() ? this : new Place(cell.substring(0, characters));
    }

    /** Whether this is a cell of some size. */
    public static boolean isCell(String text) {
        if (text.isEmpty() || text.length() > MAX_CHARACTERS) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (ALPHABET.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return cell;
    }
}
