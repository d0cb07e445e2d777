package org.byway.protocol.deal;

import static org.byway.protocol.deal.Person.DAY;
import static org.byway.protocol.deal.Person.cancels;
import static org.byway.protocol.deal.Person.confirms;
import static org.byway.protocol.deal.Person.done;
import static org.byway.protocol.deal.Person.euros;
import static org.byway.protocol.deal.Person.forgives;
import static org.byway.protocol.deal.Person.gives;
import static org.byway.protocol.deal.Person.hours;
import static org.byway.protocol.deal.Person.lapses;
import static org.byway.protocol.deal.Person.proposal;
import static org.byway.protocol.deal.Person.thing;
import static org.byway.protocol.deal.Person.tracks;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.function.Consumer;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.wire.AskReturn;
import org.byway.protocol.wire.Commitment;
import org.byway.protocol.wire.Consent;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.Decide;
import org.byway.protocol.wire.Decision;
import org.byway.protocol.wire.Decline;
import org.byway.protocol.wire.Dispute;
import org.byway.protocol.wire.Progress;
import org.byway.protocol.wire.Proposal;
import org.byway.protocol.wire.Refund;
import org.byway.protocol.wire.Refuse;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.Withdraw;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two agree on what each gives the other, give it, and say so; or it ends otherwise, and both know how. */
class DealTest {
    private static final Commitment BREAD = thing(Side.OPENER, "Loaf of rye", 2);
    private static final Commitment PRICE = euros(Side.OTHER, 900);
    private static final Consumer<DealStep.Builder> CONSENT = step -> step.setConsent(Consent.getDefaultInstance());
    private static final Consumer<DealStep.Builder> REFUSE = step -> step.setRefuse(Refuse.getDefaultInstance());
    private static final Consumer<DealStep.Builder> WITHDRAW = step -> step.setWithdraw(Withdraw.getDefaultInstance());
    private static final Consumer<DealStep.Builder> DISPUTE =
            step -> step.setDispute(Dispute.newBuilder().setReason("It is stale"));

    private final Person baker = new Person(1);
    private final Person guest = new Person(2);
    private final Person mediator = new Person(3);

    @BeforeEach
    void meet() {
        Person.meet(baker, guest);
    }

    private void agree(Commitment... commitments) {
        agree(proposal(commitments));
    }

    private void agree(Proposal proposal) {
        baker.tells(baker.quotes(proposal));
        guest.tells(guest.accepts());
        both("agreed");
    }

    private void both(String word) {
        assertEquals(word, baker.word());
        assertEquals(baker.state(), guest.state());
    }

    private static void refused(Reason reason, Checked<Step> said) {
        Checked.Refused<?> refused = assertInstanceOf(Checked.Refused.class, said);
        assertEquals(reason, refused.refusal().reason(), refused.refusal().detail());
    }

    @Test
    void breadForMoney() {
        baker.tells(baker.quotes(proposal(BREAD, PRICE)));
        guest.tells(guest.quotes(proposal(BREAD, euros(Side.OTHER, 800))));
        refused(Reason.NOT_YOURS, guest.said(guest.accepts()));
        baker.tells(baker.accepts());
        assertEquals(guest.work().agreement(), baker.work().agreement());
        guest.tells(done(2));
        assertEquals(Side.OPENER, Awaited.of(baker.state()).orElseThrow().who());
        baker.tells(confirms(2));
        baker.tells(tracks(1, Progress.Tracking.PACKED, 0));
        baker.tells(gives(1, 1));
        guest.tells(confirms(1));
        both("agreed");
        baker.tells(done(1));
        guest.tells(confirms(1));
        both("closed");
        assertTrue(Awaited.of(guest.state()).isEmpty());
    }

    @Test
    void aLoanComesBack() {
        Commitment ladder = thing(Side.OPENER, "Ladder", 1).toBuilder()
                .setReturnBy(Person.NOON + 40 * DAY)
                .build();
        agree(ladder);
        baker.tells(done(1));
        guest.tells(confirms(1));
        both("agreed");
        assertEquals(Side.OTHER, guest.work().at(2).giver());
        assertEquals(
                new Awaited(Side.OTHER, Awaited.What.GIVE, 2, Person.NOON + 40 * DAY),
                Awaited.of(guest.state()).orElseThrow());
        guest.tells(done(2));
        baker.tells(confirms(2));
        both("closed");
    }

