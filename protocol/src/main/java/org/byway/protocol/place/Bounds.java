package org.byway.protocol.place;

/**
 * The rectangle of a cell in degrees. A point on its southern or western edge is in it, one on the others is not,
 * except at 90 and 180.
 */
public record Bounds(double south, double west, double north, double east) {
    public Coordinates centre() {
        return new Coordinates((south + north) / 2, (west + east) / 2);
    }

    public boolean contains(Coordinates point) {
        return point.latitude() >= south
                && (point.latitude() < north || north == 90)
                && point.latitude() <= north
                && point.longitude() >= west
                && (point.longitude() < east || east == 180)
                && point.longitude() <= east;
    }
}
