package org.byway.protocol.place;

import java.util.regex.Pattern;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** Degrees north and degrees east (WGS 84). */
public record Coordinates(double latitude, double longitude) {
    static final double EARTH_RADIUS_KM = 6371.0088;

    private static final int MAX_CHARACTERS = 32;
    private static final Pattern DEGREES = Pattern.compile("-?[0-9]{1,3}(\\.[0-9]+)?");

    public Coordinates {
        if (!(Math.abs(latitude) <= 90)) {
            throw new IllegalArgumentException("latitude lies between -90 and 90, not at " + latitude);
        }
        if (!(Math.abs(longitude) <= 180)) {
            throw new IllegalArgumentException("longitude lies between -180 and 180, not at " + longitude);
        }
    }

    /** Reads decimal degrees, as {@code "-23.55","-46.63"}. */
    public static Checked<Coordinates> parse(String latitude, String longitude) {
        if (!isDegrees(latitude) || !isDegrees(longitude)) {
            return Refusal.of(
                    Reason.BAD_CONTENT, "latitude and longitude are decimal degrees, such as -23.55 and -46.63");
        }
        double north = Double.parseDouble(latitude);
        double east = Double.parseDouble(longitude);
        if (Math.abs(north) > 90) {
            return Refusal.of(Reason.BAD_CONTENT, "latitude lies between -90 and 90");
        }
        if (Math.abs(east) > 180) {
            return Refusal.of(Reason.BAD_CONTENT, "longitude lies between -180 and 180");
        }
        return new Checked.Ok<>(new Coordinates(north, east));
    }

    /** Reads {@code LAT,LON}, with blanks around the comma if any. */
    public static Checked<Coordinates> parse(String pair) {
        int comma = pair.indexOf(',');
        if (comma < 0) {
            return Refusal.of(Reason.BAD_CONTENT, "a place is latitude, comma, longitude, such as -23.55,-46.63");
        }
        return parse(pair.substring(0, comma).strip(), pair.substring(comma + 1).strip());
    }

    private static boolean isDegrees(String text) {
        return text.length() <= MAX_CHARACTERS && DEGREES.matcher(text).matches();
    }

    /** Along the surface, in kilometres. */
    public double distanceKm(Coordinates other) {
        double north = StrictMath.toRadians(other.latitude - latitude) / 2;
        double east = StrictMath.toRadians(other.longitude - longitude) / 2;
        double chord = square(StrictMath.sin(north))
                + StrictMath.cos(StrictMath.toRadians(latitude))
                        * StrictMath.cos(StrictMath.toRadians(other.latitude))
                        * square(StrictMath.sin(east));
        return 2 * EARTH_RADIUS_KM * StrictMath.asin(StrictMath.sqrt(Math.min(1, chord)));
    }

    private static double square(double value) {
        return value * value;
    }
}
