package org.byway.protocol.tab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.step.LifecycleTable;
import org.byway.protocol.step.Parties;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.SignedStep;
import org.byway.protocol.wire.TabEntry;
import org.byway.protocol.wire.TabInstalment;
import org.byway.protocol.wire.TabOpen;
import org.byway.protocol.wire.TabPlan;
import org.byway.protocol.wire.TabStep;
import org.byway.protocol.wire.TabWindDown;
import org.junit.jupiter.api.Test;

/** Whatever is said on a tab, in whatever order it comes: what both owe is zero together, and both find the same. */
class TabHistoriesTest {
    private static final int HISTORIES = 100_000;
    private static final int STEPS = 12;
    private static final Bytes32 ALICE = Sha256.of(new byte[] {1});
    private static final Bytes32 BOB = Sha256.of(new byte[] {2});
    private static final ByteString SIGNATURE = ByteString.copyFrom(new byte[64]);

    /** What it is to be signed by is tried elsewhere: signatures would take all the time. */
    private static Step step(DealStep.Builder saying) {
        DealStep said = saying.build();
        return new Step(
                Sha256.of(said.toByteArray()),
                said,
                SignedStep.newBuilder().setStep(said.toByteString()).build(),
                null);
    }

    private static DealStep.Builder said(StepTree<TabState> tree, Random random, Bytes32 by, long now) {
        DealStep.Builder saying;
        List<Step> places = tree.places();
        if (places.isEmpty()) {
            saying = DealStep.newBuilder()
                    .setDeal(Teller.ID)
                    .setAt(now)
                    .setAuthor(Step.bytes(by))
                    .setTo(Step.bytes(by.equals(ALICE) ? BOB : ALICE));
        } else {
            saying = tree.behind(places.get(random.nextInt(places.size())), by, now);
        }
        return saying;
    }

    private static void fill(TabStep.Builder step, TabState state, Random random, long now) {
        TabLedger ledger = state.ledger();
        switch (ledger == null ? random.nextInt(5) : 4 + random.nextInt(10)) {
            case 0, 1 ->
                step.getOpenBuilder()
                        .setUnit(Teller.EURO)
                        .setLimit(random.nextInt(100))
                        .setUntil(now + 10);
            case 2 -> step.getJoinBuilder().setLimit(random.nextInt(100));
            case 3 -> step.getDeclineBuilder();
            case 4 -> step.getWithdrawBuilder();
            case 5 -> step.getLimitBuilder().setLimit(random.nextInt(100));
            case 6 ->
                step.getReleaseBuilder()
                        .setEntry(1 + random.nextInt(3))
                        .setPreimage(ByteString.copyFrom(Teller.PREIMAGE));
            case 7 -> step.getRefundBuilder().setEntry(1 + random.nextInt(3));
            case 8 -> {
                if (random.nextInt(4) == 0) {
                    step.getWindDownBuilder().setWhy(TabWindDown.Why.LEAVING);
                } else if (random.nextInt(3) == 0) {
                    step.getCloseBuilder();
                } else {
                    step.getVoidBuilder();
                }
            }
            default -> entries(step, state, random, now);
        }
    }

    private static void entries(TabStep.Builder step, TabState state, Random random, long now) {
        if (state instanceof TabState.Pending pending && random.nextInt(5) > 0) {
            step.getCompleteBuilder().setEntry(Step.bytes(pending.digest())).setSignature(SIGNATURE);
            return;
        }
        TabLedger ledger = state.ledger();
        TabEntry.Builder entry = ledger.next();
        Side by = random.nextBoolean() ? Side.OPENER : Side.OTHER;
        long amount = 1L + random.nextInt(40);
        switch (random.nextInt(7)) {
            case 0 -> entry.getSettleBuilder().setAmount(amount);
            case 1 -> entry.getForgiveBuilder().setAmount(amount);
            case 2 ->
                entry.setPlan(TabPlan.newBuilder()
                        .addInstalments(TabInstalment.newBuilder()
                                .setDue(now + 5)
                                .setAmount(Math.max(1, Math.abs(ledger.balance())))));
            case 3 ->
                entry.getSetAsideBuilder()
                        .setBy(by)
                        .setAmount(amount)
                        .setUntil(now + 1L + random.nextInt(12))
                        .setHash(Step.bytes(Sha256.of(Teller.PREIMAGE)));
            case 4 -> entry.getCarryBuilder().setBalance(amount).setFrom(Step.bytes(ALICE));
            default -> entry.getPayBuilder().setBy(by).setAmount(amount);
        }
        TabEntry balanced = TabEntries.balanced(ledger, entry);
        step.getProposeBuilder().setEntry(balanced).setUntil(now + 10).setSignature(SIGNATURE);
    }

    /** Most histories begin where something can be paid. */
    private static List<Step> opened(Random random) {
        Step open = step(DealStep.newBuilder()
                .setDeal(Teller.ID)
                .setAt(Teller.NOON - 2)
                .setAuthor(Step.bytes(ALICE))
                .setTo(Step.bytes(BOB))
                .setTab(TabStep.newBuilder()
                        .setOpen(TabOpen.newBuilder()
                                .setUnit(Teller.EURO)
                                .setLimit(random.nextInt(200))
                                .setUntil(Teller.NOON))));
        DealStep.Builder join = TabCourse.of(List.of(open)).behind(open, BOB, Teller.NOON - 1);
        join.getTabBuilder().getJoinBuilder().setLimit(random.nextInt(200));
        return List.of(open, step(join));
    }

