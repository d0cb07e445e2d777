package org.byway.agent.letter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.Introduction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Carol knows Alice and Bob. Once both want it, the two know each other, by addresses that nobody had before. */
class IntroductionTest {
    private final Map<Bytes32, TestNode> world = new HashMap<>();
    private final TestNode node = new TestNode("town", world);
    private final TestPerson alice = new TestPerson(1, node);
    private final TestPerson bob = new TestPerson(2, node);
    private final TestPerson carol = new TestPerson(3, node);
    private Tie toAlice;
    private Tie toBob;

    @BeforeEach
    void carolKnowsBoth() throws IOException {
        toAlice = carol.writes(alice.casts("a bicycle wanted"), "hello Alice");
        toBob = carol.writes(bob.casts("a tent wanted"), "hello Bob");
        everybody();
        alice.writes(alice.tie(), "hello Carol");
        bob.writes(bob.tie(), "hello Carol");
        everybody();
        everybody();
    }

    private void everybody() throws IOException {
        for (TestPerson each : List.of(carol, alice, bob)) {
            each.carrier.round();
        }
    }

    private Tie agrees(TestPerson person) throws IOException {
        Introduction asked = Introductions.waiting(person.tie()).get(0);
        return person.letters
                .introducer()
                .agree(person.tie(), asked, person.nodeKeys())
                .orThrow();
    }

    @Test
    void onceBothAgreeTheyWriteToEachOther() throws IOException {
        carol.letters
                .introducer()
                .introduce(toAlice, "Bob, who has a bicycle", toBob, "Alice, who wants one")
                .orThrow();
        everybody();
        assertEquals(
                "Bob, who has a bicycle",
                Introductions.waiting(alice.tie()).get(0).getWhom());
        Tie hers = agrees(alice);
        Tie his = agrees(bob);
        everybody();
        everybody();
        alice.writes(hers, "Are you the one with the bicycle?");
        everybody();
        everybody();
        bob.writes(his, "That is me");
        everybody();
        everybody();
        assertEquals(List.of("me: Are you the one with the bicycle?", "That is me"), alice.says(hers));
        assertEquals(List.of("Are you the one with the bicycle?", "me: That is me"), bob.says(his));
        assertTrue(Introductions.waiting(alice.tie()).isEmpty());
    }

    @Test
    void nobodyLearnsOfTheOtherWhileOneHasNotAgreed() throws IOException {
        carol.letters.introducer().introduce(toAlice, "Bob", toBob, "Alice").orThrow();
        everybody();
        Tie hers = agrees(alice);
        everybody();
        everybody();
        assertFalse(hers.kept().hasCard());
        assertInstanceOf(
                Checked.Refused.class, alice.letters.write(hers, body -> {}), "there is nowhere to write to yet");
        assertTrue(bob.letters.book().ties().stream()
                .allMatch(tie -> tie.pieces().stream()
                        .noneMatch(piece -> piece.body().getIntroduction().hasAddress())));
    }

    @Test
    void anIntroductionThatNobodyAgreedToIsNotMade() throws IOException {
        Introduction made = Introduction.newBuilder()
                .setId(ByteString.copyFrom(new byte[16]))
                .setState(Introduction.State.MADE)
                .setRelationship(Tie.bytes(bob.tie().relationship()))
                .setAddress(toAlice.kept().getCard())
                .setKey(Tie.bytes(toAlice.other()))
                .build();
        Bytes32 before = bob.tie().other();
        carol.letters.write(toBob, body -> body.setIntroduction(made)).orThrow();
        everybody();
        assertEquals(before, bob.tie().other());
        assertEquals(1, bob.letters.book().ties().size());
    }
}