    @Test
    void favoursHoursAndGiftsSpeakOfNoMoney() {
        agree(hours(Side.OPENER, 120), thing(Side.OTHER, "Jam", 3));
        baker.tells(done(1));
        guest.tells(confirms(1));
        baker.tells(forgives(2));
        both("closed");
        for (Step step : baker.steps) {
            assertFalse(step.said().toString().contains("money"), step.said().toString());
        }
    }

    @Test
    void nobodyIsBoundByWhatHeDidNotSign() {
        baker.tells(baker.quotes(proposal(BREAD, PRICE)));
        guest.tells(step -> step.setDecline(Decline.getDefaultInstance()));
        both("declined");
        refused(Reason.STALE, guest.said(guest2 -> guest2.setDecline(Decline.getDefaultInstance())));
        guest.steps.clear();
        baker.steps.clear();
        baker.tells(baker.quotes(proposal(BREAD, PRICE)));
        baker.tells(WITHDRAW);
        both("withdrawn");
    }

    @Test
    void aQuoteLapsesWhenItsTimeIsOver() {
        baker.tells(baker.quotes(proposal(BREAD, PRICE)));
        refused(Reason.NOT_YET, baker.said(lapses(0)));
        baker.now += 7 * DAY + StepLimits.GRACE_MILLIS;
        guest.now = baker.now;
        refused(Reason.EXPIRED, guest.said(guest.accepts()));
        baker.tells(lapses(0));
        both("lapsed");
    }

    @Test
    void countersAreBounded() {
        Person next = baker;
        for (int i = 0; i < StepLimits.MOST_ROUNDS; i++) {
            next.tells(next.quotes(proposal(BREAD, euros(Side.OTHER, 900 - i))));
            next = next.other;
        }
        refused(Reason.OVER_BUDGET, next.said(next.quotes(proposal(BREAD, PRICE))));
        next.tells(next.accepts());
        both("agreed");
    }

    @Test
    void whileNothingWasGivenOneSideEndsIt() {
        agree(BREAD, PRICE);
        baker.tells(tracks(1, Progress.Tracking.PACKED, 0));
        guest.tells(cancels());
        both("cancelled");
    }

    @Test
    void onceSomethingWasGivenBothEndIt() {
        agree(BREAD, PRICE);
        guest.tells(done(2));
        guest.tells(cancels(euros(Side.OPENER, 900)));
        both("cancelling");
        baker.tells(REFUSE);
        both("agreed");
        guest.tells(cancels(euros(Side.OPENER, 900)));
        refused(Reason.NOT_YOURS, guest.said(CONSENT));
        baker.tells(CONSENT);
        both("agreed");
        baker.tells(done(3));
        guest.tells(confirms(3));
        both("cancelled");
    }

    @Test
    void whoIsLetDownMayLeave() {
        agree(BREAD, PRICE);
        guest.tells(done(2));
        guest.now += 31 * DAY;
        guest.tells(lapses(1));
        assertEquals(Owed.End.NOT_KEPT, baker.work().at(1).end());
        guest.tells(cancels());
        both("cancelled");
    }

    @Test
    void silenceIsNoConfirmationButEndsTheWait() {
        agree(BREAD);
        baker.tells(done(1));
        refused(Reason.NOT_YET, baker.said(lapses(1)));
        baker.now += 15 * DAY;
        baker.tells(lapses(1));
        both("closed");
        assertEquals(Owed.End.UNANSWERED, guest.work().at(1).end());
        assertEquals(0, guest.work().at(1).confirmed());
    }

    @Test
    void whatIsReturnedIsPaidBack() {
        agree(BREAD, PRICE);
        baker.tells(done(1));
        guest.tells(done(2));
        guest.tells(confirms(1));
        baker.tells(confirms(2));
        both("closed");
        guest.tells(step -> step.setAskReturn(AskReturn.newBuilder()
                .setReason("One is stale")
                .addBack(thing(Side.OTHER, "Loaf of rye", 1))
                .addBack(euros(Side.OPENER, 450))));
        both("returning");
        baker.tells(REFUSE);
        both("closed");
        baker.tells(step ->
                step.setRefund(Refund.newBuilder().setReason("As a favour").setBack(euros(Side.OPENER, 450))));
        both("agreed");
        baker.tells(done(3));
        guest.tells(confirms(3));
        both("closed");
    }

