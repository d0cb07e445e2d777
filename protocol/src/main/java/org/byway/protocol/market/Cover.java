package org.byway.protocol.market;

import java.util.TreeSet;
import org.byway.protocol.place.Bounds;
import org.byway.protocol.place.Coordinates;
import org.byway.protocol.place.Place;

/**
 * A few cells of one size that cover an area: what lies in it, lies in one of them. Cells that begin alike stand together
 * in the index, so these are the stretches to look through.
 */
public final class Cover {
    private static final int MOST_CELLS = 16;
    /** The cells have as many characters or fewer. */
    public static final int FINEST_CHARACTERS = 6;

    private static final double KM_A_DEGREE = 111.0;
    private static final double MARGIN_DEGREES = 0.001;

    private Cover() {}

    /** The cells, in order; null where the area is so large, or so near a pole or the date line, that all are looked at. */
    public static TreeSet<String> of(Area area) {
        double latitudes = area.radiusKm() / KM_A_DEGREE + MARGIN_DEGREES;
        double south = area.centre().latitude() - latitudes;
        double north = area.centre().latitude() + latitudes;
        double widest = Math.max(Math.abs(south), Math.abs(north));
        if (widest > 85) {
            return null;
        }
        double longitudes = latitudes / Math.cos(Math.toRadians(widest));
        double west = area.centre().longitude() - longitudes;
        double east = area.centre().longitude() + longitudes;
        if (west < -180 || east > 180) {
            return null;
        }
        Bounds box = new Bounds(south, west, north, east);
        for (int characters = FINEST_CHARACTERS; characters > 0; characters--) {
            if (cells(box, characters) <= MOST_CELLS) {
                return fill(box, characters);
            }
        }
        return null;
    }

    private static double height(int characters) {
        return 180.0 / (1L << 5 * characters / 2);
    }

    private static double width(int characters) {
        return 360.0 / (1L << (5 * characters + 1) / 2);
    }

    private static double cells(Bounds box, int characters) {
        return (Math.floor((box.north() - box.south()) / height(characters)) + 2)
                * (Math.floor((box.east() - box.west()) / width(characters)) + 2);
    }

    private static TreeSet<String> fill(Bounds box, int characters) {
        TreeSet<String> cells = new TreeSet<>();
        double rows = Math.ceil((box.north() - box.south()) / height(characters));
        double columns = Math.ceil((box.east() - box.west()) / width(characters));
        for (int row = 0; row <= rows; row++) {
            double latitude = Math.min(box.north(), box.south() + row * height(characters));
            for (int column = 0; column <= columns; column++) {
                double longitude = Math.min(box.east(), box.west() + column * width(characters));
                cells.add(Place.of(new Coordinates(latitude, longitude), characters)
                        .cell());
            }
        }
        return cells;
    }
}
