package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How far records may come. */
class ShapeTest {
    @Test
    void withoutTransitRecordsComeOneLinkFar() {
        assertArrayEquals(new boolean[] {true, true, false}, Shape.line(3, 0).reach(0));
        assertArrayEquals(new boolean[] {true, true, true}, Shape.line(3, 0).reach(1));
    }

    @Test
    void theyNeverComeMoreThanThreeLinksFar() {
        assertArrayEquals(
                new boolean[] {true, true, true, true, false}, Shape.line(5, 3).reach(0));
        assertArrayEquals(
                new boolean[] {true, true, true, false, false}, Shape.line(5, 1).reach(0));
    }

    @Test
    void inARingTheyComeBothWays() {
        assertArrayEquals(
                new boolean[] {true, true, true, true, true, true},
                Shape.ring(6, 2).reach(0));
        assertTrue(Shape.ring(6, 2).linked(0, 5));
        assertFalse(Shape.ring(6, 2).linked(0, 4));
    }
}
