package org.byway.agent.terms;

import java.util.List;
import java.util.function.BiConsumer;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.step.Known;
import org.byway.agent.step.Matters;
import org.byway.agent.step.Saying;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.step.Step;
import org.byway.protocol.terms.Tabled;
import org.byway.protocol.terms.TermsCourse;
import org.byway.protocol.terms.TermsState;
import org.byway.protocol.wire.Proffer;
import org.byway.protocol.wire.Proposal;
import org.byway.protocol.wire.TermsConsent;
import org.byway.protocol.wire.TermsLapse;
import org.byway.protocol.wire.TermsReason;
import org.byway.protocol.wire.TermsStep;
import org.byway.protocol.wire.TermsText;

/** What a person says of terms. */
public final class Proffers {
    private Proffers() {}

    /** A person's terms with others. */
    public static Matters<TermsState> in(Correspondence letters) {
        return new Matters<>(letters, TermsCourse.TERMS);
    }

    /** Why a deal of a tie cannot stand under what it names; null where it names nothing, or what binds both of the tie now. */
    public static Refusal fault(Proposal proposal, List<Known<TermsState>> ofTie) {
        boolean stands = proposal.getTerms().isEmpty()
                || ofTie.stream()
                        .map(Known::state)
                        .anyMatch(state -> state.binds()
                                && Step.bytes(state.terms().digest()).equals(proposal.getTerms()));
        return stands ? null : new Refusal(Reason.BAD_CONTENT, "it names conditions that do not bind the two of you");
    }

    /** Proffers a text: whoever does is the first party. */
    public static Matters.Opening proffer(Proffer proffer) {
        return (parties, step) ->
                step.setTerms(signed(new Tabled(parties, proffer, proffer.getText(), proffer.getUntil()))
                        .setProffer(proffer));
    }

    /** The second party's one counter. */
    public static Saying<TermsState> choose(TermsText text) {
        return (before, step) -> {
            Tabled terms = before.terms();
            step.setTerms(signed(new Tabled(terms.parties(), terms.proffer(), text, terms.until()))
                    .setChoose(text));
        };
    }

    /** Yes to what lies on the table. */
    public static Saying<TermsState> accept() {
        return (before, step) -> step.setTerms(signed(before.terms()).setAccept(TermsConsent.getDefaultInstance()));
    }

    public static Saying<TermsState> decline(String reason) {
        return saying(TermsStep.Builder::setDecline, reason);
    }

    /** Takes back a proffer, a choice or a dispute. */
    public static Saying<TermsState> withdraw(String reason) {
        return saying(TermsStep.Builder::setWithdraw, reason);
    }

    public static Saying<TermsState> end(String reason) {
        return saying(TermsStep.Builder::setEnd, reason);
    }

    public static Saying<TermsState> dispute(String reason) {
        return saying(TermsStep.Builder::setDispute, reason);
    }

    /** Waits no longer for what is over. */
    public static Saying<TermsState> lapse() {
        return (before, step) -> step.setTerms(TermsStep.newBuilder().setLapse(TermsLapse.getDefaultInstance()));
    }

    private static Saying<TermsState> saying(BiConsumer<TermsStep.Builder, TermsReason> what, String reason) {
        return (before, step) -> what.accept(
                step.getTermsBuilder(),
                TermsReason.newBuilder().setReason(reason).build());
    }

    private static TermsStep.Builder signed(Tabled terms) {
        return TermsStep.newBuilder().setAgreement(Step.bytes(terms.digest()));
    }
}
