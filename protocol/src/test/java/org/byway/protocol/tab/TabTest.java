package org.byway.protocol.tab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.step.Altered;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.wire.SignedStep;
import org.byway.protocol.wire.TabCarry;
import org.byway.protocol.wire.TabForgive;
import org.byway.protocol.wire.TabInstalment;
import org.byway.protocol.wire.TabPlan;
import org.byway.protocol.wire.TabSettle;
import org.byway.protocol.wire.TabStep;
import org.byway.protocol.wire.TabWindDown;
import org.junit.jupiter.api.Test;

/** A tab, from being opened to being closed. */
class TabTest {
    private final Teller alice;
    private final Teller bob;

    TabTest() {
        Teller[] two = Teller.open();
        alice = two[0];
        bob = two[1];
    }

    @Test
    void whatOneOwesTheOtherIsOwed() {
        alice.paid(60);
        assertEquals(60, alice.owes());
        assertEquals(-60, bob.owes());
        assertEquals(40, alice.ledger().headroom(alice.side()));
        bob.paid(100);
        assertEquals(-40, alice.owes());
        assertEquals(alice.state(), bob.state());
        assertEquals(2, TabEntries.signed(bob.tree()).size());
    }

    @Test
    void nobodyComesToOweMoreThanTheOtherLetsHim() {
        assertEquals(Reason.OVER_BUDGET, alice.refused(alice.pays(101)).reason());
        alice.paid(100);
        assertEquals(Reason.OVER_BUDGET, alice.refused(alice.pays(1)).reason());
        bob.tells(step -> step.getLimitBuilder().setLimit(10));
        assertEquals(100, alice.owes(), "a lower limit calls nothing");
        bob.paid(95);
        alice.paid(5);
        assertEquals(10, alice.owes());
        assertEquals(Reason.OVER_BUDGET, alice.refused(alice.pays(1)).reason());
    }

    @Test
    void theTwoDifferByOneProposedEntryAtMost() {
        alice.tells(alice.pays(5));
        assertEquals(0, alice.owes());
        assertEquals(Reason.STALE, alice.refused(step -> step.getCloseBuilder()).reason());
        assertEquals(
                Reason.NOT_YOURS,
                alice.refused(alice.completes()).reason(),
                "who proposed it does not complete it as well");
        bob.tells(step -> step.getVoidBuilder().setReason("No"));
        assertInstanceOf(TabState.Open.class, alice.state());
        alice.tells(alice.pays(5));
        alice.tells(step -> step.getVoidBuilder());
        assertEquals(0, bob.owes());
    }

    @Test
    void whatWasCompletedStandsThoughItWasTakenBackMeanwhile() {
        alice.tells(alice.pays(5));
        Step back = alice.says(step -> step.getVoidBuilder()).orThrow();
        Step done = bob.says(bob.completes()).orThrow();
        bob.gets(back);
        alice.gets(done);
        assertEquals(5, alice.owes());
        assertEquals(alice.state(), bob.state());
    }

    @Test
    void whatWasCompletedStandsThoughSomethingElseIsSaidMeanwhile() {
        alice.tells(alice.setsAside(40, Teller.NOON + 10 * Teller.DAY));
        bob.tells(bob.completes());
        alice.tells(alice.pays(5));
        Step released = alice.says(Teller.releases(1)).orThrow();
        Step limit = bob.says(step -> step.getLimitBuilder().setLimit(90)).orThrow();
        Step done = bob.says(bob.completes()).orThrow();
        assertEquals(-5, bob.owes());
        bob.gets(released);
        alice.gets(limit);
        alice.gets(done);
        assertEquals(45, alice.owes());
        assertEquals(alice.state(), bob.state());
        assertEquals(2, TabEntries.signed(alice.tree()).size());
        alice.paid(1);
        assertEquals(-46, bob.owes());
        assertEquals(3, TabEntries.signed(bob.tree()).size());
        assertTrue(bob.tree().refused().isEmpty());
    }

    @Test
    void whatWasCompletedBehindALimitStandsThoughItWasTakenBackBehindOne() {
        for (long limit = 50; limit < 60; limit++) {
            long now = limit;
            Teller[] two = Teller.open();
            two[0].tells(two[0].pays(5));
            List<Step> hers = List.of(
                    two[0].says(step -> step.getLimitBuilder().setLimit(now)).orThrow(),
                    two[0].says(step -> step.getVoidBuilder()).orThrow());
            List<Step> his = List.of(
                    two[1].says(step -> step.getLimitBuilder().setLimit(90)).orThrow(),
                    two[1].says(two[1].completes()).orThrow());
            hers.forEach(two[1]::gets);
            his.forEach(two[0]::gets);
            assertEquals(5, two[0].owes());
            assertEquals(two[0].state(), two[1].state());
            assertEquals(90 - 5, two[0].ledger().headroom(two[0].side()));
        }
    }

