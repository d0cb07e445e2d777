package org.byway.protocol.deal;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.step.Parties;
import org.byway.protocol.step.Step;
import org.byway.protocol.wire.Accept;
import org.byway.protocol.wire.AskReturn;
import org.byway.protocol.wire.Cancel;
import org.byway.protocol.wire.Commitment;
import org.byway.protocol.wire.Consent;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.Decide;
import org.byway.protocol.wire.Decision;
import org.byway.protocol.wire.Decline;
import org.byway.protocol.wire.Dispute;
import org.byway.protocol.wire.Progress;
import org.byway.protocol.wire.Proposal;
import org.byway.protocol.wire.Quote;
import org.byway.protocol.wire.Refund;
import org.byway.protocol.wire.Refuse;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.SignedStep;
import org.byway.protocol.wire.Withdraw;

/** Steps by chance, of which many do not apply. They carry no signature that holds: what signs is tried elsewhere. */
final class Chance {
    static final Bytes32 ALICE = new Bytes32(1, 1, 1, 1);
    static final Bytes32 BOB = new Bytes32(2, 2, 2, 2);
    static final Bytes32 MEDIATOR = new Bytes32(3, 3, 3, 3);
    private static final ByteString SIGNATURE = ByteString.copyFrom(new byte[64]);
    private static final List<DealStep.WhatCase> ALL = List.of(DealStep.WhatCase.values());

    private final Random random;

    Chance(long seed) {
        random = new Random(seed);
    }

    Random random() {
        return random;
    }

    static Bytes32 across(Bytes32 key) {
        return key.equals(ALICE) ? BOB : ALICE;
    }

    static Step step(DealStep.Builder saying) {
        return Step.read(SignedStep.newBuilder()
                        .setStep(saying.build().toByteString())
                        .setSignature(SIGNATURE)
                        .build())
                .orThrow();
    }

    /** Something that one side might say behind that step, or as the first. */
    Step step(DealState state, Step after, Bytes32 by, long at) {
        DealStep.Builder saying = DealStep.newBuilder()
                .setDeal(Person.ID)
                .setAt(at)
                .setAuthor(Step.bytes(by))
                .setTo(Step.bytes(across(by)));
        if (after != null) {
            saying.setAfter(Step.bytes(after.digest()));
        }
        DealStep.WhatCase what = ALL.get(random.nextInt(ALL.size()));
        what(state, by, at, after == null ? DealStep.WhatCase.QUOTE : what).accept(saying);
        return step(saying);
    }

    /** That the time of something is over. */
    Step lapse(Step after, Bytes32 by, long at) {
        DealStep.Builder saying = DealStep.newBuilder()
                .setDeal(Person.ID)
                .setAfter(Step.bytes(after.digest()))
                .setAt(at)
                .setAuthor(Step.bytes(by))
                .setTo(Step.bytes(across(by)));
        Person.lapses(random.nextInt(4)).accept(saying);
        return step(saying);
    }

    private Consumer<DealStep.Builder> what(DealState state, Bytes32 by, long at, DealStep.WhatCase what) {
        int place = 1 + random.nextInt(4);
        return switch (what) {
            case QUOTE, TAB, PAY, TERMS, WHAT_NOT_SET -> quote(state, by, at);
            case ACCEPT -> {
                Bytes32 agreement = state instanceof DealState.Quoted quoted ? quoted.agreement() : Bytes32.ZERO;
                yield step -> step.setAccept(
                        Accept.newBuilder().setAgreement(Step.bytes(agreement)).setSignature(SIGNATURE));
            }
            case DECLINE -> step -> step.setDecline(Decline.getDefaultInstance());
            case WITHDRAW -> step -> step.setWithdraw(Withdraw.getDefaultInstance());
            case PROGRESS -> Person.tracks(place, Progress.Tracking.forNumber(1 + random.nextInt(6)), 0);
            case CONFIRM -> Person.confirms(place, random.nextInt(2));
            case FORGIVE -> Person.forgives(place);
            case CANCEL ->
                random.nextBoolean()
                        ? step -> step.setCancel(Cancel.getDefaultInstance())
                        : step -> step.setCancel(Cancel.newBuilder().addBack(owed()));
            case ASK_RETURN -> step -> step.setAskReturn(AskReturn.newBuilder().addBack(owed()));
            case REFUND -> step -> step.setRefund(Refund.newBuilder().setBack(owed()));
            case CONSENT -> step -> step.setConsent(Consent.getDefaultInstance());
            case REFUSE -> step -> step.setRefuse(Refuse.getDefaultInstance());
            case DISPUTE -> step -> step.setDispute(Dispute.getDefaultInstance());
            case DECIDE -> decide(state);
            case LAPSE -> Person.lapses(random.nextInt(4));
        };
    }

    private Commitment owed() {
        Side by = random.nextBoolean() ? Side.OPENER : Side.OTHER;
        return random.nextBoolean() ? Person.thing(by, "Loaf", 1 + random.nextInt(2)) : Person.hours(by, 60);
    }

    private Consumer<DealStep.Builder> quote(DealState state, Bytes32 by, long at) {
        Parties parties = state.parties() == null ? new Parties(Person.ID, by, across(by)) : state.parties();
        Commitment loan = Person.thing(Side.OPENER, "Ladder", 1).toBuilder()
                .setReturnBy(Person.NOON + 40 * Person.DAY)
                .build();
        Proposal proposal = Person.proposal(random.nextInt(3) == 0 ? loan : owed(), owed()).toBuilder()
                .setUntil(at + Person.DAY)
                .setMediator(Step.bytes(MEDIATOR))
                .build();
        return step -> step.setQuote(Quote.newBuilder()
                .setProposal(proposal)
                .setAgreement(Step.bytes(parties.digest(proposal)))
                .setSignature(SIGNATURE));
    }

    private Consumer<DealStep.Builder> decide(DealState state) {
        Bytes32 dispute = state instanceof DealState.Disputed disputed ? disputed.step() : Bytes32.ZERO;
        Decision.Builder decision = Decision.newBuilder()
                .setDeal(Person.ID)
                .setDispute(Step.bytes(dispute))
                .setMediator(Step.bytes(MEDIATOR));
        if (random.nextBoolean()) {
            decision.addCommitments(owed());
        }
        ByteString bytes = decision.build().toByteString();
        return step -> step.setDecide(Decide.newBuilder().setDecision(bytes).setSignature(SIGNATURE));
    }
}
