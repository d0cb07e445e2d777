package org.byway.agent.letter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.byway.agent.deal.Deals;
import org.byway.agent.step.Known;
import org.byway.agent.step.Saying;
import org.byway.agent.terms.Odrl;
import org.byway.agent.terms.Proffers;
import org.byway.agent.terms.TermsJson;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.terms.DoublySigned;
import org.byway.protocol.terms.TermsState;
import org.byway.protocol.wire.Proffer;
import org.byway.protocol.wire.Proposal;
import org.byway.protocol.wire.TermsForm;
import org.byway.protocol.wire.TermsText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Terms stand in letters alone: both sides hold the same signed bytes, whatever nodes, devices and restores do. */
class TermsLettersTest {
    private static final ByteString ID = ByteString.copyFrom(new byte[StepLimits.ID_BYTES]);
    private static final Proffer PROFFER = Proffer.newBuilder()
            .setText(text("P2B1"))
            .setPurpose("Selling bread")
            .addData("address")
            .setUntil(1_795_000_000_000L + 300L * 24 * 3_600_000)
            .build();

    private final Map<Bytes32, TestNode> world = new HashMap<>();
    private final TestNode north = new TestNode("north", world);
    private final TestNode south = new TestNode("south", world);
    private final TestPerson shop = new TestPerson(1, north);
    private final TestPerson alice = new TestPerson(2, south);

    private static TermsText text(String id) {
        return TermsText.newBuilder()
                .setId(id)
                .setRoster("https://roster.example/")
                .addForms(TermsForm.newBuilder()
                        .setForm(TermsForm.Form.HUMAN)
                        .setMediaType("text/plain")
                        .setSha256(ByteString.copyFrom(new byte[Bytes32.SIZE]))
                        .setSize(7))
                .build();
    }

    @BeforeEach
    void meet() throws IOException {
        alice.writes(shop.casts("guests wanted"), "I am one");
        rounds(shop);
        shop.writes(shop.tie(), "good");
        rounds(shop);
    }

    private void rounds(TestPerson with) throws IOException {
        for (int i = 0; i < 4; i++) {
            alice.carrier.round();
            with.carrier.round();
        }
    }

    private void proffered() throws IOException {
        Proffers.in(alice.letters)
                .open(alice.tie(), ID, Proffers.proffer(PROFFER))
                .orThrow();
        rounds(shop);
    }

    private static Known<TermsState> terms(TestPerson person) {
        return Proffers.in(person.letters).all().get(0);
    }

    private static Checked<Known<TermsState>> says(TestPerson person, Saying<TermsState> what) throws IOException {
        return Proffers.in(person.letters).say(terms(person), what);
    }

    private static Reason refused(Checked<Known<TermsState>> said) {
        return assertInstanceOf(Checked.Refused.class, said).refusal().reason();
    }

    private void same(TestPerson one, String word) {
        assertEquals(word, terms(one).state().word());
        assertEquals(terms(one).state(), terms(alice).state());
        assertEquals(
                DoublySigned.of(terms(one).tree()), DoublySigned.of(terms(alice).tree()));
    }

    @Test
    void bothHoldTheSameAndNoSecondCounterIsKept() throws IOException {
        proffered();
        says(shop, Proffers.choose(text("SD-BASE"))).orThrow();
        assertEquals(Reason.OVER_BUDGET, refused(says(shop, Proffers.choose(text("PDC-AI")))));
        rounds(shop);
        assertEquals(Reason.OVER_BUDGET, refused(says(alice, Proffers.choose(text("P2B1")))));
        says(alice, Proffers.accept()).orThrow();
        rounds(shop);
        same(shop, "agreed");
        assertTrue(DoublySigned.of(terms(shop).tree()).isPresent());
        JsonNode policy = Odrl.of(terms(shop).tree());
        assertEquals(policy, Odrl.of(terms(alice).tree()));
        assertEquals("Agreement", policy.path("@type").asText());
        assertEquals(
                "Selling bread",
                policy.at("/permission/0/constraint/0/rightOperand").asText());
        assertEquals(
                TermsJson.whole(terms(shop)).path("signed"),
                TermsJson.whole(terms(alice)).path("signed"));
        assertEquals(List.of(), Deals.in(alice.letters).all(), "terms are no deal");
    }

    @Test
    void whatNodesDropRepeatAndReorderComesAllTheSame() throws IOException {
        for (TestNode.Mischief mischief :
                List.of(TestNode.Mischief.REPEATS, TestNode.Mischief.REORDERS, TestNode.Mischief.DROPS)) {
            south.mischief = mischief;
            ByteString id = ByteString.copyFrom(new byte[StepLimits.ID_BYTES - 1])
                    .concat(ByteString.copyFrom(new byte[] {(byte) mischief.ordinal()}));
            Proffers.in(alice.letters)
                    .open(alice.tie(), id, Proffers.proffer(PROFFER))
                    .orThrow();
            says(alice, Proffers.withdraw("no")).orThrow();
            rounds(shop);
            south.mischief = TestNode.Mischief.NONE;
            TestPerson.later(Carrier.KEPT_MILLIS / 2);
            alice.writes(alice.tie(), "still there?");
            rounds(shop);
            assertEquals("withdrawn", terms(shop).state().word(), mischief.toString());
        }
    }

    @Test
    void aRestoredHomeHoldsTheSameSignedBytesAgain() throws IOException {
        int snapshot = shop.shelf.kept.size();
        proffered();
        says(shop, Proffers.accept()).orThrow();
        rounds(shop);
        same(shop, "agreed");
        TestPerson again = shop.onNewDevice(snapshot, 9);
        again.letters.book().restored(77);
        assertTrue(Proffers.in(again.letters).all().isEmpty());
        says(alice, Proffers.dispute("they follow me")).orThrow();
        rounds(again);
        same(again, "disputed");
        says(again, Proffers.end("sorry")).orThrow();
        rounds(again);
        same(again, "disputed");
    }

    @Test
    void twoDevicesThatAnswerAtOnceEndWithOneOutcome() throws IOException {
        proffered();
        TestPerson phone = shop.onNewDevice(shop.shelf.kept.size(), 9);
        says(phone, Proffers.choose(text("SD-BASE"))).orThrow();
        says(shop, Proffers.accept()).orThrow();
        phone.carrier.round();
        rounds(shop);
        same(shop, "agreed");
        assertEquals(text("P2B1"), terms(alice).state().terms().text());
    }

    @Test
    void aDealStandsUnderWhatBindsBothNowAndNothingElse() throws IOException {
        proffered();
        Proposal under = Proposal.newBuilder()
                .setTerms(Step.bytes(terms(alice).state().terms().digest()))
                .build();
        List<Known<TermsState>> none = List.of();
        assertNotNull(Proffers.fault(under, List.of(terms(alice))), "not agreed yet");
        says(shop, Proffers.accept()).orThrow();
        rounds(shop);
        assertNull(Proffers.fault(under, List.of(terms(alice))));
        assertNotNull(Proffers.fault(under, none), "of another tie");
        says(alice, Proffers.end("")).orThrow();
        assertNotNull(Proffers.fault(under, List.of(terms(alice))), "ended");
        assertNull(Proffers.fault(Proposal.getDefaultInstance(), none));
    }
}
