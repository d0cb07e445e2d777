package org.byway.agent.deal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import org.byway.agent.step.Known;
import org.byway.agent.step.Saying;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.deal.Lifecycle;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.wire.Commitment;
import org.byway.protocol.wire.DealCase;
import org.byway.protocol.wire.Decide;
import org.byway.protocol.wire.Decision;
import org.byway.protocol.wire.SignedStep;

/** What goes to a mediator and comes back, as files: all of it is signed, so whoever carries them can change nothing. */
public final class Mediation {
    /** Of a case: all that two sides may say in a deal, as far as that is not hostile. */
    public static final int MAX_CASE_BYTES = 4 * 1024 * 1024;

    private Mediation() {}

    /** All that was said in a deal, for a mediator. */
    public static DealCase of(Known<DealState> known) {
        DealCase.Builder all = DealCase.newBuilder();
        known.steps().stream().distinct().forEach(step -> all.addSteps(step.signed()));
        return all.build();
    }

    /** What the steps of a case lead to; refused where one of them is not signed as it must be. */
    public static Checked<StepTree<DealState>> read(byte[] bytes, SignatureCheck signatures) {
        DealCase all;
        try {
            all = DealCase.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.MALFORMED, "this is no case");
        }
        if (all.getStepsCount() > 2 * StepLimits.MOST_STEPS) {
            return Refusal.of(Reason.OVER_BUDGET, "a case has at most " + 2 * StepLimits.MOST_STEPS + " steps");
        }
        List<Step> steps = new ArrayList<>();
        for (SignedStep each : all.getStepsList()) {
            Checked<Step> read = Step.read(each, signatures);
            if (!(read instanceof Checked.Ok<Step>(Step step))) {
                return ((Checked.Refused<Step>) read).as();
            }
            steps.add(step);
        }
        StepTree<DealState> deal = Lifecycle.of(steps);
        return deal.state().parties() == null
                ? Refusal.of(Reason.BAD_CONTENT, "its first step is missing")
                : new Checked.Ok<>(deal);
    }

    /** A decision upon a dispute, signed by the mediator whom both have named; nothing more is owed than what it names. */
    public static Checked<Decide> decide(
            StepTree<DealState> of, SigningKey mediator, List<Commitment> owed, String reason) {
        if (!(of.state() instanceof DealState.Disputed disputed)) {
            return Refusal.of(Reason.STALE, "nothing is disputed");
        }
        ByteString key = bytes(mediator.publicKey());
        if (!disputed.work().proposal().getMediator().equals(key)) {
            return Refusal.of(Reason.NOT_YOURS, "the two have named another mediator, or none");
        }
        ByteString decision = Decision.newBuilder()
                .setDeal(of.id())
                .setDispute(bytes(disputed.step()))
                .setMediator(key)
                .addAllCommitments(owed)
                .setReason(reason)
                .build()
                .toByteString();
        return new Checked.Ok<>(Decide.newBuilder()
                .setDecision(decision)
                .setSignature(Step.decide(mediator, decision))
                .build());
    }

    /** Brings in what a mediator has decided; whether that is so is checked before it is said. */
    public static Checked<Saying<DealState>> bring(byte[] decided, SignatureCheck signatures) {
        try {
            Decide decide = Decide.parseFrom(decided);
            return Step.holds(decide, signatures)
                    ? new Checked.Ok<>((before, step) -> step.setDecide(decide))
                    : Refusal.of(Reason.BAD_SEAL, "this decision is not signed by the mediator that it names");
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.MALFORMED, "this is no decision");
        }
    }

    private static ByteString bytes(Bytes32 value) {
        return ByteString.copyFrom(value.bytes());
    }
}
