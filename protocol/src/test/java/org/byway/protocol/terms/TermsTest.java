package org.byway.protocol.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.step.Speaker;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.SignedTerms;
import org.byway.protocol.wire.TermsStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An individual proffers her conditions to a shop. */
class TermsTest {
    private final Speaker<TermsState> alice = new Speaker<>(TermsCourse.TERMS, 1);
    private final Speaker<TermsState> shop = new Speaker<>(TermsCourse.TERMS, 2);

    @BeforeEach
    void meet() {
        alice.meets(shop);
    }

    private void proffered() {
        alice.tells(Saying.proffers(alice.parties(), Saying.proffer()));
    }

    private void agreed() {
        proffered();
        shop.tells(Saying.accepts(shop.state()));
    }

    private static void refused(Reason reason, Speaker<TermsState> by, Consumer<DealStep.Builder> what) {
        Checked<Step> said = by.says(what);
        assertInstanceOf(Checked.Refused.class, said);
        if (said instanceof Checked.Refused<Step>(Refusal why)) {
            assertEquals(reason, why.reason(), why.detail());
        }
    }

    @Test
    void bothHoldTheSameBytesWhenTheSecondPartyAccepts() {
        agreed();
        assertEquals(alice.state(), shop.state());
        assertTrue(alice.state().binds());
        SignedTerms hers = DoublySigned.of(alice.tree()).orElseThrow();
        assertEquals(
                hers.toByteString(), DoublySigned.of(shop.tree()).orElseThrow().toByteString());
        assertFalse(hers.getFirstSignature().equals(hers.getSecondSignature()));
        assertEquals(TermsStatus.ACCEPTED, TermsStatus.of(alice.state()));
    }

    @Test
    void theSecondPartyMayChooseAnotherTextOfTheRosterOnce() {
        proffered();
        refused(Reason.BAD_CONTENT, shop, Saying.chooses(shop.state(), Saying.text("P2B1")));
        refused(Reason.BAD_CONTENT, shop, Saying.chooses(shop.state(), Saying.text("OURS", "https://shop.example/")));
        refused(Reason.BAD_CONTENT, shop, Saying.chooses(shop.state(), Saying.text("OURS", "")));
        shop.tells(Saying.chooses(shop.state(), Saying.text("SD-BASE")));
        refused(Reason.OVER_BUDGET, shop, Saying.chooses(shop.state(), Saying.text("PDC-AI")));
        refused(Reason.OVER_BUDGET, alice, Saying.chooses(alice.state(), Saying.text("P2B1")));
        refused(Reason.NOT_YOURS, shop, Saying.accepts(shop.state()));
        alice.tells(Saying.accepts(alice.state()));
        assertEquals("agreed", shop.state().word());
        assertEquals(Saying.text("SD-BASE"), shop.state().terms().text());
        assertEquals(
                Saying.proffer().getPurpose(), shop.state().terms().agreement().getPurpose());
    }

    @Test
    void aTextOfNoRosterIsAcceptedOrDeclinedOnly() {
        alice.tells(Saying.proffers(
                alice.parties(),
                Saying.proffer().toBuilder().setText(Saying.text("MINE", "")).build()));
        refused(Reason.BAD_CONTENT, shop, Saying.chooses(shop.state(), Saying.text("OURS", "")));
        shop.tells(Saying.because(TermsStep.Builder::setDecline));
        assertEquals("declined", alice.state().word());
        refused(Reason.STALE, alice, Saying.because(TermsStep.Builder::setWithdraw));
    }

    @Test
    void whoProffersMayTakeItBackAndNobodyAnswersForThemselves() {
        proffered();
        refused(Reason.NOT_YOURS, alice, Saying.accepts(alice.state()));
        refused(Reason.NOT_YOURS, alice, Saying.chooses(alice.state(), Saying.text("SD-BASE")));
        refused(Reason.NOT_YOURS, shop, Saying.because(TermsStep.Builder::setWithdraw));
        refused(Reason.STALE, shop, Saying.because(TermsStep.Builder::setEnd));
        alice.tells(Saying.because(TermsStep.Builder::setWithdraw));
        assertEquals("withdrawn", shop.state().word());
    }

    @Test
    void anAcceptanceGoesBeforeAWithdrawalSaidAtTheSameTime() {
        proffered();
        Step back = alice.says(Saying.because(TermsStep.Builder::setWithdraw)).orThrow();
        Step yes = shop.says(Saying.accepts(shop.state())).orThrow();
        alice.gets(yes);
        shop.gets(back);
        assertEquals("agreed", alice.state().word());
        assertEquals(alice.state(), shop.state());
    }

