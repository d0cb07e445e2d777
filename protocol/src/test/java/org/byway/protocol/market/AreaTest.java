package org.byway.protocol.market;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.byway.protocol.place.Coordinates;
import org.junit.jupiter.api.Test;

/** What is told without the distance is never told of what is near. */
class AreaTest {
    @Test
    void whatIsSurelyBeyondIsBeyond() {
        Random random = new Random(3);
        int beyond = 0;
        for (int i = 0; i < 100_000; i++) {
            Coordinates centre = new Coordinates(random.nextDouble(-90, 90), random.nextDouble(-180, 180));
            int km = 1 + random.nextInt(random.nextBoolean() ? 50 : MarketRule.RADIUS_KM);
            double off = km / 111.0 * random.nextDouble(0.98, 1.02);
            double north = centre.latitude() + (random.nextBoolean() ? off : -off);
            if (Math.abs(north) > 90) {
                continue;
            }
            Area area = new Area(centre, km);
            Coordinates point = new Coordinates(north, centre.longitude());
            if (area.isSurelyBeyond(point, km)) {
                beyond++;
                assertTrue(area.metresTo(point) > area.radiusMetres(), () -> area + " " + point);
            }
        }
        assertTrue(beyond > 10_000, "it tells of some: " + beyond);
    }
}
