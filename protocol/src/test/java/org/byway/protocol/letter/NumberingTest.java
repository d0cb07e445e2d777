package org.byway.protocol.letter;

import static org.byway.protocol.letter.Numbering.Arrival.AGAIN;
import static org.byway.protocol.letter.Numbering.Arrival.NEW;
import static org.byway.protocol.letter.Numbering.Arrival.TOO_FAR;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A mailbox may lose, repeat and reorder letters: none counts twice, and what is missing is known by number. */
final class NumberingTest {
    private final Numbering numbering = new Numbering();

    @Test
    void aGapShowsUntilItIsFilled() {
        assertEquals(NEW, numbering.arrived(1));
        assertEquals(NEW, numbering.arrived(4));
        assertEquals(new TreeSet<>(List.of(2L, 3L)), numbering.missing());
        assertEquals(NEW, numbering.arrived(3));
        assertEquals(NEW, numbering.arrived(2));
        assertEquals(new TreeSet<>(), numbering.missing());
        assertEquals(4, numbering.highest());
    }

    @Test
    void nothingCountsTwice() {
        assertEquals(NEW, numbering.arrived(2));
        assertEquals(AGAIN, numbering.arrived(2));
        assertEquals(NEW, numbering.arrived(1));
        assertEquals(AGAIN, numbering.arrived(1));
        assertEquals(AGAIN, numbering.arrived(0));
        assertEquals(AGAIN, numbering.arrived(-1));
    }

    @Test
    void aSenderWhoLeavesOutTooManyIsNotBelieved() {
        assertEquals(TOO_FAR, numbering.arrived(Long.MAX_VALUE));
        assertEquals(TOO_FAR, numbering.arrived(Numbering.MAX_MISSING + 2));
        assertEquals(NEW, numbering.arrived(Numbering.MAX_MISSING + 1));
        assertEquals(Numbering.MAX_MISSING, numbering.missing().size());
        assertEquals(TOO_FAR, numbering.arrived(Numbering.MAX_MISSING + 3));
        assertEquals(NEW, numbering.arrived(Numbering.MAX_MISSING + 2));
    }

    @Test
    void anyOrderComesToTheSame() {
        List<Long> numbers = new ArrayList<>();
        for (long number = 1; number <= 200; number++) {
            numbers.add(number);
            numbers.add(number);
        }
        Collections.shuffle(numbers, new Random(3));
        long taken = numbers.stream()
                .filter(number -> numbering.arrived(number) == NEW)
                .count();
        assertEquals(200, taken);
        assertEquals(200, numbering.highest());
        assertEquals(new TreeSet<>(), numbering.missing());
    }

    @Test
    void whatASenderSaysThatItHasSentIsMissingUntilItComes() {
        numbering.arrived(1);
        assertEquals(true, numbering.announced(3));
        assertEquals(new TreeSet<>(List.of(2L, 3L)), numbering.missing());
        assertEquals(NEW, numbering.look(3));
        assertEquals(NEW, numbering.arrived(3));
        assertEquals(AGAIN, numbering.look(3));
        assertEquals(true, numbering.announced(2));
        assertEquals(false, numbering.announced(3 + Numbering.MAX_MISSING + 1));
        assertEquals(3, numbering.highest());
    }
}
