package org.byway.protocol.market;

import org.byway.protocol.place.Coordinates;

/** All that is within so many kilometres of a point. */
public record Area(Coordinates centre, int radiusKm) {
    /** What is meant by near where nobody says how near. */
    public static final int USUAL_RADIUS_KM = 25;

    /** A little less than a degree of latitude has. */
    private static final double KM_A_DEGREE = 111;

    public Area {
        if (radiusKm < 1 || radiusKm > MarketRule.RADIUS_KM) {
            throw new IllegalArgumentException("a radius has 1 to " + MarketRule.RADIUS_KM + " km, not " + radiusKm);
        }
    }

    /** Whether a point is farther than that by its latitude alone, which is told without the distance; most are. */
    boolean isSurelyBeyond(Coordinates point, int km) {
        return Math.abs(point.latitude() - centre.latitude()) * KM_A_DEGREE > km;
    }

    /** Whole metres along the surface, rounded down. */
    public int metresTo(Coordinates point) {
        return (int) Math.floor(centre.distanceKm(point) * 1000);
    }

    public int radiusMetres() {
        return radiusKm * 1000;
    }
}
