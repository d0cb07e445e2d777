package org.byway.protocol.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Random;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.record.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A place is a cell: around a point, with bounds and a centre, inside coarser cells. */
final class PlaceTest {
    private static final int TRIES = 2_000;

    static Stream<JsonNode> cells() {
        return Vectors.cases("geohash", "cells");
    }

    static Stream<JsonNode> bounds() {
        return Vectors.cases("geohash", "bounds");
    }

    static Stream<JsonNode> distances() {
        return Vectors.cases("geohash", "distances");
    }

    static Stream<JsonNode> refusedCells() {
        return Vectors.cases("geohash", "refusedCells");
    }

    static Stream<JsonNode> refusedCoordinates() {
        return Vectors.cases("geohash", "refusedCoordinates");
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aPointLiesInOneCellOfEachSize(JsonNode vector) {
        Coordinates point = Coordinates.parse(
                        vector.get("latitude").asText(), vector.get("longitude").asText())
                .orThrow();
        Place place = Place.of(point, vector.get("characters").asInt());
        assertEquals(vector.get("cell").asText(), place.cell());
        assertTrue(place.bounds().contains(point));
    }

    @ParameterizedTest
    @MethodSource("bounds")
    void aCellHasExactBounds(JsonNode vector) {
        Bounds wanted = new Bounds(
                vector.get("south").asDouble(),
                vector.get("west").asDouble(),
                vector.get("north").asDouble(),
                vector.get("east").asDouble());
        assertEquals(wanted, Place.parse(vector.get("cell").asText()).orThrow().bounds());
    }

    @ParameterizedTest
    @MethodSource("distances")
    void distancesAreTakenFromTheCentres(JsonNode vector) {
        Place from = Place.parse(vector.get("from").asText()).orThrow();
        Place to = Place.parse(vector.get("to").asText()).orThrow();
        assertEquals(vector.get("km").asDouble(), from.distanceKm(to), 0.0005);
        assertEquals(from.distanceKm(to), to.distanceKm(from));
    }

    @ParameterizedTest
    @MethodSource("refusedCells")
    void whatIsNoCellIsRefused(JsonNode cell) {
        assertInstanceOf(Checked.Refused.class, Place.parse(cell.asText()));
        assertThrows(IllegalArgumentException.class, () -> new Place(cell.asText()));
    }

    @ParameterizedTest
    @MethodSource("refusedCoordinates")
    void whatIsNoPointIsRefused(JsonNode pair) {
        assertInstanceOf(Checked.Refused.class, Coordinates.parse(pair.asText()));
    }

    @Test
    void coordinatesAreTypedWithABlankAfterTheCommaToo() {
        assertEquals(
                new Coordinates(-23.55, -46.63),
                Coordinates.parse("-23.55, -46.63").orThrow());
    }

    @Test
    void aPlaceFinerThanAllowedIsRefused() {
        assertInstanceOf(Checked.Ok.class, Place.parse("6gyf4", Place.USUAL_CHARACTERS));
        assertInstanceOf(Checked.Refused.class, Place.parse("6gyf4b", Place.USUAL_CHARACTERS));
    }

    @Test
    void aDegreeAlongTheEquatorIs111Kilometres() {
        assertEquals(111.195, new Coordinates(0, 0).distanceKm(new Coordinates(0, 1)), 0.001);
    }

    @Test
    void theWayRoundTheWorldEndsAtTheAntipode() {
        double half = Math.PI * Coordinates.EARTH_RADIUS_KM;
        assertEquals(half, new Coordinates(90, 0).distanceKm(new Coordinates(-90, 77)), 0.001);
        assertEquals(half, new Coordinates(0, -180).distanceKm(new Coordinates(0, 0)), 0.001);
        assertEquals(0, new Coordinates(0, -180).distanceKm(new Coordinates(0, 180)), 0.001);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void lawsOfCells(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TRIES; i++) {
            Coordinates point = point(random);
            int characters = 1 + random.nextInt(Place.MAX_CHARACTERS);
            Place place = Place.of(point, characters);
            String at = "seed " + seed + ", try " + i + ", " + point + " in " + place;
            assertTrue(place.bounds().contains(point), at);
            assertEquals(place, Place.of(place.centre(), characters), at);
            for (int fewer = 1; fewer <= characters; fewer++) {
                assertEquals(Place.of(point, fewer), place.coarsened(fewer), at);
                assertTrue(place.coarsened(fewer).covers(place), at);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void lawsOfDistance(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TRIES; i++) {
            Coordinates a = point(random);
            Coordinates b = point(random);
            Coordinates c = point(random);
            String at = "seed " + seed + ", try " + i + ", " + a + b + c;
            assertEquals(0, a.distanceKm(a), at);
            assertEquals(a.distanceKm(b), b.distanceKm(a), 1e-9, at);
            assertTrue(a.distanceKm(c) <= a.distanceKm(b) + b.distanceKm(c) + 1e-6, at);
            assertTrue(a.distanceKm(b) <= Math.PI * Coordinates.EARTH_RADIUS_KM + 1e-6, at);
        }
    }

    private static Coordinates point(Random random) {
        return new Coordinates(random.nextDouble() * 180 - 90, random.nextDouble() * 360 - 180);
    }
}
