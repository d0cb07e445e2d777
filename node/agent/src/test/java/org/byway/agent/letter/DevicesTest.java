package org.byway.agent.letter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One person with two homes: each gets every letter, and none goes before both have it. */
class DevicesTest {
    private final TreeMap<org.byway.protocol.record.Bytes32, TestNode> world = new TreeMap<>();
    private final TestNode north = new TestNode("north", world);
    private final TestNode south = new TestNode("south", world);
    private final TestPerson alice = new TestPerson(1, north, south);
    private final TestPerson bob = new TestPerson(2, south);
    private TestPerson laptop;
    private Tie his;

    @BeforeEach
    void restore() throws IOException {
        Correspondence.Addressee want = alice.casts("a bicycle wanted");
        his = bob.writes(want, "I have one");
        round(bob, alice);
        laptop = alice.restored(alice.shelf.kept.size(), 9);
        round(laptop);
    }

    private static void round(TestPerson... people) throws IOException {
        for (TestPerson each : people) {
            each.carrier.round();
        }
    }

    @Test
    void bothHomesGetEachLetterAndItWaitsUntilBothHaveIt() throws IOException {
        bob.writes(his, "a red one");
        round(bob);
        assertTrue(north.waiting() > 0);
        int before = north.waiting();
        round(alice);
        assertEquals(before, north.waiting(), "for the laptop");
        round(laptop);
        assertEquals(0, north.waiting() + south.waiting());
        assertEquals(List.of("I have one", "a red one"), alice.says(alice.tie()));
        assertEquals(alice.says(alice.tie()), laptop.says(laptop.tie()));

        bob.writes(his, "with a bell");
        round(bob, laptop, alice);
        assertEquals(List.of("I have one", "a red one", "with a bell"), alice.says(alice.tie()));
        assertEquals(alice.says(alice.tie()), laptop.says(laptop.tie()));
        assertEquals(0, north.waiting() + south.waiting());
    }

    @Test
    void forADeviceThatIsForgottenNothingWaits() throws IOException {
        assertEquals(
                new TreeSet<>(List.of(alice.device, laptop.device)),
                laptop.devices.ask().all());
        bob.writes(his, "a red one");
        round(bob, laptop);
        assertTrue(north.waiting() > 0, "for the one that is lost");
        Devices.Kept kept = laptop.devices.forget(alice.device);
        assertEquals(new TreeSet<>(List.of(laptop.device)), kept.all());
        assertTrue(kept.unreached().isEmpty());
        assertEquals(0, north.waiting() + south.waiting());
        assertThrows(IllegalArgumentException.class, () -> laptop.devices.forget(laptop.device));
    }

    @Test
    void whatCouldNotBeForgottenIsTold() {
        north.down = true;
        Devices.Kept kept = laptop.devices.forget(alice.device);
        assertEquals(new TreeSet<>(List.of(north.node())), kept.unreached());
        north.down = false;
        assertTrue(laptop.devices.ask().all().contains(alice.device));
        assertTrue(laptop.devices.forget(alice.device).unreached().isEmpty());
        assertEquals(new TreeSet<>(List.of(laptop.device)), laptop.devices.ask().all());
    }

    @Test
    void aDeviceThatWasNotLostNamesItselfAgain() throws IOException {
        laptop.devices.forget(alice.device);
        bob.writes(his, "a red one");
        round(bob);
        assertEquals(List.of(), alice.carrier.round().troubles());
        round(alice);
        assertTrue(laptop.devices.ask().all().contains(alice.device));
        assertEquals(List.of("I have one", "a red one"), alice.says(alice.tie()));
    }
}
