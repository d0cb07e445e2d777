package org.byway.agent.letter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.wire.MarkedLetter;
import org.byway.protocol.wire.Message;
import org.junit.jupiter.api.Test;

/** Two people who found each other speak in private, through nodes that are not theirs alone, each in a moment of their own. */
class ConversationTest {
    private static final int MANY = 1_000;

    private final Map<Bytes32, TestNode> world = new HashMap<>();
    private final TestNode north = new TestNode("north", world);
    private final TestNode south = new TestNode("south", world);
    private final TestNode east = new TestNode("east", world);
    private final TestPerson alice = new TestPerson(1, north, east);
    private final TestPerson bob = new TestPerson(2, south);

    @Test
    void twoWhoAreNeverThereTogetherSpeak() throws IOException {
        Correspondence.Addressee want = alice.casts("a bicycle wanted");
        Tie his = bob.writes(want, "I have one");
        assertEquals(List.of(DeliveryState.QUEUED), bob.deliveries(his));
        bob.carrier.round();
        assertEquals(List.of(DeliveryState.AT_MAILBOX), bob.deliveries(his));

        Carrier.Round found = alice.carrier.round();
        assertEquals(1, found.found().size());
        Tie hers = alice.tie();
        assertEquals(List.of("I have one"), alice.says(hers));
        assertEquals(1, hers.unseen());
        alice.writes(hers, "What does it cost?");
        alice.letters.read(hers);
        alice.carrier.round();

        bob.carrier.round();
        assertEquals(List.of("me: I have one", "What does it cost?"), bob.says(his));
        assertEquals(List.of(DeliveryState.READ), bob.deliveries(his));
        bob.writes(his, "Forty");
        bob.carrier.round();
        alice.carrier.round();
        assertEquals(List.of("I have one", "me: What does it cost?", "Forty"), alice.says(hers));
        assertEquals(List.of(DeliveryState.DELIVERED), alice.deliveries(hers));
    }

    @Test
    void whatIsToldAfterTheClockWentBackIsNotTakenForOlder() throws IOException {
        Tie his = bob.writes(alice.casts("a bicycle wanted"), "I have one");
        bob.carrier.round();
        alice.carrier.round();
        alice.writes(alice.tie(), "What does it cost?");
        alice.carrier.round();
        bob.carrier.round();
        alice.carrier.round();
        assertEquals(List.of(DeliveryState.DELIVERED), alice.deliveries(alice.tie()));
        TestPerson.later(-600_000);
        try {
            bob.wake();
            bob.letters.read(bob.letters.book().tie(his.relationship()).orElseThrow());
            bob.carrier.round();
            alice.carrier.round();
            assertEquals(List.of(DeliveryState.READ), alice.deliveries(alice.tie()));
        } finally {
            TestPerson.later(600_000);
        }
    }

    @Test
    void whoStaysHearsEachLetterByOneQuestion() throws IOException, InterruptedException {
        Correspondence.Addressee want = alice.casts("a bicycle wanted");
        try (Carrier staying = alice.carrier.staying()) {
            staying.round();
            bob.writes(want, "I have one");
            bob.carrier.round();
            for (int i = 0; i < MANY && alice.letters.book().ties().isEmpty(); i++) {
                staying.await(1);
                staying.round();
            }
            Tie hers = alice.tie();
            assertEquals(List.of("I have one"), alice.says(hers));
            alice.writes(hers, "What does it cost?");
            staying.send();
            staying.leave();
            assertEquals(0, north.waiting() + east.waiting(), "what was taken is let go of");
        }
        bob.carrier.round();
        assertEquals(List.of("me: I have one", "What does it cost?"), bob.says(bob.tie()));
        assertEquals(List.of(DeliveryState.DELIVERED), bob.deliveries(bob.tie()));
    }

