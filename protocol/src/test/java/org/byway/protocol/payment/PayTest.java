package org.byway.protocol.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.step.Altered;
import org.byway.protocol.step.LifecycleTable;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.PayRail;
import org.byway.protocol.wire.PaySaid;
import org.byway.protocol.wire.PaySetAside;
import org.byway.protocol.wire.PaySignal;
import org.byway.protocol.wire.PaySignal.When;
import org.byway.protocol.wire.PayStep;
import org.byway.protocol.wire.SignedStep;
import org.byway.protocol.wire.TabUnit;
import org.junit.jupiter.api.Test;

/** Payment signals, from being offered to being settled. */
class PayTest {
    private static final long NOON = 1_795_000_000_000L;
    private static final long DAY = 24L * 3_600_000;
    private static final SigningKey PAYER = key(1);
    private static final SigningKey PAYEE = key(2);
    private static final ByteString DIGEST = Step.bytes(Sha256.of(new byte[] {7}));
    private static final ByteString ID = ByteString.copyFrom(new byte[StepLimits.ID_BYTES]);
    private static final TabUnit EURO =
            TabUnit.newBuilder().setUnit("EUR").setDigits(2).build();

    private final List<Step> steps = new ArrayList<>();
    private long now = NOON;

    private static SigningKey key(int seed) {
        byte[] bytes = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(bytes, (byte) seed);
        return SigningKey.ofSeed(bytes);
    }

    private static PaySignal.Builder signal(When when) {
        return PaySignal.newBuilder()
                .setUnit(EURO)
                .setLeast(200)
                .setMost(500)
                .setWhen(when)
                .setTitle("An article")
                .addRails("tab")
                .addRails("cash")
                .setUntil(NOON + 7 * DAY);
    }

    private Checked<Step> says(SigningKey key, Consumer<PayStep.Builder> what) {
        now++;
        StepTree<PayState> tree = PayCourse.of(steps);
        SigningKey other = key == PAYER ? PAYEE : PAYER;
        DealStep.Builder saying = tree.places().isEmpty()
                ? DealStep.newBuilder().setDeal(ID).setAt(now).setTo(Step.bytes(other.publicKey()))
                : tree.behind(tree.places().get(0), key.publicKey(), now);
        what.accept(saying.getPayBuilder());
        Checked<Step> signed = Step.sign(key, saying);
        if (signed instanceof Checked.Ok<Step>(Step step)) {
            List<Step> all = new ArrayList<>(steps);
            all.add(step);
            var refusal = PayCourse.of(all).refused().get(step.digest());
            if (refusal != null) {
                return new Checked.Refused<>(refusal);
            }
            steps.add(step);
        }
        return signed;
    }

    private Reason refused(SigningKey key, Consumer<PayStep.Builder> what) {
        return ((Checked.Refused<Step>) says(key, what)).refusal().reason();
    }

    private String word() {
        return PayCourse.of(steps).state().word();
    }

    private void accepted(When when) {
        says(PAYER, step -> step.setSignal(signal(when))).orThrow();
        says(PAYEE, PayTest::accepts).orThrow();
    }

    private static void accepts(PayStep.Builder step) {
        step.getAcceptBuilder().addRails(PayRail.newBuilder().setRail("tab"));
    }

    private static Consumer<PayStep.Builder> pays(long amount, long uses) {
        return step -> step.setSaid(
                PaySaid.newBuilder().setAmount(amount).setRail("tab").setUses(uses));
    }

    private static Consumer<PayStep.Builder> aside(long amount, long until) {
        return step -> step.setSetAside(
                PaySetAside.newBuilder().setAmount(amount).setEntry(DIGEST).setUntil(until));
    }

    private static Consumer<PayStep.Builder> releases(long amount) {
        return step -> step.setSaid(PaySaid.newBuilder()
                .setAmount(amount)
                .setRail("tab")
                .setEntry(DIGEST)
                .setAside(1));
    }

    private static Consumer<PayStep.Builder> confirms(long payment) {
        return step -> step.getConfirmBuilder().setPayment(payment);
    }

    private static Consumer<PayStep.Builder> refunds(long payment) {
        return step -> step.getRefundBuilder().setPayment(payment);
    }

