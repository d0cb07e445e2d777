package org.byway.agent.deal;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.step.Known;
import org.byway.agent.step.Matters;
import org.byway.agent.step.Saying;
import org.byway.protocol.deal.Awaited;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.deal.Lifecycle;
import org.byway.protocol.deal.Owed;
import org.byway.protocol.deal.Work;
import org.byway.protocol.step.Parties;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.wire.Accept;
import org.byway.protocol.wire.Proposal;
import org.byway.protocol.wire.Quote;

/** What a person says in deals. */
public final class Deals {
    private Deals() {}

    /** A person's deals. */
    public static Matters<DealState> in(Correspondence letters) {
        return new Matters<>(letters, Lifecycle.DEAL);
    }

    /** Opens a deal. */
    public static Matters.Opening quoting(Proposal proposal) {
        return (parties, step) -> step.setQuote(quote(parties, proposal));
    }

    /** What both would sign, quoted. */
    public static Quote quote(Parties parties, Proposal proposal) {
        return Quote.newBuilder()
                .setProposal(proposal)
                .setAgreement(ByteString.copyFrom(parties.digest(proposal).bytes()))
                .build();
    }

    /** Another proposal in place of the one that waits. */
    public static Saying<DealState> counter(Proposal proposal) {
        return (before, step) -> step.setQuote(quote(before.parties(), proposal));
    }

    /** Yes to what is quoted, or asked. */
    public static Saying<DealState> accept() {
        return (before, step) -> {
            if (before instanceof DealState.Quoted quoted) {
                step.setAccept(Accept.newBuilder()
                        .setAgreement(ByteString.copyFrom(quoted.agreement().bytes())));
            } else {
                step.getConsentBuilder();
            }
        };
    }

    /** No to what is quoted, or asked. */
    public static Saying<DealState> decline(String reason) {
        return (before, step) -> {
            if (before instanceof DealState.Quoted) {
                step.getDeclineBuilder().setReason(reason);
            } else {
                step.getRefuseBuilder().setReason(reason);
            }
        };
    }

    /**
     * Says that so much has come, or where that is 0 all that is awaited now. It is always named: else it would mean another amount
     * behind what the other side says at the same time.
     */
    public static Saying<DealState> confirm(int commitment, long amount) {
        return (before, step) -> {
            Work work = before.agreed();
            Owed owed = work == null ? null : work.at(commitment);
            step.getConfirmBuilder()
                    .setCommitment(commitment)
                    .setAmount(amount == 0 && owed != null ? owed.awaited() : amount);
        };
    }

    /** Whatever helps a deal to its end: confirms what was said to be given to us, and lets lapse what is over. */
    public static List<Saying<DealState>> closing(Known<DealState> known, long now) {
        List<Saying<DealState>> all = new ArrayList<>();
        Awaited asked =
                Awaited.of(known.state()).filter(each -> each.place() == 0).orElse(null);
        if (asked != null) {
            if (asked.over(now)) {
                all.add((before, step) -> step.getLapseBuilder());
            }
            return all;
        }
        Work work = known.state() instanceof DealState.Agreed agreed ? agreed.work() : null;
        for (int place = 1; work != null && place <= work.owed().size(); place++) {
            Owed owed = work.at(place);
            int which = place;
            boolean over = now >= owed.until() + StepLimits.GRACE_MILLIS;
            if (!owed.settled() && owed.said() && owed.receiver() == known.me()) {
                all.add(confirm(which, 0));
            } else if (!owed.settled() && over && owed.said() == (owed.giver() == known.me())) {
                all.add((before, step) -> step.getLapseBuilder().setCommitment(which));
            }
        }
        return all;
    }
}