    @Test
    void theAnswerToACastIsSignedByWhoCastItAndTellsNothingElse() throws IOException {
        Correspondence.Addressee first = alice.casts("a bicycle wanted");
        Correspondence.Addressee second = alice.casts("a tent wanted");
        Tie aboutFirst = bob.writes(first, "one");
        Tie aboutSecond = bob.writes(second, "two");
        bob.carrier.round();
        alice.carrier.round();
        for (Tie tie : alice.letters.book().ties()) {
            alice.writes(tie, "yes");
        }
        alice.carrier.round();
        bob.carrier.round();
        Tie one = bob.letters.book().tie(aboutFirst.relationship()).orElseThrow();
        Tie two = bob.letters.book().tie(aboutSecond.relationship()).orElseThrow();
        assertEquals(first.key(), one.other());
        assertEquals(second.key(), two.other());
        assertNotEquals(one.card().tag(), two.card().tag());
        assertNotEquals(one.card().key(), two.card().key());
        assertNotEquals(first.address().tag(), one.card().tag());
    }

    @Test
    void twoWhoAnswerTheSameCastAreAnsweredApart() throws IOException {
        TestPerson carol = new TestPerson(3, south);
        Correspondence.Addressee want = alice.casts("a bicycle wanted");
        Tie bobs = bob.writes(want, "mine is red");
        Tie carols = carol.writes(want, "mine is blue");
        bob.carrier.round();
        carol.carrier.round();
        alice.carrier.round();
        alice.writes(alice.letters.book().tie(carols.relationship()).orElseThrow(), "I take the blue one");
        alice.carrier.round();
        bob.carrier.round();
        carol.carrier.round();
        assertEquals(List.of("me: mine is red"), bob.says(bobs));
        assertEquals(List.of("me: mine is blue", "I take the blue one"), carol.says(carols));
    }

    @Test
    void theLossOfOneMailboxNodeLosesNothing() throws IOException {
        Correspondence.Addressee want = alice.casts("a bicycle wanted");
        Tie his = bob.writes(want, "I have one");
        north.mischief = TestNode.Mischief.DROPS;
        bob.carrier.round();
        north.down = true;
        alice.carrier.round();
        assertEquals(List.of("I have one"), alice.says(alice.tie()));
        alice.writes(alice.tie(), "good");
        alice.carrier.round();
        bob.carrier.round();
        assertEquals(List.of("me: I have one", "good"), bob.says(his));
    }

    @Test
    void aFloodOfStrangersIsBoundedAndPassesBy() throws IOException {
        Correspondence.Addressee want = alice.casts("a bicycle wanted");
        Correspondence.Addressee other = alice.casts("a tent wanted");
        for (int i = 0; i <= Reception.MOST_STRANGERS; i++) {
            TestPerson stranger = new TestPerson(100 + i, south);
            stranger.writes(want, "stranger " + i);
            stranger.carrier.round();
        }
        List<Reception.Found> found = alice.carrier.round().found();
        assertEquals(Reception.MOST_STRANGERS, alice.letters.book().ties().size());
        assertEquals(
                List.of(Reason.OVER_BUDGET, Reason.OVER_BUDGET), // at each of her nodes
                found.stream()
                        .filter(Reception.Found.Declined.class::isInstance)
                        .map(each -> ((Reception.Found.Declined) each).why().reason())
                        .toList());

        bob.writes(other, "for the tent");
        bob.carrier.round();
        alice.carrier.round();
        assertEquals(Reception.MOST_STRANGERS + 1, alice.letters.book().ties().size());

        Tie answered = alice.letters.book().ties().stream()
                .filter(tie -> want.about().equals(tie.about()))
                .findFirst()
                .orElseThrow();
        alice.writes(answered, "yes");
        TestPerson late = new TestPerson(99, south);
        late.writes(want, "still there?");
        late.carrier.round();
        alice.carrier.round();
        assertEquals(Reception.MOST_STRANGERS + 2, alice.letters.book().ties().size());
    }

    @Test
    void aMailboxThatHasExpiredIsNoLongerAskedFor() throws IOException {
        Correspondence.Addressee want = alice.casts("a bicycle wanted");
        bob.writes(want, "in time");
        bob.carrier.round();
        TestPerson.later(Carrier.KEPT_MILLIS);
        int before = north.opened;
        alice.wake();
        Carrier.Round round = alice.carrier.round();
        assertEquals(List.of(), round.troubles());
        assertEquals(List.of(), round.found());
        assertEquals(before, north.opened);
    }

    @Test
    void aSenderWhoseNodeIsGoneGoesThroughAnother() throws IOException {
        TestPerson carol = new TestPerson(3, south, east);
        Correspondence.Addressee want = alice.casts("a bicycle wanted");
        south.down = true;
        carol.writes(want, "hello");
        carol.carrier.round();
        alice.carrier.round();
        assertEquals(List.of("hello"), alice.says(alice.tie()));
    }

