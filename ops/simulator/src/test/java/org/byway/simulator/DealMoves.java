package org.byway.simulator;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.byway.agent.deal.Deals;
import org.byway.agent.deal.Mediation;
import org.byway.agent.step.Known;
import org.byway.agent.step.Saying;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.deal.Work;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Checked;
import org.byway.protocol.step.Step;
import org.byway.protocol.wire.Commitment;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.Decide;
import org.byway.protocol.wire.Hours;
import org.byway.protocol.wire.Progress;
import org.byway.protocol.wire.Proposal;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.Sum;
import org.byway.protocol.wire.Thing;

/** What people may say in deals, by chance: sensible or not. */
final class DealMoves {
    private static final SigningKey MEDIATOR = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);
    private static final int MOST_PIECES = 3;
    private static final int MOST_CENTS = 600;
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;

    private final Dice dice;

    DealMoves(Dice dice) {
        this.dice = dice;
    }

    /** @param terms digest of what binds the two, or empty */
    Proposal proposal(long now, ByteString terms) {
        Proposal.Builder proposal = Proposal.newBuilder()
                .addCommitments(commitment(Side.OPENER, now))
                .setUntil(now + (dice.chance(0.2) ? dice.between(MINUTE, 10 * MINUTE) : DAY))
                .setTerms(terms);
        if (dice.chance(0.8)) {
            proposal.addCommitments(commitment(Side.OTHER, now));
        }
        if (dice.chance(0.5)) {
            proposal.setMediator(Step.bytes(MEDIATOR.publicKey()));
        }
        return proposal.build();
    }

    private Commitment commitment(Side by, long now) {
        Commitment.Builder given = Commitment.newBuilder().setBy(by);
        switch (dice.among(3)) {
            case 0 ->
                given.setThing(Thing.newBuilder().setTitle("a loaf").setQuantity(dice.between(1, MOST_PIECES)))
                        .setReturnBy(dice.chance(0.3) ? now + 7 * DAY : 0);
            case 1 ->
                given.setMoney(Sum.newBuilder()
                        .setMinorUnits(dice.between(1, MOST_CENTS))
                        .setDigits(2)
                        .setUnit("EUR"));
            default -> given.setHours(Hours.newBuilder().setMinutes(dice.between(1, MOST_PIECES)));
        }
        return given.build();
    }

    /** Anything; whether it applies is for the course to say. */
    Saying<DealState> any(Known<DealState> known, long now) {
        if (known.state().agreed() == null) {
            return answer(known, now);
        }
        return dice.chance(0.7) ? work(known.state().agreed()) : trouble(known, now);
    }

    private Saying<DealState> answer(Known<DealState> known, long now) {
        return switch (dice.among(8)) {
            case 0 -> Deals.counter(proposal(now, known.state().proposal().getTerms()));
            case 1 -> (before, step) -> step.getWithdrawBuilder().setReason("no more");
            case 2 -> Deals.decline("no");
            case 3 -> (before, step) -> step.getLapseBuilder();
            default -> Deals.accept();
        };
    }

    private Saying<DealState> work(Work work) {
        int place = 1 + dice.among(work.owed().size());
        long amount = dice.chance(0.4) ? 0 : 1;
        return switch (dice.among(6)) {
            case 0, 1 ->
                (before, step) -> step.getProgressBuilder()
                        .setCommitment(place)
                        .setTracking(Progress.Tracking.DONE)
                        .setAmount(amount);
            case 2 -> tracked(place);
            case 3 -> (before, step) -> step.getForgiveBuilder().setCommitment(place);
            default -> Deals.confirm(place, amount);
        };
    }

    private Saying<DealState> tracked(int place) {
        Progress.Tracking tracking = dice.among(List.of(
                Progress.Tracking.PACKED,
                Progress.Tracking.PICKED_UP,
                Progress.Tracking.UNDER_WAY,
                Progress.Tracking.FAILED));
        return (before, step) -> step.getProgressBuilder().setCommitment(place).setTracking(tracking);
    }

    private Saying<DealState> trouble(Known<DealState> known, long now) {
        List<Commitment> back = new ArrayList<>();
        if (dice.chance(0.5)) {
            back.add(commitment(dice.chance(0.5) ? Side.OPENER : Side.OTHER, now));
        }
        return switch (dice.among(8)) {
            case 0 ->
                (before, step) -> step.getCancelBuilder().setReason("it broke").addAllBack(back);
            case 1 ->
                (before, step) ->
                        step.getAskReturnBuilder().setReason("it broke").addAllBack(back);
            case 2 ->
                (before, step) -> step.getRefundBuilder().setReason("sorry").setBack(commitment(known.me(), now));
            case 3 -> (before, step) -> step.getDisputeBuilder().setReason("it never came");
            case 4 -> (before, step) -> step.getWithdrawBuilder().setReason("we have talked");
            case 5 -> decided(known, back);
            case 6 -> Deals.decline("no");
            default -> Deals.accept();
        };
    }

    /** The mediator decides at once upon whatever it is brought. */
    private static Saying<DealState> decided(Known<DealState> known, List<Commitment> owed) {
        Checked<Decide> decision = Mediation.decide(known.tree(), MEDIATOR, owed, "so be it");
        return decision instanceof Checked.Ok<Decide>(Decide decide)
                ? (before, step) -> step.setDecide(decide)
                : DealMoves::nothing;
    }

    private static void nothing(DealState before, DealStep.Builder step) {
        step.getConsentBuilder();
    }
}
