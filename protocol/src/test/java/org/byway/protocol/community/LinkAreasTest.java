package org.byway.protocol.community;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.byway.protocol.place.Coordinates;
import org.byway.protocol.place.Place;
import org.byway.protocol.record.Kind;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Offer;
import org.byway.protocol.wire.PublicPaySignal;
import org.junit.jupiter.api.Test;

/** A link is narrowed to areas: what is there is carried, what reaches there, and what says no place. */
final class LinkAreasTest {
    private static final String AUGSBURG = cell(48.37, 10.90, 4);
    private static final String LISBON = cell(38.72, -9.14, 5);
    private static final LinkAreas HERE = LinkAreas.of(List.of(AUGSBURG));

    private static String cell(double latitude, double longitude, int characters) {
        return Place.of(new Coordinates(latitude, longitude), characters).cell();
    }

    private static boolean offer(LinkAreas areas, String cell, int radiusKm) {
        byte[] content = Offer.newBuilder()
                .setTitle("Rye")
                .setCell(cell)
                .setRadiusKm(radiusKm)
                .build()
                .toByteArray();
        return areas.carry(Kind.OFFER.number(), content);
    }

    @Test
    void whatIsThereIsCarriedAndWhatIsElsewhereIsNot() {
        assertTrue(offer(HERE, cell(48.37, 10.90, 6), 0));
        assertTrue(offer(HERE, AUGSBURG.substring(0, 3), 0), "it may lie in the area");
        assertTrue(offer(HERE, "", 0), "it says no place");
        assertTrue(offer(HERE, "not a cell", 0), "whoever takes it in says what is wrong");
        assertFalse(offer(HERE, LISBON, 0));
        assertTrue(offer(LinkAreas.EVERYWHERE, LISBON, 0));
    }

    @Test
    void whatReachesThereIsCarried() {
        String munich = cell(48.14, 11.58, 5);
        assertFalse(offer(HERE, munich, 0));
        assertFalse(offer(HERE, munich, 20));
        assertTrue(offer(HERE, munich, 60));
    }

    @Test
    void soAreIntentsAndPaymentSignalsAndOthersHaveNoPlace() {
        byte[] intent =
                Intent.newBuilder().setTitle("Rye").setCell(LISBON).build().toByteArray();
        byte[] signal = PublicPaySignal.newBuilder().setCell(LISBON).build().toByteArray();
        assertFalse(HERE.carry(Kind.INTENT.number(), intent));
        assertFalse(HERE.carry(Kind.PAY_SIGNAL.number(), signal));
        assertTrue(HERE.carry(Kind.EXPERIENCE.number(), intent));
        assertTrue(HERE.carry(77, intent), "what is not understood says no place");
        assertTrue(HERE.carry(Kind.OFFER.number(), null), "nor what is not known");
    }

    @Test
    void bothSidesWordsCount() {
        String part = cell(48.37, 10.90, 6);
        assertEquals(
                List.of(part), HERE.and(LinkAreas.of(List.of(part, LISBON))).cells());
        assertEquals(HERE, HERE.and(LinkAreas.EVERYWHERE));
        assertEquals(HERE, LinkAreas.EVERYWHERE.and(HERE));
        LinkAreas none = HERE.and(LinkAreas.of(List.of(LISBON)));
        assertFalse(offer(none, LISBON, 0) || offer(none, AUGSBURG, 300), "they have nothing in common");
        assertTrue(offer(none, "", 0));
        assertFalse(offer(none.and(HERE), AUGSBURG, 0), "nor with a third");
    }

    @Test
    void cellsThatLieInOthersAreLeftOut() {
        assertEquals(
                List.of("a0", "b"),
                LinkAreas.of(List.of("b", "b1", "a0", "b", "bzz")).cells());
        assertTrue(LinkAreas.fit(List.of("u28", "eycs")));
        assertFalse(LinkAreas.fit(List.of("u28a")), "no cell");
        assertFalse(LinkAreas.fit(List.of("")));
        assertFalse(LinkAreas.fit(List.of("u2845dh")), "finer than is asked");
        assertFalse(LinkAreas.fit(Collections.nCopies(LinkAreas.MOST_CELLS + 1, "u")));
    }
}