    @Test
    void whatAMailboxRepeatsOrMixesComesOnceAndInOrder() throws IOException {
        Tie his = begun();
        north.mischief = TestNode.Mischief.REPEATS;
        east.mischief = TestNode.Mischief.REORDERS;
        for (int i = 1; i <= 20; i++) {
            bob.writes(his, "letter " + i);
        }
        bob.carrier.round();
        alice.carrier.round();
        alice.carrier.round();
        assertEquals(22, alice.tie().pieces().size());
        bob.carrier.round();
        assertTrue(bob.deliveries(his).stream().allMatch(each -> each.compareTo(DeliveryState.DELIVERED) >= 0));
    }

    @Test
    void whatIsAlteredIsDeclinedAndAskedForAgain() throws IOException {
        Tie his = begun();
        east.down = true;
        north.mischief = TestNode.Mischief.ALTERS;
        bob.writes(his, "the true word");
        bob.carrier.round();
        Carrier.Round round = alice.carrier.round();
        assertInstanceOf(Reception.Found.Declined.class, round.found().get(0));
        assertFalse(alice.says(alice.tie()).contains("the true word"));

        north.mischief = TestNode.Mischief.NONE;
        bob.writes(his, "another");
        bob.carrier.round();
        alice.carrier.round();
        bob.carrier.round();
        alice.carrier.round();
        assertTrue(alice.says(alice.tie()).contains("the true word"));
    }

    @Test
    void anothersLettersAreNotTaken() throws IOException {
        TestPerson carol = new TestPerson(3, north);
        Correspondence.Addressee hers = carol.casts("a tent wanted");
        bob.writes(hers, "for Carol");
        begun();
        bob.carrier.round();
        List<MarkedLetter> all = north.all();
        north.mischief = TestNode.Mischief.SLIPS;
        north.slipped = all;
        int before = alice.tie().pieces().size();
        bob.writes(bob.tie(), "wakes the mailbox");
        bob.carrier.round();
        alice.carrier.round();
        assertTrue(alice.letters.book().ties().stream()
                .allMatch(tie -> !alice.says(tie).contains("for Carol")));
        assertTrue(alice.tie().pieces().size() <= before + 1);
        assertTrue(alice.letters.book().declined() > 0);
    }

    @Test
    void aBlockOutlastsTheStrangersFreshPersonas() throws IOException {
        Correspondence.Addressee want = alice.casts("a bicycle wanted");
        bob.writes(want, "spam 1");
        bob.carrier.round();
        alice.carrier.round();
        alice.letters.block(alice.tie(), true);
        bob.shelf.kept.removeIf(
                entry -> entry.hasTie() || entry.hasWritten() || entry.hasPosted() || entry.hasArrived());
        bob.wake();
        Tie fresh = bob.writes(want, "spam 2");
        bob.carrier.round();
        alice.carrier.round();
        assertTrue(alice.letters.book().tie(fresh.relationship()).isEmpty());

        TestPerson carol = new TestPerson(3, south);
        Tie another = carol.writes(want, "not spam");
        carol.carrier.round();
        alice.carrier.round();
        assertTrue(alice.letters.book().tie(another.relationship()).isPresent());
    }

    @Test
    void anOldSnapshotWritesNothingBeforeTheOtherSideHasToldHowFarItHadCome() throws IOException {
        Tie his = begun();
        int snapshot = bob.shelf.kept.size();
        bob.writes(his, "after the snapshot");
        bob.carrier.round();
        alice.carrier.round();

        TestPerson again = bob.restored(snapshot, 9);
        again.letters.book().restored(77);
        Checked<Piece> refused = again.letters.write(
                again.tie(), body -> body.setMessage(Message.newBuilder().setText("a second statement")));
        assertEquals(
                Reason.NOT_YET, ((Checked.Refused<Piece>) refused).refusal().reason());
        again.carrier.round();
        alice.carrier.round();
        again.carrier.round();
        again.writes(again.tie(), "the next one");
        again.carrier.round();
        alice.carrier.round();
        assertEquals(List.of("I have one", "me: good", "after the snapshot", "the next one"), alice.says(alice.tie()));
        assertEquals(0, alice.letters.book().declined());
    }

