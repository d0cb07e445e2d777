package org.byway.cli;

import java.io.IOException;
import java.util.List;
import org.byway.agent.deal.DealJson;
import org.byway.agent.deal.Deals;
import org.byway.agent.letter.Tie;
import org.byway.agent.step.Known;
import org.byway.agent.step.Matters;
import org.byway.agent.step.Saying;
import org.byway.agent.terms.Proffers;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.step.Step;
import org.byway.protocol.terms.TermsState;
import org.byway.protocol.wire.Proposal;

/** Deals on the desk: finds them by what people call them, says the next step, and tells what became of it. */
final class DealDesk implements AutoCloseable {
    private static final int SHORTEST = 4;

    private final Desk desk;
    private final LetterDesk letters;
    private final Matters<DealState> deals;

    private DealDesk(Desk desk, LetterDesk letters) {
        this.desk = desk;
        this.letters = letters;
        this.deals = Deals.in(letters.correspondence());
    }

    static DealDesk open(Desk desk) throws IOException {
        return new DealDesk(desk, LetterDesk.open(desk));
    }

    /** The same with what has come by now. */
    static DealDesk fetched(Desk desk) throws IOException {
        DealDesk deals = open(desk);
        try {
            deals.letters.round();
            return deals;
        } catch (IOException | RuntimeException e) {
            deals.close();
            throw e;
        }
    }

    LetterDesk letters() {
        return letters;
    }

    Matters<DealState> deals() {
        return deals;
    }

    /** The same under the conditions that are named so; ends the command where these do not bind both of that tie. */
    Proposal under(Tie tie, Proposal proposal, String named) {
        if (named == null) {
            return proposal;
        }
        List<Known<TermsState>> found = Proffers.in(letters.correspondence()).of(tie).stream()
                .filter(each -> named.length() >= SHORTEST && each.hex().startsWith(named))
                .toList();
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
    Saying<DealState> accept(Known<DealState> known) {
        Refusal fault = known.state() instanceof DealState.Quoted quoted
                ? Proffers.fault(
                        quoted.proposal(), Proffers.in(letters.correspondence()).of(known.tie()))
                : null;
        if (fault != null) {
            throw Desk.refused(fault, "Agree on them first (`byway terms`), or counter without them.");
        }
        return Deals.accept();
    }

    /** The one deal whose id begins so. */
    Known<DealState> deal(String named) {
        List<Known<DealState>> found = deals.all().stream()
                .filter(each -> named.length() >= SHORTEST && each.hex().startsWith(named))
                .toList();
        if (found.size() > 1) {
            throw Failure.failed("ambiguous", "More than one deal goes by \"" + named + "\".", "Give more of its id.");
        }
        if (found.isEmpty()) {
            throw Failure.failed("unknown_deal", "No deal goes by \"" + named + "\".", "`byway deal list` shows them.");
        }
        return found.get(0);
    }

    /** Says it, and tells how the deal stands then. */
    void say(Known<DealState> known, Saying<DealState> what) throws IOException {
        told(deals.say(known, what));
    }

    void told(Checked<Known<DealState>> said) throws IOException {
        Known<DealState> after = Desk.value(said, "`byway deal show` tells how it stands.");
        letters.round();
        tell(deal(after.hex()));
    }

    void tell(Known<DealState> known) {
        desk.line(DealJson.of(known));
        DealLines.full(known).forEach(desk::say);
    }

    @Override
    public void close() throws IOException {
        letters.close();
    }
}
