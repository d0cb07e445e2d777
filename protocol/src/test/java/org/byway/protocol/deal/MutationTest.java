package org.byway.protocol.deal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Checked;
import org.byway.protocol.step.Altered;
import org.byway.protocol.step.Step;
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
import org.byway.protocol.wire.SignedStep;
import org.byway.protocol.wire.Withdraw;
import org.junit.jupiter.api.Test;

/** A hostile side alters each field that there is, as the schema lists them, and says again what was said elsewhere. */
class MutationTest {
    private final SignatureCheck signatures = new StrictEd25519();
    private final Person alice = new Person(1);
    private final Person bob = new Person(2);
    private final Person mediator = new Person(3);

    /** A deal in which every kind of step is said. */
    private List<Step> everything() {
        Person.meet(alice, bob);
        Commitment unit = Person.euros(Side.OTHER, 900).toBuilder()
                .setMoney(Person.euros(Side.OTHER, 900).getMoney().toBuilder()
                        .setUnit("Acorn")
                        .setCommunity(Step.bytes(mediator.key.publicKey())))
                .build();
        Commitment loan = Person.thing(Side.OPENER, "Ladder", 2).toBuilder()
                .setReturnBy(Person.NOON + 90 * Person.DAY)
                .setWhere("At home")
                .build();
        Proposal proposal = Person.proposal(loan, unit, Person.hours(Side.OTHER, 60)).toBuilder()
                .setMediator(Step.bytes(mediator.key.publicKey()))
                .setAbout(Step.bytes(mediator.key.publicKey()))
                .setNote("As talked about")
                .setTerms(Step.bytes(mediator.key.publicKey()))
                .build();
        List<Step> all = new ArrayList<>();
        all.add(alice.tells(alice.quotes(Person.proposal(loan))));
        Step open = all.get(0);
        all.add(alice.says(step -> step.setWithdraw(Withdraw.newBuilder().setReason("No"))));
        alice.steps.remove(1);
        all.add(bob.says(step -> step.setDecline(Decline.newBuilder().setReason("No"))));
        bob.steps.remove(1);
        assertEquals(open, bob.steps.get(0));
        all.add(bob.tells(bob.quotes(proposal)));
        all.add(alice.tells(alice.accepts()));
        all.add(alice.tells(Person.tracks(1, Progress.Tracking.PACKED, 0)));
        all.add(alice.tells(Person.gives(1, 1)));
        all.add(bob.tells(Person.confirms(1, 1)));
        all.add(alice.tells(Person.forgives(3)));
        all.add(bob.tells(Person.cancels(Person.hours(Side.OPENER, 30))));
        all.add(alice.tells(step -> step.setRefuse(Refuse.newBuilder().setReason("No"))));
        all.add(bob.tells(step -> step.setAskReturn(
                AskReturn.newBuilder().setReason("Bent").addBack(Person.thing(Side.OTHER, "Ladder", 1)))));
        all.add(alice.tells(step -> step.setConsent(Consent.getDefaultInstance())));
        all.add(alice.tells(
                step -> step.setRefund(Refund.newBuilder().setReason("Sorry").setBack(Person.hours(Side.OPENER, 30)))));
        all.add(bob.tells(Person.done(2)));
        bob.now += 20 * Person.DAY;
        all.add(bob.tells(Person.lapses(2)));
        Step dispute = bob.tells(step -> step.setDispute(Dispute.newBuilder().setReason("Bent")));
        all.add(dispute);
        all.add(bob.tells(decides(dispute)));
        return all;
    }

    private Consumer<DealStep.Builder> decides(Step dispute) {
        ByteString decision = Decision.newBuilder()
                .setDeal(Person.ID)
                .setDispute(Step.bytes(dispute.digest()))
                .setMediator(Step.bytes(mediator.key.publicKey()))
                .addCommitments(Person.hours(Side.OPENER, 30))
                .setReason("It was bent")
                .build()
                .toByteString();
        return step -> step.setDecide(
                Decide.newBuilder().setDecision(decision).setSignature(Step.decide(mediator.key, decision)));
    }