    @Test
    void ofTwoThatProposeAtOnceOneCountsForBoth() {
        Step hers = alice.says(alice.pays(5)).orThrow();
        Step his = bob.says(bob.pays(7)).orThrow();
        alice.gets(his);
        bob.gets(hers);
        assertEquals(alice.state(), bob.state());
        Teller answers = ((TabState.Pending) alice.state()).by() == alice.side() ? bob : alice;
        answers.tells(answers.completes());
        assertEquals(alice.state(), bob.state());
        assertEquals(1, alice.ledger().number());
    }

    @Test
    void twoDevicesThatSignAtOnceEndWithOneOutcome() {
        Step one = alice.says(alice.pays(5)).orThrow();
        alice.steps.remove(one);
        Step two = alice.says(alice.pays(9)).orThrow();
        alice.gets(one);
        bob.gets(one);
        bob.gets(two);
        bob.tells(bob.completes());
        assertEquals(alice.state(), bob.state());
        assertTrue(alice.owes() == 5 || alice.owes() == 9);
        assertEquals(1, alice.tree().refused().size());
    }

    @Test
    void whatIsSetAsideIsReleasedOrComesFreeAgain() {
        alice.tells(alice.setsAside(80, Teller.NOON + 10 * Teller.DAY));
        bob.tells(bob.completes());
        assertEquals(0, alice.owes());
        assertEquals(20, alice.ledger().headroom(alice.side()));
        assertEquals(Reason.NOT_YET, alice.refused(Teller.refunds(1)).reason());
        assertEquals(
                Reason.BAD_DIGEST,
                bob.refused(step -> step.getReleaseBuilder()
                                .setEntry(1)
                                .setPreimage(ByteString.copyFrom(new byte[StepLimits.PREIMAGE_BYTES - 1])
                                        .concat(ByteString.copyFrom(new byte[] {1}))))
                        .reason());
        alice.tells(Teller.releases(1));
        assertEquals(80, bob.ledger().balance() < 0 ? alice.owes() : -1);
        assertEquals(Reason.STALE, bob.refused(Teller.refunds(1)).reason());
        bob.paid(80);
        assertEquals(0, alice.owes(), "the next entry counts what was released");
    }

    @Test
    void whatIsSetAsideComesBackWhenItsTimeIsOver() {
        long until = Teller.NOON + 10 * Teller.DAY;
        alice.tells(alice.setsAside(80, until));
        bob.tells(bob.completes());
        alice.now = until + StepLimits.GRACE_MILLIS;
        assertEquals(Reason.EXPIRED, alice.refused(Teller.releases(1)).reason());
        alice.tells(Teller.refunds(1));
        assertEquals(100, bob.ledger().headroom(alice.side()));
        assertEquals(0, bob.owes());
    }

    @Test
    void whoWouldGetItGivesItBackBefore() {
        alice.tells(alice.setsAside(80, Teller.NOON + 10 * Teller.DAY));
        bob.tells(bob.completes());
        bob.tells(Teller.refunds(1));
        assertTrue(alice.ledger().aside().isEmpty());
    }

    @Test
    void whatIsReleasedCountsThoughSomethingElseWasSignedMeanwhile() {
        alice.tells(alice.setsAside(30, Teller.NOON + 10 * Teller.DAY));
        bob.tells(bob.completes());
        Step proposed = bob.says(bob.pays(10)).orThrow();
        Step released = alice.says(Teller.releases(1)).orThrow();
        Teller phone = Teller.open()[0];
        phone.steps.clear();
        phone.steps.addAll(alice.steps);
        phone.steps.remove(released);
        phone.across = bob;
        phone.now = alice.now;
        phone.gets(proposed);
        Step completed = phone.says(phone.completes()).orThrow();
        alice.gets(proposed);
        alice.gets(completed);
        bob.gets(completed);
        bob.gets(released);
        assertEquals(alice.state(), bob.state());
        assertEquals(20, alice.owes());
    }

    @Test
    void aPlanIsWhatIsOwedInPartsAndNothingMore() {
        alice.paid(90);
        TabPlan.Builder plan = TabPlan.newBuilder();
        for (int month = 1; month <= 3; month++) {
            plan.addInstalments(TabInstalment.newBuilder()
                    .setDue(Teller.NOON + month * 30 * Teller.DAY)
                    .setAmount(30));
        }
        TabPlan three = plan.build();
        TabPlan two = plan.removeInstalments(2).build();
        assertEquals(
                Reason.BAD_CONTENT,
                alice.refused(alice.proposes((ledger, entry) -> entry.setPlan(two)))
                        .reason());
        alice.tells(alice.proposes((ledger, entry) -> entry.setPlan(three)));
        bob.tells(bob.completes());
        assertEquals(0, bob.ledger().overdue(Teller.NOON + 29 * Teller.DAY));
        assertEquals(30, bob.ledger().overdue(Teller.NOON + 30 * Teller.DAY));
        alice.tells(alice.proposes((ledger, entry) ->
                entry.setSettle(TabSettle.newBuilder().setAmount(40).setRail("cash"))));
        bob.tells(bob.completes());
        assertEquals(40, bob.ledger().givenBack());
        assertEquals(20, bob.ledger().overdue(Teller.NOON + 60 * Teller.DAY));
        assertEquals(50, alice.owes());
        alice.tells(alice.proposes((ledger, entry) -> entry.setPlan(TabPlan.getDefaultInstance())));
        bob.tells(bob.completes());
        assertEquals(0, bob.ledger().overdue(Teller.NOON + 60 * Teller.DAY));
    }

