package org.byway.protocol.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.junit.jupiter.api.Test;

/** What is told over a session is gathered, and what the other side knows is left out. */
class TellingTest {
    private static final Bytes32 NORTH = new Bytes32(1, 0, 0, 0);
    private static final Bytes32 SOUTH = new Bytes32(2, 0, 0, 0);

    private final Telling telling = new Telling();

    private static Bytes32 id(int number) {
        return new Bytes32(9, 0, 0, number);
    }

    private void add(Bytes32 community, int hops, Bytes32... ids) {
        telling.add(new Outgoing.Ids(community, hops, List.of(ids)));
    }

    @Test
    void idsOfOneCommunityAndSoManyHopsAreToldTogetherAndOnce() {
        add(SOUTH, 1, id(1));
        add(NORTH, 2, id(2), id(3));
        add(NORTH, 2, id(3), id(4));
        add(NORTH, 1, id(5));
        assertEquals(
                List.of(
                        new Outgoing.Ids(NORTH, 1, List.of(id(5))),
                        new Outgoing.Ids(NORTH, 2, List.of(id(2), id(3), id(4))),
                        new Outgoing.Ids(SOUTH, 1, List.of(id(1)))),
                telling.ids());
        assertEquals(List.of(), telling.ids());
    }

    @Test
    void whatTheyHaveToldIsLeftOut() {
        add(NORTH, 1, id(1), id(2));
        add(NORTH, 2, id(3));
        telling.heard(List.of(id(2), id(3), id(7)));
        assertEquals(List.of(new Outgoing.Ids(NORTH, 1, List.of(id(1)))), telling.ids());
    }

    @Test
    void littleIsAcknowledgedTogetherAndMuchAtOnce() {
        assertFalse(telling.took(1, 400));
        assertFalse(telling.took(2, 400));
        assertEquals(List.of(1L, 2L), telling.taken());
        assertFalse(
                telling.took(3, PeerLimits.ACKNOWLEDGED_BYTES - 1), "what was taken before does not count any more");
        assertTrue(telling.took(4, 1));
        assertEquals(List.of(3L, 4L), telling.taken());
        assertEquals(List.of(), telling.taken());
    }
}