    @Test
    void nothingThatWasAlteredOnTheWayIsTaken() throws InvalidProtocolBufferException {
        TreeSet<String> fields = new TreeSet<>();
        TreeSet<String> said = new TreeSet<>();
        for (Step step : everything()) {
            said.add(step.said().getWhatCase().name());
            assertInstanceOf(Checked.Ok.class, Step.read(step.signed(), signatures));
            for (Message each : Altered.of(step.said(), fields)) {
                SignedStep forged =
                        step.signed().toBuilder().setStep(each.toByteString()).build();
                assertInstanceOf(Checked.Refused.class, Step.read(forged, signatures), each.toString());
            }
            for (Message each : Altered.of(step.signed(), fields)) {
                SignedStep forged = SignedStep.parseFrom(each.toByteString());
                if (forged.getUnknownFields().asMap().isEmpty()) {
                    assertInstanceOf(Checked.Refused.class, Step.read(forged, signatures), each.toString());
                }
            }
        }
        long all = Arrays.stream(DealStep.WhatCase.values())
                .filter(each -> Precedence.of(each) >= 0)
                .count();
        assertEquals(all, said.size(), said.toString());
        assertTrue(fields.size() >= DealStep.getDescriptor().getFields().size() + 20, fields.toString());
    }

    /** What a side signs itself with altered fields either is refused or says what it may: the other's own steps stand. */
    @Test
    void whateverOneSideSignsNeverFailsAndNeverBindsTheOther() {
        List<Step> all = everything();
        List<Step> told = new ArrayList<>(alice.steps);
        DealState before = Lifecycle.of(told).state();
        int signed = 0;
        for (Step step : all) {
            for (Message each : Altered.of(step.said(), new TreeSet<>())) {
                Person by = step.author().equals(alice.key.publicKey()) ? alice : bob;
                DealStep.Builder saying = ((DealStep) each).toBuilder();
                if (!fits(saying)) {
                    continue;
                }
                if (Step.sign(by.key, saying) instanceof Checked.Ok<Step>(Step forged)) {
                    signed++;
                    List<Step> with = new ArrayList<>(told);
                    with.add(forged);
                    DealState after = Lifecycle.of(with).state();
                    assertEquals(before.agreed().agreement(), after.agreed().agreement(), each.toString());
                }
            }
        }
        assertTrue(signed > 0, "nothing that was altered could be signed");
    }

    private static boolean fits(DealStep.Builder saying) {
        int quoted = saying.getQuote().getAgreement().size();
        int accepted = saying.getAccept().getAgreement().size();
        return (!saying.hasQuote() || quoted == 32) && (!saying.hasAccept() || accepted == 32);
    }

    @Test
    void aStepOfAnotherDealOrOfAnotherPersonAdvancesNothing() {
        everything();
        DealState before = alice.state();
        Person carol = new Person(4);
        Person.meet(carol, bob);
        carol.now = bob.now - Person.DAY * 25;
        bob.now = carol.now;
        Step theirs = carol.says(carol.quotes(Person.proposal(Person.hours(Side.OPENER, 60))));
        bob.steps.clear();
        bob.gets(theirs);
        Step accepted = bob.says(bob.accepts());
        alice.steps.add(accepted);
        assertEquals(before, alice.state());
        assertEquals(1, alice.deal().waiting());
        Step strange = Step.sign(
                        carol.key,
                        alice.deal()
                                .behind(alice.deal().places().get(0), bob.key.publicKey(), alice.now + 1)
                                .setDispute(Dispute.getDefaultInstance()))
                .orThrow();
        alice.steps.add(strange);
        assertEquals(before, alice.state());
        assertTrue(alice.deal().refused().containsKey(strange.digest()));
    }
}
