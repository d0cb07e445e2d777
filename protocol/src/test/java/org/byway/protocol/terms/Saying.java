package org.byway.protocol.terms;

import com.google.protobuf.ByteString;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.step.Parties;
import org.byway.protocol.step.Speaker;
import org.byway.protocol.step.Step;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.Proffer;
import org.byway.protocol.wire.SignedStep;
import org.byway.protocol.wire.TermsConsent;
import org.byway.protocol.wire.TermsForm;
import org.byway.protocol.wire.TermsLapse;
import org.byway.protocol.wire.TermsReason;
import org.byway.protocol.wire.TermsStep;
import org.byway.protocol.wire.TermsText;

/** What people say of terms, and what they might. */
final class Saying {
    static final Bytes32 ALICE = new Bytes32(1, 1, 1, 1);
    static final Bytes32 SHOP = new Bytes32(2, 2, 2, 2);
    private static final ByteString SIGNATURE = ByteString.copyFrom(new byte[64]);
    static final String ROSTER = "https://roster.example/";

    private Saying() {}

    static TermsText text(String id) {
        return text(id, ROSTER);
    }

    static TermsText text(String id, String roster) {
        return TermsText.newBuilder()
                .setId(id)
                .setVersion("beta")
                .setRoster(roster)
                .setTitle("A text")
                .addForms(form(TermsForm.Form.HUMAN))
                .addForms(form(TermsForm.Form.LEGAL))
                .build();
    }

    private static TermsForm form(TermsForm.Form form) {
        return TermsForm.newBuilder()
                .setForm(form)
                .setMediaType("text/plain")
                .setUri("https://roster.example/text")
                .setSha256(Step.bytes(ALICE))
                .setSize(7)
                .build();
    }

    static Proffer proffer() {
        return Proffer.newBuilder()
                .setText(text("P2B1"))
                .setPurpose("Selling bread")
                .addData("address")
                .setUntil(Speaker.NOON + 7 * Speaker.DAY)
                .setEnds(Speaker.NOON + 90 * Speaker.DAY)
                .build();
    }

    static Consumer<DealStep.Builder> proffers(Parties parties, Proffer proffer) {
        return step -> step.setTerms(
                signed(new Tabled(parties, proffer, proffer.getText(), 0)).setProffer(proffer));
    }

    static Consumer<DealStep.Builder> chooses(TermsState state, TermsText text) {
        Tabled terms = new Tabled(state.parties(), state.terms().proffer(), text, 0);
        return step -> step.setTerms(signed(terms).setChoose(text));
    }

    static Consumer<DealStep.Builder> accepts(TermsState state) {
        return step -> step.setTerms(signed(state.terms()).setAccept(TermsConsent.getDefaultInstance()));
    }

    static Consumer<DealStep.Builder> because(BiConsumer<TermsStep.Builder, TermsReason> what) {
        return step -> what.accept(
                step.getTermsBuilder(),
                TermsReason.newBuilder().setReason("So it is").build());
    }

    static Consumer<DealStep.Builder> lapses() {
        return step -> step.setTerms(TermsStep.newBuilder().setLapse(TermsLapse.getDefaultInstance()));
    }

    private static TermsStep.Builder signed(Tabled terms) {
        return TermsStep.newBuilder().setAgreement(Step.bytes(terms.digest()));
    }

    /** Something that one side might say behind that step, or as the first; its signatures do not hold. */
    static Step chance(Random random, TermsState state, Step after, Bytes32 by, long at) {
        DealStep.Builder saying = DealStep.newBuilder()
                .setDeal(Speaker.ID)
                .setAt(at)
                .setAuthor(Step.bytes(by))
                .setTo(Step.bytes(by.equals(ALICE) ? SHOP : ALICE));
        if (after != null) {
            saying.setAfter(Step.bytes(after.digest()));
        }
        Parties fresh = new Parties(Speaker.ID, by, by.equals(ALICE) ? SHOP : ALICE);
        (after == null ? proffers(fresh, until(at)) : any(random, state, at)).accept(saying);
        if (!saying.getTerms().getAgreement().isEmpty()) {
            saying.getTermsBuilder().setSignature(SIGNATURE);
        }
        return Step.read(SignedStep.newBuilder()
                        .setStep(saying.build().toByteString())
                        .setSignature(SIGNATURE)
                        .build())
                .orThrow();
    }

    private static Proffer until(long at) {
        return proffer().toBuilder()
                .setUntil(at + Speaker.DAY)
                .setEnds(at + 30 * Speaker.DAY)
                .build();
    }

    private static Consumer<DealStep.Builder> any(Random random, TermsState state, long at) {
        return switch (random.nextInt(9)) {
            case 0 -> proffers(state.parties(), until(at));
            case 1, 2 -> chooses(state, text(random.nextBoolean() ? "SD-BASE" : "PDC-AI"));
            case 3 -> accepts(state);
            case 4 -> because(TermsStep.Builder::setDecline);
            case 5 -> because(TermsStep.Builder::setWithdraw);
            case 6 -> because(TermsStep.Builder::setEnd);
            case 7 -> because(TermsStep.Builder::setDispute);
            default -> lapses();
        };
    }
}
