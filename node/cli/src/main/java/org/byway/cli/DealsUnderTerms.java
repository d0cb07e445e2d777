package org.byway.cli;

import java.util.List;
import org.byway.agent.deal.Deals;
import org.byway.agent.letter.Tie;
import org.byway.agent.step.Known;
import org.byway.agent.step.Saying;
import org.byway.agent.terms.Proffers;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.step.Step;
import org.byway.protocol.terms.TermsState;
import org.byway.protocol.wire.Proposal;

/** Deals that stand under conditions on which the two have agreed before. */
final class DealsUnderTerms {
    private DealsUnderTerms() {}

    /** The same under the conditions that are named so; ends the command where these do not bind both of that tie. */
    static Proposal under(LetterDesk letters, Tie tie, Proposal proposal, String named) {
        if (named == null) {
            return proposal;
        }
        List<Known<TermsState>> found =
                MatterDesk.beginning(Proffers.in(letters.correspondence()).of(tie), named);
        Proposal under = found.size() == 1
                ? proposal.toBuilder()
                        .setTerms(Step.bytes(found.get(0).state().terms().digest()))
                        .build()
                : proposal;
        if (found.size() != 1 || Proffers.fault(under, found) != null) {
            throw Failure.failed(
                    "unknown_terms",
                    "No conditions that bind the two of you go by \"" + named + "\".",
                    "`byway terms list` shows them.");
        }
        return under;
    }

    /** Yes to a deal, where it does not name conditions that do not bind both. */
    static Saying<DealState> accept(LetterDesk letters, Known<DealState> known) {
        Refusal fault = known.state() instanceof DealState.Quoted quoted
                ? Proffers.fault(
                        quoted.proposal(), Proffers.in(letters.correspondence()).of(known.tie()))
                : null;
        if (fault != null) {
            throw Desk.refused(fault, "Agree on them first (`byway terms`), or counter without them.");
        }
        return Deals.accept();
    }
}