    @Test
    void whoIsOwedForgives() {
        alice.paid(50);
        assertEquals(
                Reason.NOT_YOURS,
                alice.refused(alice.proposes((ledger, entry) ->
                                entry.setForgive(TabForgive.newBuilder().setAmount(50))))
                        .reason());
        bob.tells(bob.proposes(
                (ledger, entry) -> entry.setForgive(TabForgive.newBuilder().setAmount(50))));
        TabState.Pending pending = (TabState.Pending) alice.state();
        assertTrue(TabEntries.harmless(pending.ledger(), pending.entry(), pending.by()));
        alice.tells(alice.completes());
        assertEquals(0, alice.owes());
        alice.tells(step -> step.getCloseBuilder());
        assertEquals("closed", bob.state().word());
        assertEquals(Reason.STALE, bob.refused(step -> step.getLimitBuilder()).reason());
    }

    @Test
    void fromALeaveOnWhatIsOwedOnlyBecomesLess() {
        alice.paid(50);
        bob.tells(step -> step.getWindDownBuilder().setWhy(TabWindDown.Why.DEATH));
        assertEquals(Reason.STALE, alice.refused(alice.pays(1)).reason());
        bob.paid(20);
        assertEquals(30, alice.owes());
        assertEquals(Reason.STALE, bob.refused(bob.pays(31)).reason());
    }

    @Test
    void anotherTabGoesOnWhereOneEnded() {
        TabCarry carry = TabCarry.newBuilder()
                .setBalance(-40)
                .setFrom(Step.bytes(alice.key.publicKey()))
                .build();
        alice.tells(alice.proposes((ledger, entry) -> entry.setCarry(carry)));
        bob.tells(bob.completes());
        assertEquals(40, alice.owes());
        assertEquals(
                Reason.STALE,
                alice.refused(alice.proposes((ledger, entry) -> entry.setCarry(carry)))
                        .reason());
    }

    @Test
    void anEntryIsTheNextOrNone() {
        alice.paid(5);
        var again = alice.proposes((ledger, entry) -> entry.setNumber(1));
        assertEquals(Reason.BAD_CONTENT, alice.refused(again).reason(), "it changes nothing");
        var lies = alice.pays(5);
        assertEquals(
                Reason.BAD_CONTENT,
                alice.refused(step -> {
                            lies.accept(step);
                            step.getProposeBuilder().getEntryBuilder().setBalance(5);
                        })
                        .reason());
        assertEquals(
                Reason.STALE,
                alice.refused(step -> {
                            lies.accept(step);
                            step.getProposeBuilder().getEntryBuilder().clearPrevious();
                        })
                        .reason());
    }

    /** Every kind of step altered on the way: a field that is new is tried by itself. */
    @Test
    void nothingThatWasAlteredOnTheWayIsTaken() throws Exception {
        alice.tells(alice.setsAside(30, Teller.NOON + 10 * Teller.DAY));
        bob.tells(bob.completes());
        alice.tells(Teller.releases(1));
        bob.tells(bob.setsAside(30, Teller.NOON + 10 * Teller.DAY));
        alice.tells(alice.completes());
        alice.tells(Teller.refunds(2));
        alice.tells(alice.pays(5));
        alice.tells(step -> step.getVoidBuilder().setReason("No"));
        bob.tells(step -> step.getLimitBuilder().setLimit(7));
        bob.tells(step ->
                step.getWindDownBuilder().setWhy(TabWindDown.Why.LEAVING).setNote("Bye"));
        List<Step> all = new ArrayList<>(alice.steps);
        Teller carol = new Teller(3);
        carol.across = alice;
        all.add(carol.says(Teller.opens(3)).orThrow());
        all.add(carol.says(step -> step.getWithdrawBuilder().setReason("No")).orThrow());
        alice.steps.clear();
        alice.gets(all.get(all.size() - 2));
        alice.across = carol;
        all.add(alice.says(step -> step.getDeclineBuilder().setReason("No")).orThrow());
        Teller[] others = Teller.open();
        all.add(others[0].says(step -> step.getCloseBuilder()).orThrow());
        TreeSet<TabStep.WhatCase> said = new TreeSet<>(List.of(TabStep.WhatCase.WHAT_NOT_SET));
        TreeSet<String> fields = new TreeSet<>();
        for (Step step : all) {
            said.add(step.said().getTab().getWhatCase());
            for (Message each : Altered.of(step.said(), fields)) {
                SignedStep forged =
                        step.signed().toBuilder().setStep(each.toByteString()).build();
                assertInstanceOf(Checked.Refused.class, Step.read(forged, new StrictEd25519()), each.toString());
            }
        }
        assertEquals(TabStep.WhatCase.values().length, said.size(), said.toString());
        assertFalse(fields.isEmpty());
    }
}
