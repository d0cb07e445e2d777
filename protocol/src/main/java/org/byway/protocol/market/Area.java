package org.byway.protocol.market;

import org.byway.protocol.place.Coordinates;

/** All that is within so many kilometres of a point. */
public record Area(Coordinates centre, int radiusKm) {
    /** What is meant by near where nobody says how near. */
    public static final int USUAL_RADIUS_KM = 25;

    public Area {
        if (radiusKm < 1 || radiusKm > MarketRule.RADIUS_KM) {
            throw new IllegalArgumentException("a radius has 1 to " + MarketRule.RADIUS_KM + " km, not " + radiusKm);
        }
    }

    /** Whole metres along the surface, rounded down. */
    public int metresTo(Coordinates point) {
        return (int) Math.floor(centre.distanceKm(point) * 1000);
    }

    public int radiusMetres() {
        return radiusKm * 1000;
    }
}