    /** What both owe, from the steps that count alone and by another way than the code's. */
    private static long counted(StepTree<TabState> tree) {
        TreeMap<Long, TabEntry> aside = new TreeMap<>();
        long other = 0;
        for (TabEntry entry : TabEntries.signed(tree)) {
            switch (entry.getChangeCase()) {
                case PAY ->
                    other += entry.getPay().getBy() == Side.OTHER
                            ? entry.getPay().getAmount()
                            : -entry.getPay().getAmount();
                case CARRY -> other += entry.getCarry().getBalance();
                case SET_ASIDE -> aside.put(entry.getNumber(), entry);
                case SETTLE, FORGIVE, PLAN, CHANGE_NOT_SET -> {}
            }
        }
        List<Step> all = new ArrayList<>(tree.path());
        all.addAll(tree.beside());
        for (Step step : all) {
            if (step.said().getTab().hasRelease()) {
                TabEntry entry = aside.remove(step.said().getTab().getRelease().getEntry());
                long amount = entry.getSetAside().getAmount();
                other += entry.getSetAside().getBy() == Side.OTHER ? amount : -amount;
            }
        }
        return other;
    }

    private static boolean givesBack(StepTree<TabState> tree) {
        return TabEntries.signed(tree).stream().anyMatch(each -> each.hasSettle() || each.hasForgive());
    }

    @Test
    void whateverIsSaidWhatBothOweIsZeroTogether() {
        int moved = 0;
        for (int history = 0; history < HISTORIES; history++) {
            Random random = new Random(history);
            List<Step> all = new ArrayList<>();
            List<List<Step>> devices = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            if (history % 8 > 0) {
                all.addAll(opened(random));
                devices.forEach(each -> each.addAll(all));
            }
            for (int i = 0; i < STEPS; i++) {
                int device = random.nextInt(devices.size());
                List<Step> here = devices.get(device);
                StepTree<TabState> tree = TabCourse.of(here);
                Bytes32 by = device == 0 ? ALICE : BOB;
                DealStep.Builder saying = said(tree, random, by, Teller.NOON + i);
                fill(saying.getTabBuilder(), tree.state(), random, Teller.NOON + i);
                Step step = step(saying);
                here.add(step);
                all.add(step);
                if (!TabCourse.of(here).refused().containsKey(step.digest()) && random.nextInt(4) > 0) {
                    devices.forEach(each -> deliver(each, all));
                }
            }
            StepTree<TabState> tree = TabCourse.of(all);
            List<Step> shuffled = new ArrayList<>(all);
            Collections.shuffle(shuffled, random);
            shuffled.addAll(all.subList(0, all.size() / 2));
            StepTree<TabState> other = TabCourse.of(shuffled);
            assertEquals(tree.state(), other.state(), "history " + history);
            assertEquals(tree.path(), other.path(), "history " + history);
            TabLedger ledger = tree.state().ledger();
            if (ledger != null) {
                assertEquals(0, ledger.owedBy(Side.OPENER) + ledger.owedBy(Side.OTHER), "history " + history);
                if (!givesBack(tree)) {
                    assertEquals(counted(tree), ledger.balance(), "history " + history);
                }
                moved += ledger.balance() == 0 ? 0 : 1;
            }
        }
        assertTrue(moved > HISTORIES / 10, "only " + moved + " histories moved anything");
    }

    private static void deliver(List<Step> to, List<Step> all) {
        for (Step step : all) {
            if (!to.contains(step)) {
                to.add(step);
            }
        }
    }

    @Test
    void theTableOfTheSpecIsWhatTheCodeDoes() throws Exception {
        TreeSet<String> found = new TreeSet<>();
        for (int history = 0; history < 20_000; history++) {
            Random random = new Random(history);
            TabState state = new TabState.Unopened();
            StepTree<TabState> tree = TabCourse.of(List.of());
            List<Step> all = new ArrayList<>();
            for (int i = 0; i < 2 * STEPS; i++) {
                Bytes32 by = random.nextBoolean() ? ALICE : BOB;
                DealStep.Builder saying = said(tree, random, by, Teller.NOON + i);
                fill(saying.getTabBuilder(), state, random, Teller.NOON + i);
                Step step = step(saying);
                if (TabCourse.TAB.next(state, step) instanceof Checked.Ok<TabState>(TabState after)) {
                    found.add(row(state, step, after));
                    all.add(step);
                    tree = TabCourse.of(all);
                    state = tree.state();
                }
            }
        }
        LifecycleTable.check("tab", found);
    }

    private static String row(TabState state, Step step, TabState after) {
        return "%s | %s | %s | %s"
                .formatted(state.word(), word(step.said().getTab().getWhatCase()), role(state, step), after.word());
    }

    private static String word(TabStep.WhatCase what) {
        return what.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String role(TabState state, Step step) {
        if (state.parties() == null) {
            return "opener";
        }
        Side by = state.parties().side(step.author());
        return switch (state) {
            case TabState.Asked asked -> by == Side.OPENER ? "opener" : "other";
            case TabState.Pending pending
            when step.said().getTab().hasComplete() -> by == Parties.across(pending.by()) ? "answerer" : "proposer";
            default -> "either";
        };
    }
}
