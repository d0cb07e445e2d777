package org.byway.protocol.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Checked;
import org.byway.protocol.step.Altered;
import org.byway.protocol.step.Speaker;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.SignedStep;
import org.byway.protocol.wire.SignedTerms;
import org.byway.protocol.wire.TermsStep;
import org.junit.jupiter.api.Test;

/** A hostile side alters each field that there is, as the schema lists them, and says again what was said elsewhere. */
class TermsMutationTest {
    private final SignatureCheck signatures = new StrictEd25519();
    private final Speaker<TermsState> alice = new Speaker<>(TermsCourse.TERMS, 1);
    private final Speaker<TermsState> shop = new Speaker<>(TermsCourse.TERMS, 2);

    /** Every kind of step, the last ones of which lead to terms that were agreed, disputed and ended. */
    private List<Step> everything() {
        alice.meets(shop);
        List<Step> all = new ArrayList<>();
        all.add(alice.tells(Saying.proffers(alice.parties(), Saying.proffer())));
        all.add(aside(alice, Saying.because(TermsStep.Builder::setWithdraw)));
        all.add(aside(shop, Saying.because(TermsStep.Builder::setDecline)));
        all.add(shop.tells(Saying.chooses(shop.state(), Saying.text("SD-BASE"))));
        all.add(alice.tells(Saying.accepts(alice.state())));
        all.add(shop.tells(Saying.because(TermsStep.Builder::setDispute)));
        shop.now += StepLimits.DISPUTE_MILLIS + StepLimits.GRACE_MILLIS;
        all.add(shop.tells(Saying.lapses()));
        all.add(alice.tells(Saying.because(TermsStep.Builder::setEnd)));
        return all;
    }

    /** Says what is not told. */
    private static Step aside(Speaker<TermsState> by, Consumer<DealStep.Builder> what) {
        Step step = by.says(what).orThrow();
        by.steps.remove(step);
        return step;
    }

    @Test
    void nothingThatWasAlteredOnTheWayIsTaken() throws InvalidProtocolBufferException {
        TreeSet<String> fields = new TreeSet<>();
        TreeSet<String> said = new TreeSet<>();
        for (Step step : everything()) {
            said.add(step.said().getTerms().getWhatCase().name());
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
        assertEquals(TermsStep.WhatCase.values().length - 1, said.size(), said.toString());
        assertTrue(
                fields.contains("byway.v1.TermsForm.sha256") && fields.contains("byway.v1.Proffer.data"), "" + fields);
    }

    /** What a side signs itself with altered fields is refused, or says what it may: what both have signed stays the same bytes. */
    @Test
    void whateverOneSideSignsNeverChangesWhatBothHaveSigned() {
        List<Step> all = everything();
        SignedTerms before = DoublySigned.of(alice.tree()).orElseThrow();
        int signed = 0;
        for (Step step : all) {
            for (Message each : Altered.of(step.said(), new TreeSet<>())) {
                Speaker<TermsState> by = step.author().equals(alice.key.publicKey()) ? alice : shop;
                DealStep.Builder saying = ((DealStep) each).toBuilder();
                int digest = saying.getTerms().getAgreement().size();
                if ((digest == 0 || digest == 32)
                        && Step.sign(by.key, saying) instanceof Checked.Ok<Step>(Step forged)) {
                    signed++;
                    List<Step> with = new ArrayList<>(alice.steps);
                    with.add(forged);
                    assertEquals(before, DoublySigned.of(TermsCourse.of(with)).orElseThrow(), each.toString());
                }
            }
        }
        assertTrue(signed > 20, "altered steps that could be signed: " + signed);
    }

    @Test
    void aStepOfOtherTermsOrOfAnotherPersonAdvancesNothing() {
        everything();
        TermsState before = alice.state();
        Speaker<TermsState> carol = new Speaker<>(TermsCourse.TERMS, 4);
        carol.meets(shop);
        shop.steps.clear();
        shop.now = Speaker.NOON;
        carol.tells(Saying.proffers(carol.parties(), Saying.proffer()));
        Step elsewhere = shop.says(Saying.accepts(shop.state())).orThrow();
        alice.steps.add(elsewhere);
        assertEquals(before, alice.state());
        DealStep.Builder saying =
                alice.tree().behind(alice.tree().places().get(0), shop.key.publicKey(), alice.now + 1);
        Saying.because(TermsStep.Builder::setDispute).accept(saying);
        Step strange = Step.sign(carol.key, saying).orThrow();
        alice.steps.add(strange);
        assertEquals(before, alice.state());
        assertTrue(alice.tree().refused().containsKey(strange.digest()));
    }
}
