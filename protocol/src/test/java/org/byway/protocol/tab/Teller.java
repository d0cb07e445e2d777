package org.byway.protocol.tab;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.TabEntry;
import org.byway.protocol.wire.TabPay;
import org.byway.protocol.wire.TabSetAside;
import org.byway.protocol.wire.TabStep;
import org.byway.protocol.wire.TabUnit;

/** Somebody with a key, and the steps of one tab that have come to one device. */
final class Teller {
    static final long NOON = 1_795_000_000_000L;
    static final long DAY = 24L * 3_600_000;
    static final ByteString ID = ByteString.copyFrom(new byte[StepLimits.ID_BYTES]);
    static final byte[] PREIMAGE = new byte[StepLimits.PREIMAGE_BYTES];
    static final TabUnit EURO = TabUnit.newBuilder().setUnit("EUR").setDigits(2).build();

    final SigningKey key;
    final List<Step> steps = new ArrayList<>();
    Teller across;
    long now = NOON;

    Teller(int seed) {
        byte[] bytes = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(bytes, (byte) seed);
        key = SigningKey.ofSeed(bytes);
    }

    /** Two who have a tab on which each lets the other owe a hundred. */
    static Teller[] open() {
        Teller alice = new Teller(1);
        Teller bob = new Teller(2);
        alice.across = bob;
        bob.across = alice;
        alice.tells(opens(100));
        bob.tells(step -> step.getJoinBuilder().setLimit(100));
        return new Teller[] {alice, bob};
    }

    static Consumer<TabStep.Builder> opens(long limit) {
        return step -> step.getOpenBuilder().setUnit(EURO).setLimit(limit).setUntil(NOON + 7 * DAY);
    }

    StepTree<TabState> tree() {
        return TabCourse.of(steps);
    }

    TabState state() {
        return tree().state();
    }

    TabLedger ledger() {
        return state().ledger();
    }

    /** What this one owes. */
    long owes() {
        return ledger().owedBy(state().parties().side(key.publicKey()));
    }

    Side side() {
        return state().parties().side(key.publicKey());
    }

    /** Says something, if it applies here; it is kept here and given back. */
    Checked<Step> says(Consumer<TabStep.Builder> what) {
        now++;
        List<Step> places = tree().places();
        Refusal first = null;
        for (int i = 0; i < Math.max(1, places.size()); i++) {
            DealStep.Builder saying = places.isEmpty()
                    ? DealStep.newBuilder().setDeal(ID).setAt(now).setTo(Step.bytes(across.key.publicKey()))
                    : tree().behind(places.get(i), key.publicKey(), now);
            what.accept(saying.getTabBuilder());
            Checked<Step> signed = Step.sign(key, saying);
            if (signed instanceof Checked.Refused<Step>) {
                return signed;
            }
            List<Step> all = new ArrayList<>(steps);
            all.add(signed.orThrow());
            Refusal refusal = TabCourse.of(all).refused().get(signed.orThrow().digest());
            if (refusal == null) {
                steps.add(signed.orThrow());
                return signed;
            }
            first = first == null ? refusal : first;
        }
        return new Checked.Refused<>(first);
    }

    /** Says it, and the other side gets it. */
    Step tells(Consumer<TabStep.Builder> what) {
        Step step = says(what).orThrow();
        across.gets(step);
        return step;
    }

    void gets(Step step) {
        steps.add(step);
        now = Math.max(now, step.at());
    }

    /** Why something cannot be said. */
    Refusal refused(Consumer<TabStep.Builder> what) {
        return ((Checked.Refused<Step>) says(what)).refusal();
    }

    /** Proposes the next entry, as things stand here. */
    Consumer<TabStep.Builder> proposes(BiConsumer<TabLedger, TabEntry.Builder> change) {
        TabLedger ledger = ledger();
        TabEntry.Builder entry = ledger.next();
        change.accept(ledger, entry);
        TabEntry balanced = TabEntries.balanced(ledger, entry);
        return step -> step.getProposeBuilder().setEntry(balanced).setUntil(now + 7 * DAY);
    }

    Consumer<TabStep.Builder> pays(long amount) {
        Side by = side();
        return proposes(
                (ledger, entry) -> entry.setPay(TabPay.newBuilder().setBy(by).setAmount(amount)));
    }

    Consumer<TabStep.Builder> setsAside(long amount, long until) {
        Side by = side();
        return proposes((ledger, entry) -> entry.setSetAside(TabSetAside.newBuilder()
                .setBy(by)
                .setAmount(amount)
                .setUntil(until)
                .setHash(ByteString.copyFrom(Sha256.of(PREIMAGE).bytes()))));
    }

    Consumer<TabStep.Builder> completes() {
        TabState.Pending pending = (TabState.Pending) state();
        return step -> step.getCompleteBuilder().setEntry(Step.bytes(pending.digest()));
    }

    static Consumer<TabStep.Builder> releases(long entry) {
        return step -> step.getReleaseBuilder().setEntry(entry).setPreimage(ByteString.copyFrom(PREIMAGE));
    }

    static Consumer<TabStep.Builder> refunds(long entry) {
        return step -> step.getRefundBuilder().setEntry(entry);
    }

    /** Pays, and the other side completes it. */
    void paid(long amount) {
        tells(pays(amount));
        across.tells(across.completes());
    }
}
