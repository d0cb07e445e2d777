package org.byway.agent.letter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.byway.agent.deal.Deals;
import org.byway.agent.deal.Wording;
import org.byway.agent.step.Known;
import org.byway.agent.step.Saying;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.wire.Commitment;
import org.byway.protocol.wire.Proposal;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.SignedStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A deal stands in letters alone: what letters survive, it survives. */
class DealLettersTest {
    private static final ByteString ID = ByteString.copyFrom(new byte[StepLimits.ID_BYTES]);
    private static final Proposal BREAD = Proposal.newBuilder()
            .addCommitments(what("2 x Loaf of rye", Side.OPENER))
            .addCommitments(what("9.00 EUR", Side.OTHER))
            .setUntil(1_795_000_000_000L + 300L * 24 * 3_600_000)
            .build();

    private final Map<Bytes32, TestNode> world = new HashMap<>();
    private final TestNode north = new TestNode("north", world);
    private final TestNode south = new TestNode("south", world);
    private final TestPerson alice = new TestPerson(1, north);
    private final TestPerson bob = new TestPerson(2, south);

    private static Commitment what(String words, Side by) {
        return Wording.read(words).orThrow().setBy(by).build();
    }

    @BeforeEach
    void meet() throws IOException {
        bob.writes(alice.casts("bread wanted"), "I have some");
        rounds();
        alice.writes(alice.tie(), "good");
        rounds();
    }

    private void rounds() throws IOException {
        for (int i = 0; i < 3; i++) {
            bob.carrier.round();
            alice.carrier.round();
        }
    }

    private static Known<DealState> deal(TestPerson person) {
        return Deals.in(person.letters).all().get(0);
    }

    private static Checked<Known<DealState>> says(TestPerson person, Saying<DealState> what) throws IOException {
        return Deals.in(person.letters).say(deal(person), what);
    }

    private static Saying<DealState> done(int place) {
        return (before, step) -> step.getProgressBuilder().setCommitment(place).setTrackingValue(6);
    }

    private static Saying<DealState> confirm(int place) {
        return (before, step) -> step.getConfirmBuilder().setCommitment(place);
    }

    private void quoted() throws IOException {
        Deals.in(bob.letters).open(bob.tie(), ID, Deals.quoting(BREAD)).orThrow();
        rounds();
    }

    private void both(String word) {
        assertEquals(word, deal(bob).state().word());
        assertEquals(deal(bob).state(), deal(alice).state());
    }

    @Test
    void fromAQuoteToItsClose() throws IOException {
        quoted();
        assertEquals(Side.OTHER, deal(alice).me());
        assertEquals(Reason.NOT_YOURS, refused(says(bob, Deals.accept())));
        says(alice, Deals.accept()).orThrow();
        says(alice, done(2)).orThrow();
        rounds();
        says(bob, done(1)).orThrow();
        says(bob, confirm(2)).orThrow();
        rounds();
        says(alice, Deals.closing(deal(alice), 0).get(0)).orThrow();
        rounds();
        both("closed");
        assertEquals(Reason.STALE, refused(says(alice, done(2))));
    }

    private static Reason refused(Checked<Known<DealState>> said) {
        Checked.Refused<?> refused = assertInstanceOf(Checked.Refused.class, said);
        return refused.refusal().reason();
    }

    @Test
    void whatNodesDropRepeatAndReorderComesAllTheSame() throws IOException {
        for (TestNode.Mischief mischief :
                List.of(TestNode.Mischief.REPEATS, TestNode.Mischief.REORDERS, TestNode.Mischief.DROPS)) {
            north.mischief = mischief;
            ByteString id = ByteString.copyFrom(new byte[StepLimits.ID_BYTES - 1])
                    .concat(ByteString.copyFrom(new byte[] {(byte) mischief.ordinal()}));
            Deals.in(bob.letters).open(bob.tie(), id, Deals.quoting(BREAD)).orThrow();
            says(bob, (before, step) -> step.getWithdrawBuilder()).orThrow();
            rounds();
            north.mischief = TestNode.Mischief.NONE;
            TestPerson.later(Carrier.KEPT_MILLIS / 2);
            bob.writes(bob.tie(), "still there?");
            rounds();
            assertEquals("withdrawn", deal(alice).state().word(), mischief.toString());
        }
    }

    @Test
    void aRestoredHomeHasTheDealAgain() throws IOException {
        int snapshot = bob.shelf.kept.size();
        quoted();
        says(alice, Deals.accept()).orThrow();
        rounds();
        both("agreed");
        TestPerson again = bob.onNewDevice(snapshot, 9);
        again.letters.book().restored(77);
        assertTrue(Deals.in(again.letters).all().isEmpty());
        says(alice, done(2)).orThrow();
        for (int i = 0; i < 4; i++) {
            alice.carrier.round();
            again.carrier.round();
        }
        assertEquals("agreed", deal(again).state().word(), "what the lost device said is brought back");
        says(again, done(1)).orThrow();
        for (int i = 0; i < 3; i++) {
            again.carrier.round();
            alice.carrier.round();
        }
        assertEquals(deal(alice).state(), deal(again).state());
        assertTrue(deal(alice).state().agreed().at(1).said());
    }

    @Test
    void twoDevicesThatAnswerAtOnceEndWithOneOutcome() throws IOException {
        quoted();
        TestPerson phone = alice.onNewDevice(alice.shelf.kept.size(), 9);
        says(alice, Deals.accept()).orThrow();
        says(phone, Deals.decline("too dear")).orThrow();
        alice.carrier.round();
        phone.carrier.round();
        rounds();
        both("agreed");
        assertEquals(
                "declined", deal(phone).state().word(), "until the other side brings back what the first device said");
        says(bob, done(1)).orThrow();
        rounds();
        phone.carrier.round();
        assertEquals(deal(bob).state(), deal(phone).state());
    }

    @Test
    void nobodySaysAStepInAnothersName() throws IOException {
        quoted();
        SignedStep theirs = deal(alice).steps().get(0).signed();
        alice.letters.write(alice.tie(), body -> body.setDeal(theirs)).orThrow();
        rounds();
        assertEquals(1, bob.letters.book().declined());
        assertEquals(1, deal(bob).steps().size());

        says(alice, Deals.accept()).orThrow();
        SignedStep forged = deal(alice).steps().get(1).signed().toBuilder()
                .setSignature(theirs.getSignature())
                .build();
        alice.letters.write(alice.tie(), body -> body.setDeal(forged)).orThrow();
        rounds();
        assertTrue(bob.letters.book().declined() >= 2);
        assertEquals("agreed", deal(bob).state().word());
    }

    @Test
    void wordsAreReadAndSaidAgain() {
        for (String words : List.of("9.00 EUR", "2 h", "90 min", "2 x Loaf of rye", "Ladder")) {
            assertEquals(words, Wording.of(Wording.read(words).orThrow().build()));
        }
        assertEquals(450L, Wording.amount(what("9.00 EUR", Side.OTHER), "4.50").orThrow());
        assertInstanceOf(Checked.Refused.class, Wording.read("9.001 EUR"));
        assertInstanceOf(Checked.Refused.class, Wording.amount(what("9.00 EUR", Side.OTHER), "4.505"));
    }
}
