package org.byway.protocol.deal;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.step.Parties;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.wire.Accept;
import org.byway.protocol.wire.Cancel;
import org.byway.protocol.wire.Commitment;
import org.byway.protocol.wire.Confirm;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.Forgive;
import org.byway.protocol.wire.Hours;
import org.byway.protocol.wire.Lapse;
import org.byway.protocol.wire.Progress;
import org.byway.protocol.wire.Proposal;
import org.byway.protocol.wire.Quote;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.Sum;
import org.byway.protocol.wire.Thing;

/** Somebody with a key, and the steps of one deal that have come to one device. */
final class Person {
    static final long NOON = 1_795_000_000_000L;
    static final long DAY = 24L * 3_600_000;
    static final ByteString ID = ByteString.copyFrom(new byte[StepLimits.ID_BYTES]);

    final SigningKey key;
    Person other;
    final List<Step> steps = new ArrayList<>();
    long now = NOON;

    Person(int seed) {
        byte[] bytes = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(bytes, (byte) seed);
        key = SigningKey.ofSeed(bytes);
    }

    static void meet(Person one, Person two) {
        one.other = two;
        two.other = one;
    }

    /** Another device with the same key, which has the same steps so far. */
    Person secondDevice() {
        Person second = new Person(key);
        second.other = other;
        second.steps.addAll(steps);
        second.now = now;
        return second;
    }

    private Person(SigningKey key) {
        this.key = key;
    }

    StepTree<DealState> deal() {
        return Lifecycle.of(steps);
    }

    DealState state() {
        return deal().state();
    }

    String word() {
        return state().word();
    }

    Work work() {
        return state().agreed();
    }

    /** Says something behind where the deal stands here; it is kept here and given back. */
    Step says(Consumer<DealStep.Builder> what) {
        return said(what).orThrow();
    }

    /** The same, refused where it does not apply. */
    Checked<Step> said(Consumer<DealStep.Builder> what) {
        now++;
        StepTree<DealState> deal = deal();
        DealStep.Builder saying = deal.places().isEmpty()
                ? DealStep.newBuilder().setDeal(ID).setAt(now).setTo(Step.bytes(other.key.publicKey()))
                : deal.behind(deal.places().get(0), key.publicKey(), now);
        what.accept(saying);
        Step step = Step.sign(key, saying).orThrow();
        List<Step> all = new ArrayList<>(steps);
        all.add(step);
        Refusal refusal = Lifecycle.of(all).refused().get(step.digest());
        if (refusal != null) {
            return new Checked.Refused<>(refusal);
        }
        steps.add(step);
        return new Checked.Ok<>(step);
    }

    /** Says it, and the other side gets it. */
    Step tells(Consumer<DealStep.Builder> what) {
        Step step = says(what);
        other.gets(step);
        return step;
    }

    void gets(Step step) {
        steps.add(step);
        now = Math.max(now, step.at());
    }

    Consumer<DealStep.Builder> quotes(Proposal proposal) {
        return step -> step.setQuote(Quote.newBuilder()
                .setProposal(proposal)
                .setAgreement(Step.bytes(parties().digest(proposal))));
    }

    Consumer<DealStep.Builder> accepts() {
        Bytes32 agreement = ((DealState.Quoted) state()).agreement();
        return step -> step.setAccept(Accept.newBuilder().setAgreement(Step.bytes(agreement)));
    }

    private Parties parties() {
        Parties known = state().parties();
        return known == null ? new Parties(ID, key.publicKey(), other.key.publicKey()) : known;
    }

    static Consumer<DealStep.Builder> done(int place) {
        return gives(place, 0);
    }

    static Consumer<DealStep.Builder> gives(int place, long amount) {
        return tracks(place, Progress.Tracking.DONE, amount);
    }

    static Consumer<DealStep.Builder> tracks(int place, Progress.Tracking tracking, long amount) {
        return step -> step.setProgress(
                Progress.newBuilder().setCommitment(place).setTracking(tracking).setAmount(amount));
    }

    static Consumer<DealStep.Builder> confirms(int place) {
        return confirms(place, 0);
    }

    static Consumer<DealStep.Builder> confirms(int place, long amount) {
        return step -> step.setConfirm(Confirm.newBuilder().setCommitment(place).setAmount(amount));
    }

    static Consumer<DealStep.Builder> forgives(int place) {
        return step -> step.setForgive(Forgive.newBuilder().setCommitment(place));
    }

    static Consumer<DealStep.Builder> cancels(Commitment... back) {
        return step -> step.setCancel(Cancel.newBuilder().setReason("Ill").addAllBack(List.of(back)));
    }

    static Consumer<DealStep.Builder> lapses(int place) {
        return step -> step.setLapse(Lapse.newBuilder().setCommitment(place));
    }

    static Proposal proposal(Commitment... commitments) {
        return Proposal.newBuilder()
                .addAllCommitments(List.of(commitments))
                .setUntil(NOON + 7 * DAY)
                .build();
    }

    static Commitment thing(Side by, String title, long quantity) {
        return Commitment.newBuilder()
                .setBy(by)
                .setThing(Thing.newBuilder().setTitle(title).setQuantity(quantity))
                .setDue(NOON + 30 * DAY)
                .build();
    }

    static Commitment euros(Side by, long cents) {
        return Commitment.newBuilder()
                .setBy(by)
                .setMoney(Sum.newBuilder().setMinorUnits(cents).setDigits(2).setUnit("EUR"))
                .build();
    }

    static Commitment hours(Side by, long minutes) {
        return Commitment.newBuilder()
                .setBy(by)
                .setHours(Hours.newBuilder().setMinutes(minutes))
                .build();
    }
}
