package org.byway.protocol.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.junit.jupiter.api.Test;

/** How two nodes find out what each of them lacks. */
final class ReconciliationTest {
    private static final List<Item> CATALOGUE = SampleItems.numbered(0, 20_000, 3);

    @Test
    void equalSetsAreKnownToBeEqualAfterOneRoundTrip() {
        CountedSet ours = new CountedSet(SortedItems.of(CATALOGUE));
        CountedSet theirs = new CountedSet(SortedItems.of(CATALOGUE));
        Dialogue said = Dialogue.between(ours, theirs, Limits.NODE);
        assertEquals(1, said.roundTrips());
        assertTrue(said.bytes() < 1_024, said.bytes() + " bytes");
        assertTrue(said.have().isEmpty() && said.need().isEmpty());
        assertTrue(ours.questions + theirs.questions < 100, "questions are few, whatever the size of the set");
        assertTrue(ours.itemsRead + theirs.itemsRead < 100, "and no set is scanned");
    }

    @Test
    void theInitiatorLearnsWhatEachSideLacks() {
        List<Item> ours = new ArrayList<>(CATALOGUE);
        List<Item> theirs = new ArrayList<>(CATALOGUE);
        Item onlyTheirs = ours.remove(12_345);
        Item onlyOurs = theirs.remove(678);
        Dialogue said = Dialogue.between(SortedItems.of(ours), SortedItems.of(theirs), Limits.NODE);
        assertEquals(Set.of(onlyOurs.id()), said.have());
        assertEquals(Set.of(onlyTheirs.id()), said.need());
        assertEquals(2, said.roundTrips());
    }

    @Test
    void shortSetsAreListedAtOnce() {
        SortedItems ours = SortedItems.of(SampleItems.numbered(0, 5, 1));
        SortedItems theirs = SortedItems.of(SampleItems.numbered(2, 7, 1));
        Dialogue said = Dialogue.between(ours, theirs, Limits.NODE);
        assertEquals(new HashSet<>(SampleItems.ids(SampleItems.numbered(0, 2, 1))), said.have());
        assertEquals(new HashSet<>(SampleItems.ids(SampleItems.numbered(5, 7, 1))), said.need());
        assertEquals(1, said.roundTrips());
    }

    @Test
    void messagesFitTheirFrameAndTheRestFollowsInLaterOnes() {
        Limits narrow = Limits.open(Limits.LEAST_FRAME_BYTES);
        SortedItems ours = SortedItems.of(CATALOGUE.subList(0, 1_000));
        Dialogue said = Dialogue.between(ours, SortedItems.of(CATALOGUE.subList(900, 2_000)), narrow);
        assertEquals(new HashSet<>(SampleItems.ids(CATALOGUE.subList(0, 900))), said.have());
        assertEquals(new HashSet<>(SampleItems.ids(CATALOGUE.subList(1_000, 2_000))), said.need());
        assertTrue(said.roundTrips() > 5);
    }

    /**
     * The public reference ends here after two round trips, having learned 124 of the 502 ids it lacks: both frames fill
     * up at the last range, where the initiator has nothing.
     */
    @Test
    void aTailThatOneSideLacksIsFoundThoughBothFramesFillUpThere() {
        TailScenario scenario = TailScenario.ofSeed(36_586);
        Dialogue said = scenario.dialogue();
        assertEquals(502, said.need().size());
        assertEquals(scenario.onlyResponder(), said.need());
        assertEquals(scenario.onlyInitiator(), said.have());
    }

    @Test
    void aSetThatIsFarLargerThanTheOtherSidesIsGoneThroughInBoundedSteps() {
        Limits few = new Limits(65_536, 65_536, 16_384, 500, 4_096);
        Reconciliation initiator = Reconciliation.initiator(SortedItems.of(CATALOGUE), few);
        Reconciliation responder = Reconciliation.responder(SortedItems.of(CATALOGUE.subList(70, 90)), Limits.NODE);
        Set<Bytes32> have = new HashSet<>();
        byte[] message = initiator.initiate();
        while (message != null) {
            Step step =
                    initiator.step(responder.step(message).orThrow().reply()).orThrow();
            assertTrue(step.have().size() <= 500);
            have.addAll(step.have());
            message = step.reply();
        }
        assertEquals(CATALOGUE.size() - 20, have.size());
    }

    @Test
    void aResponderKeepsNothingBetweenMessagesSoASetMayChangeMeanwhile() {
        SortedItems ours = SortedItems.of(CATALOGUE.subList(0, 1_000));
        SortedItems theirs = SortedItems.of(CATALOGUE.subList(1, 1_000));
        Reconciliation initiator = Reconciliation.initiator(ours, Limits.NODE);
        Reconciliation responder = Reconciliation.responder(theirs, Limits.NODE);
        byte[] reply = responder.step(initiator.initiate()).orThrow().reply();
        theirs.remove(CATALOGUE.get(2));
        ours.add(CATALOGUE.get(1_500));
        Set<Bytes32> have = new HashSet<>();
        for (Step step = initiator.step(reply).orThrow(); ; ) {
            have.addAll(step.have());
            if (step.done()) {
                break;
            }
            reply = responder.step(step.reply()).orThrow().reply();
            step = initiator.step(reply).orThrow();
        }
        assertTrue(have.containsAll(SampleItems.ids(List.of(CATALOGUE.get(0), CATALOGUE.get(2)))));
    }

    @Test
    void anotherVersionIsAnsweredByOursAndEndsAnInitiator() {
        SortedItems set = SortedItems.of(CATALOGUE.subList(0, 3));
        byte[] later = HexFormat.of().parseHex("62aabbcc");
        Step answer = Reconciliation.responder(set, Limits.NODE).step(later).orThrow();
        assertArrayEquals(new byte[] {0x61}, answer.reply());
        Checked<Step> refused = Reconciliation.initiator(set, Limits.NODE).step(later);
        assertEquals(Reason.BAD_VERSION, HostileMessagesTest.reason(refused));
    }

    @Test
    void onlyAnInitiatorOpensAndFirstOfAll() {
        SortedItems set = new SortedItems();
        assertThrows(
                IllegalStateException.class,
                () -> Reconciliation.responder(set, Limits.NODE).initiate());
        Reconciliation initiator = Reconciliation.initiator(set, Limits.NODE);
        assertFalse(initiator.step(new byte[0]) instanceof Checked.Ok);
        assertThrows(IllegalStateException.class, initiator::initiate);
    }
}