    @Test
    void whatCameAfterTheSnapshotIsAskedForAgain() throws IOException {
        Tie his = begun();
        int snapshot = bob.shelf.kept.size();
        alice.writes(alice.tie(), "while the disk still lived");
        alice.carrier.round();
        bob.carrier.round();
        assertTrue(bob.says(his).contains("while the disk still lived"));

        TestPerson again = bob.restored(snapshot, 9);
        again.letters.book().restored(77);
        south.all();
        for (int i = 0; i < 3; i++) {
            again.carrier.round();
            alice.carrier.round();
        }
        assertTrue(again.says(his).contains("while the disk still lived"));
    }

    @Test
    void anAnswerThatIsLostIsNoSecondLetter() throws IOException {
        Tie his = begun();
        bob.writes(his, "once");
        south.deaf = true;
        bob.carrier.round();
        south.deaf = false;
        bob.carrier.round();
        alice.carrier.round();
        assertEquals(1, alice.says(alice.tie()).stream().filter("once"::equals).count());
    }

    @Test
    void whatANodeHasPromisedGoesThroughAnotherOnceThatNodeIsGone() throws IOException {
        TestPerson carol = new TestPerson(3, south, east);
        Correspondence.Addressee want = alice.casts("a bicycle wanted");
        carol.writes(want, "hello");
        north.down = true;
        carol.carrier.round();
        assertEquals(List.of(), north.all());

        south.down = true;
        north.down = false;
        carol.carrier.round();
        assertEquals(1, north.all().size());
        alice.carrier.round();
        assertEquals(List.of("hello"), alice.says(alice.tie()));
        carol.carrier.round();
        assertEquals(1, north.all().size());
    }

    @Test
    void aHomeWhoseSnapshotIsOlderThanTheFirstAnswerTakesTheConversationUpAgain() throws IOException {
        Correspondence.Addressee want = alice.casts("a bicycle wanted");
        Tie his = bob.writes(want, "I have one");
        bob.carrier.round();
        int snapshot = bob.shelf.kept.size();
        alice.carrier.round();
        alice.writes(alice.tie(), "good");
        alice.carrier.round();
        bob.carrier.round();

        TestPerson again = bob.onNewDevice(snapshot, 9);
        again.letters.book().restored(77);
        south.forget();
        alice.writes(alice.tie(), "are you there?");
        for (int i = 0; i < 4; i++) {
            alice.carrier.round();
            again.carrier.round();
        }
        again.writes(again.tie(), "I am");
        assertEquals(List.of("me: I have one", "are you there?", "good", "me: I am"), again.says(his));
    }

    @Test
    void aBrokenDiskAtAnyMomentLosesAndDoublesNothing() throws IOException {
        Tie his = begun();
        boolean broke = true;
        for (int keeps = 0; broke; keeps++) {
            String text = "try " + keeps;
            bob.writes(his, text);
            bob.carrier.round();
            alice.shelf.keepsLeft = keeps;
            broke = false;
            try {
                alice.carrier.round();
            } catch (IOException e) {
                broke = true;
            }
            alice.wake();
            alice.carrier.round();
            assertEquals(
                    1, alice.says(alice.tie()).stream().filter(text::equals).count(), text);
            bob.carrier.round();
        }
        assertThrows(IOException.class, () -> {
            alice.shelf.keepsLeft = 0;
            alice.writes(alice.tie(), "not kept");
        });
        alice.wake();
        assertFalse(alice.says(alice.tie()).contains("me: not kept"));
    }

    /** The two have written to each other once; Bob's tie. */
    private Tie begun() throws IOException {
        Tie his = bob.writes(alice.casts("a bicycle wanted"), "I have one");
        bob.carrier.round();
        alice.carrier.round();
        alice.writes(alice.tie(), "good");
        alice.carrier.round();
        bob.carrier.round();
        return his;
    }

    @Test
    void aMailboxThatHasExpiredIsOpenedNowhere() throws IOException {
        Bytes32 index = new Bytes32(1, 2, 3, 4);
        alice.letters.open(index, new Mailbox.Signer(index, 0), alice.nodeKeys(), 1);
        assertEquals(List.of(), alice.carrier.open(alice.letters.book().mailboxes()));
        assertEquals(0, north.opened + east.opened);
    }
}