    @Test
    void whatWaitsHasALastMoment() {
        proffered();
        refused(Reason.NOT_YET, alice, Saying.lapses());
        shop.now = Saying.proffer().getUntil() + StepLimits.GRACE_MILLIS;
        refused(Reason.EXPIRED, shop, Saying.accepts(shop.state()));
        refused(Reason.EXPIRED, shop, Saying.chooses(shop.state(), Saying.text("SD-BASE")));
        shop.tells(Saying.lapses());
        assertEquals(TermsStatus.EXPIRED, TermsStatus.of(alice.state()));
    }

    @Test
    void aChoiceMadeAtTheLastMomentLeavesTimeToAnswer() {
        proffered();
        shop.now = Saying.proffer().getUntil();
        shop.tells(Saying.chooses(shop.state(), Saying.text("SD-BASE")));
        alice.now = shop.now + StepLimits.ANSWER_MILLIS;
        alice.tells(Saying.accepts(alice.state()));
        assertEquals("agreed", shop.state().word());
    }

    @Test
    void eitherEndsItAndADisputeHoldsNobody() {
        agreed();
        alice.tells(Saying.because(TermsStep.Builder::setDispute));
        assertTrue(shop.state().binds());
        refused(Reason.NOT_YOURS, shop, Saying.because(TermsStep.Builder::setWithdraw));
        shop.tells(Saying.because(TermsStep.Builder::setEnd));
        assertFalse(alice.state().binds());
        assertEquals("disputed", alice.state().word());
        refused(Reason.STALE, alice, Saying.because(TermsStep.Builder::setEnd));
        alice.tells(Saying.because(TermsStep.Builder::setWithdraw));
        assertEquals("ended", shop.state().word());
        assertEquals(TermsStatus.ACCEPTED, TermsStatus.of(shop.state()), "that it was agreed is not undone");
        assertTrue(DoublySigned.of(shop.tree()).isPresent());
        shop.now += StepLimits.RETURN_MILLIS + 1;
        refused(Reason.EXPIRED, shop, Saying.because(TermsStep.Builder::setDispute));
    }

    @Test
    void anEndSaidWhileTheOtherSideDisputesCountsToo() {
        agreed();
        Step dispute = alice.says(Saying.because(TermsStep.Builder::setDispute)).orThrow();
        Step end = shop.says(Saying.because(TermsStep.Builder::setEnd)).orThrow();
        alice.gets(end);
        shop.gets(dispute);
        assertEquals(alice.state(), shop.state());
        assertEquals("disputed", alice.state().word());
        assertFalse(alice.state().binds());
    }

    @Test
    void whatWasAgreedForATimeEndsByItself() {
        agreed();
        refused(Reason.NOT_YET, alice, Saying.lapses());
        alice.now = Saying.proffer().getEnds() + StepLimits.GRACE_MILLIS;
        alice.tells(Saying.lapses());
        assertEquals("ended", shop.state().word());
    }

    @Test
    void whatIsSignedIsWhatIsSaid() {
        Consumer<DealStep.Builder> other = step -> {
            Saying.proffers(alice.parties(), Saying.proffer()).accept(step);
            step.getTermsBuilder().getProfferBuilder().setPurpose("Anything");
        };
        refused(Reason.BAD_DIGEST, alice, other);
        proffered();
        refused(Reason.BAD_DIGEST, shop, step -> {
            Saying.accepts(shop.state()).accept(step);
            step.getTermsBuilder().setAgreement(Step.bytes(Saying.ALICE));
        });
    }

    @Test
    void whatHasNoFormIsNoStep() {
        refused(Reason.BAD_CONTENT, alice, step -> step.getTermsBuilder());
        refused(
                Reason.BAD_CONTENT,
                alice,
                changed(terms -> terms.getProfferBuilder().setUntil(0)));
        refused(
                Reason.BAD_CONTENT,
                alice,
                changed(terms -> terms.getProfferBuilder().getTextBuilder().clearForms()));
        refused(
                Reason.BAD_CONTENT,
                alice,
                changed(terms -> terms.getProfferBuilder()
                        .getTextBuilder()
                        .addForms(Saying.text("X").getForms(0))));
        refused(
                Reason.BAD_CONTENT,
                alice,
                changed(terms -> terms.getProfferBuilder().addData("two\nlines")));
        refused(Reason.BAD_CONTENT, alice, changed(TermsStep.Builder::clearAgreement));
    }

    private Consumer<DealStep.Builder> changed(Consumer<TermsStep.Builder> change) {
        return step -> {
            Saying.proffers(alice.parties(), Saying.proffer()).accept(step);
            change.accept(step.getTermsBuilder());
        };
    }
}