    @Test
    void asMuchAsWasSignalledOnce() {
        accepted(When.ONCE);
        assertEquals(Reason.BAD_CONTENT, refused(PAYER, pays(199, 0)));
        assertEquals(Reason.BAD_CONTENT, refused(PAYER, pays(501, 0)));
        assertEquals(Reason.NOT_YOURS, refused(PAYEE, pays(300, 0)));
        says(PAYER, pays(300, 0)).orThrow();
        assertEquals("said", word());
        assertEquals(Reason.NOT_YOURS, refused(PAYER, confirms(1)), "who paid does not confirm it as well");
        says(PAYEE, confirms(1)).orThrow();
        assertEquals("settled", word());
        assertEquals(Reason.STALE, refused(PAYER, pays(300, 0)));
        says(PAYEE, refunds(1)).orThrow();
        assertEquals("refunded", word());
    }

    @Test
    void onceEachMonthAndForEachUse() {
        accepted(When.MONTHLY);
        says(PAYER, pays(300, 0)).orThrow();
        says(PAYEE, confirms(1)).orThrow();
        assertEquals(Reason.NOT_YET, refused(PAYER, pays(300, 0)));
        now += 31 * DAY;
        says(PAYER, pays(200, 0)).orThrow();
        says(PAYEE, confirms(2)).orThrow();
        says(PAYEE, step -> step.getEndBuilder()).orThrow();
        assertEquals("ended", word());
        steps.clear();
        now = NOON;
        accepted(When.PER_USE);
        assertEquals(Reason.BAD_CONTENT, refused(PAYER, pays(300, 0)), "for how many?");
        assertEquals(Reason.BAD_CONTENT, refused(PAYER, pays(599, 3)));
        says(PAYER, pays(600, 3)).orThrow();
        assertEquals("said", word());
    }

    @Test
    void whatItWasWorthIsSaidAfterwards() {
        says(PAYER, step -> step.setSignal(signal(When.ONCE).clearMost().clearLeast()))
                .orThrow();
        says(PAYEE, PayTest::accepts).orThrow();
        says(PAYER, pays(123_456, 0)).orThrow();
        assertEquals("said", word());
    }

    @Test
    void whatIsSetAsideIsReleasedOrComesBackWhenItsTimeIsOver() {
        accepted(When.ONCE);
        says(PAYER, aside(300, NOON + DAY)).orThrow();
        assertEquals("escrowed", word());
        assertEquals(Reason.NOT_YET, refused(PAYER, refunds(1)));
        assertEquals(Reason.BAD_CONTENT, refused(PAYER, releases(200)));
        List<Step> before = new ArrayList<>(steps);
        says(PAYER, releases(300)).orThrow();
        says(PAYEE, confirms(1)).orThrow();
        assertEquals("settled", word());
        steps.clear();
        steps.addAll(before);
        now = NOON + DAY + StepLimits.GRACE_MILLIS;
        says(PAYER, refunds(1)).orThrow();
        assertEquals("refunded", word());
    }

    @Test
    void whatIsNotAcceptedInTimeLapses() {
        says(PAYER, step -> step.setSignal(signal(When.ONCE))).orThrow();
        assertEquals(Reason.NOT_YET, refused(PAYER, step -> step.getLapseBuilder()));
        assertEquals(
                Reason.BAD_CONTENT,
                refused(
                        PAYEE,
                        step -> step.getAcceptBuilder()
                                .addRails(PayRail.newBuilder().setRail("taler").setTo("taler://pay/x"))));
        now = NOON + 7 * DAY + StepLimits.GRACE_MILLIS;
        assertEquals(Reason.EXPIRED, refused(PAYEE, PayTest::accepts));
        says(PAYEE, step -> step.getLapseBuilder()).orThrow();
        assertEquals("lapsed", word());
    }

    private static void fill(PayStep.Builder step, Random random, long at) {
        int payment = 1 + random.nextInt(2);
        switch (random.nextInt(13)) {
            case 0 -> step.setSignal(signal(When.forNumber(random.nextInt(3))).setUntil(at + DAY));
            case 1, 2 -> accepts(step);
            case 3 -> step.getDeclineBuilder();
            case 4 -> step.getWithdrawBuilder();
            case 5 -> step.getLapseBuilder();
            case 6 -> aside(300, at + DAY).accept(step);
            case 7 -> pays(300, random.nextInt(2)).accept(step);
            case 8 -> releases(300).accept(step);
            case 9, 10 -> confirms(payment).accept(step);
            case 11 -> refunds(payment).accept(step);
            default -> {
                if (random.nextBoolean()) {
                    step.getForgiveBuilder();
                } else {
                    step.getEndBuilder();
                }
            }
        }
    }

