package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hundreds of nodes that carry one community. Ten thousand take minutes: {@code byway bench overlay}. */
class OverlayTest {
    private static final int NODES = Integer.getInteger("byway.nodes", 300);
    private static final double REDUNDANCY = 0.2;
    private static final int HOPS = 15;

    private static List<Overlay.Figures> run(int nodes, long seed) {
        List<Overlay.Figures> found = new ArrayList<>();
        new Overlay(new Overlay.Plan(nodes, 15, seed)).run(found::add);
        return found;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aStableTreeCarriesEverythingByFewCopiesBeforeAndAfterManyFail(long seed) {
        for (Overlay.Figures each : run(NODES, seed)) {
            if (!each.when().startsWith("while")) {
                assertEquals(0, each.missed(), each.toString());
                assertTrue(each.redundancy() < REDUNDANCY, each.toString());
                assertTrue(each.lastHop() < HOPS, each.toString());
            }
        }
    }

    @Test
    void fewAreAMeshOfWhichATreeIsLeft() {
        Overlay.Figures all = run(30, 5).get(0);
        assertEquals(0, all.missed());
        assertTrue(all.redundancy() < REDUNDANCY, all.toString());
        assertTrue(all.announced() > 20, "all are neighbours of all: " + all);
    }

    @Test
    void aSeedAlwaysTakesTheSameCourse() {
        assertEquals(run(120, 9), run(120, 9));
    }
}