    @Test
    void theMediatorWhomBothNamedDecides() {
        agree(proposal(BREAD, PRICE).toBuilder()
                .setMediator(Step.bytes(mediator.key.publicKey()))
                .build());
        guest.tells(done(2));
        baker.tells(confirms(2));
        Step dispute = guest.tells(DISPUTE);
        both("disputed");
        Decision decision = Decision.newBuilder()
                .setDeal(Person.ID)
                .setDispute(Step.bytes(dispute.digest()))
                .setMediator(Step.bytes(mediator.key.publicKey()))
                .addCommitments(euros(Side.OPENER, 900))
                .build();
        refused(
                Reason.UNKNOWN_AUTHOR,
                guest.said(decides(
                        guest,
                        decision.toBuilder()
                                .setMediator(Step.bytes(guest.key.publicKey()))
                                .build())));
        refused(
                Reason.BAD_DIGEST,
                guest.said(decides(
                        mediator,
                        decision.toBuilder()
                                .setDispute(Step.bytes(guest.steps.get(0).digest()))
                                .build())));
        guest.tells(decides(mediator, decision));
        both("agreed");
        assertEquals(Owed.End.DROPPED, baker.work().at(1).end());
        assertEquals(Work.Course.DECIDED, baker.work().course());
        baker.tells(done(3));
        guest.tells(confirms(3));
        both("closed");
    }

    private static Consumer<DealStep.Builder> decides(Person by, Decision decision) {
        ByteString bytes = decision.toByteString();
        return step -> step.setDecide(Decide.newBuilder().setDecision(bytes).setSignature(Step.decide(by.key, bytes)));
    }

    @Test
    void aDisputeIsWithdrawnOrItsTimeIsOver() {
        agree(BREAD, PRICE);
        guest.tells(DISPUTE);
        refused(Reason.NOT_YOURS, baker.said(WITHDRAW));
        guest.tells(WITHDRAW);
        both("agreed");
        guest.tells(DISPUTE);
        baker.now += StepLimits.DISPUTE_MILLIS + 2 * StepLimits.GRACE_MILLIS;
        baker.tells(lapses(0));
        both("agreed");
    }

    @Test
    void bothGiveAtTheSameTimeAndBothCount() {
        agree(BREAD, PRICE);
        Step gave = baker.says(done(1));
        Step paid = guest.says(done(2));
        baker.gets(paid);
        guest.gets(gave);
        both("agreed");
        assertTrue(guest.work().at(1).said() && guest.work().at(2).said());
        Step got = guest.says(confirms(1));
        Step has = baker.says(confirms(2));
        baker.gets(got);
        guest.gets(has);
        both("closed");
    }

    @Test
    void twoDevicesThatAnswerAtOnceEndWithOneOutcome() {
        baker.tells(baker.quotes(proposal(BREAD, PRICE)));
        Person phone = guest.secondDevice();
        Step yes = guest.says(guest.accepts());
        Step no = phone.says(step -> step.setDecline(Decline.getDefaultInstance()));
        baker.gets(no);
        baker.gets(yes);
        guest.gets(no);
        phone.gets(yes);
        both("agreed");
        assertEquals(phone.state(), guest.state());
        assertEquals(Reason.STALE, baker.deal().refused().get(no.digest()).reason());
    }

    @Test
    void withinItsTimeAQuoteBindsWhoMadeItAndAfterItNobody() {
        baker.tells(baker.quotes(proposal(BREAD, PRICE)));
        Step taken = guest.says(guest.accepts());
        Step back = baker.says(WITHDRAW);
        baker.gets(taken);
        guest.gets(back);
        both("agreed");

        baker.steps.remove(2);
        baker.steps.remove(1);
        guest.steps.remove(back);
        baker.now += 8 * DAY;
        Step over = baker.says(lapses(0));
        baker.gets(taken);
        guest.gets(over);
        both("lapsed");
    }

    @Test
    void whatBothHaveBuiltOnIsNotUndone() {
        baker.tells(baker.quotes(proposal(BREAD, PRICE)));
        Person thief = baker.secondDevice();
        guest.tells(guest.accepts());
        guest.tells(done(2));
        baker.tells(confirms(2));
        DealState before = guest.state();
        for (int i = 0; i < 50; i++) {
            Person again = thief.secondDevice();
            again.now += i;
            guest.gets(again.says(WITHDRAW));
            Person late = thief.secondDevice();
            late.now += 8 * DAY + i;
            Step lapse = late.says(lapses(0));
            guest.gets(lapse);
            assertEquals(before, guest.state(), "though a lapse goes before an acceptance that nobody built on");
        }
    }
}