    /** What it is to be signed by is tried elsewhere. */
    private static Step step(DealStep.Builder saying) {
        DealStep said = saying.build();
        return new Step(Sha256.of(said.toByteArray()), said, SignedStep.getDefaultInstance(), null);
    }

    @Test
    void theTableOfTheSpecIsWhatTheCodeDoesInWhateverOrderStepsCome() throws IOException {
        TreeSet<String> found = new TreeSet<>();
        for (int history = 0; history < 20_000; history++) {
            Random random = new Random(history);
            List<Step> all = new ArrayList<>();
            PayState state = new PayState.Unopened();
            long at = NOON;
            for (int i = 0; i < 14; i++) {
                at += random.nextInt(8) == 0 ? 40 * DAY : 1;
                Bytes32 by = (random.nextBoolean() ? PAYER : PAYEE).publicKey();
                Bytes32 to = by.equals(PAYER.publicKey()) ? PAYEE.publicKey() : PAYER.publicKey();
                StepTree<PayState> tree = PayCourse.of(all);
                DealStep.Builder saying = tree.places().isEmpty()
                        ? DealStep.newBuilder()
                                .setDeal(ID)
                                .setAt(at)
                                .setAuthor(Step.bytes(by))
                                .setTo(Step.bytes(to))
                        : tree.behind(tree.places().get(0), by, at);
                fill(saying.getPayBuilder(), random, at);
                Step step = step(saying);
                if (PayCourse.PAY.next(state, step) instanceof Checked.Ok<PayState>(PayState after)) {
                    found.add(row(state, step, after));
                    all.add(step);
                    state = PayCourse.of(all).state();
                }
            }
            Collections.shuffle(all, random);
            assertEquals(state, PayCourse.of(all).state(), "history " + history);
        }
        LifecycleTable.check("payment", found);
    }

    private static String row(PayState state, Step step, PayState after) {
        boolean first = state.parties() == null;
        boolean payer = first || step.author().equals(state.parties().opener());
        String what = step.said()
                .getPay()
                .getWhatCase()
                .name()
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
        return state.word() + " | " + what + " | " + (payer ? "payer" : "payee") + " | " + after.word();
    }

    @Test
    void nothingThatWasAlteredOnTheWayIsTaken() {
        accepted(When.ONCE);
        says(PAYER, aside(300, NOON + DAY)).orThrow();
        says(PAYER, releases(300)).orThrow();
        says(PAYEE, confirms(1)).orThrow();
        says(PAYEE, refunds(1)).orThrow();
        List<Step> all = new ArrayList<>(steps);
        for (Consumer<PayStep.Builder> what : List.<Consumer<PayStep.Builder>>of(
                step -> step.getDeclineBuilder().setReason("No"),
                step -> step.getForgiveBuilder().setReason("No"),
                step -> step.getEndBuilder().setReason("No"))) {
            steps.clear();
            now = NOON;
            says(PAYER, step -> step.setSignal(signal(When.PER_USE))).orThrow();
            Checked<Step> said = says(PAYEE, what);
            if (said instanceof Checked.Refused<Step>) {
                says(PAYEE, PayTest::accepts).orThrow();
                said = says(PAYEE, what);
            }
            all.add(said.orThrow());
        }
        steps.clear();
        now = NOON;
        says(PAYER, step -> step.setSignal(signal(When.ONCE))).orThrow();
        List<Step> offered = new ArrayList<>(steps);
        all.add(says(PAYER, step -> step.getWithdrawBuilder().setReason("No")).orThrow());
        steps.clear();
        steps.addAll(offered);
        now = NOON + 8 * DAY;
        all.add(says(PAYEE, step -> step.getLapseBuilder()).orThrow());
        TreeSet<PayStep.WhatCase> said = new TreeSet<>(List.of(PayStep.WhatCase.WHAT_NOT_SET));
        TreeSet<String> fields = new TreeSet<>();
        for (Step step : all) {
            said.add(step.said().getPay().getWhatCase());
            for (Message each : Altered.of(step.said(), fields)) {
                SignedStep forged =
                        step.signed().toBuilder().setStep(each.toByteString()).build();
                assertInstanceOf(Checked.Refused.class, Step.read(forged, new StrictEd25519()), each.toString());
            }
        }
        assertEquals(PayStep.WhatCase.values().length, said.size(), said.toString());
        assertTrue(fields.size() > 30, fields.toString());
    }
}
