package org.byway.agent.tab;

import java.io.IOException;
import java.util.List;
import org.byway.agent.deal.Deals;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.step.Known;
import org.byway.agent.step.Matters;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.deal.Owed;
import org.byway.protocol.deal.Work;
import org.byway.protocol.record.Checked;
import org.byway.protocol.step.Parties;
import org.byway.protocol.step.Step;
import org.byway.protocol.tab.TabEntries;
import org.byway.protocol.tab.TabState;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.Sum;
import org.byway.protocol.wire.TabEntry;
import org.byway.protocol.wire.TabUnit;

/**
 * What an agent does of itself with each round of letters: it completes what asks nothing of its person that was not let go before, and
 * confirms in deals what was paid for them by a tab. Said again after a crash, it does nothing twice.
 */
public final class TabRound {
    private final Matters<TabState> tabs;
    private final Matters<DealState> deals;

    public TabRound(Correspondence letters) {
        this.tabs = Tabs.in(letters);
        this.deals = Deals.in(letters);
    }

    /** Gives how many letters it wrote. */
    public int round() throws IOException {
        int written = 0;
        for (Known<TabState> known : tabs.all()) {
            Known<TabState> now = known;
            if (harmless(known)
                    && tabs.say(known, Tabs.complete()) instanceof Checked.Ok<Known<TabState>>(Known<TabState> after)) {
                written++;
                now = after;
            }
            if (now.state().ledger() != null) {
                written += confirmed(now);
            }
        }
        return written;
    }

    private static boolean harmless(Known<TabState> known) {
        return known.state() instanceof TabState.Pending pending
                && pending.by() == Parties.across(known.me())
                && TabEntries.harmless(pending.ledger(), pending.entry(), pending.by());
    }

    /** What was paid by the tab for a deal, and is not confirmed there yet. */
    private int confirmed(Known<TabState> tab) throws IOException {
        int written = 0;
        List<TabEntry> paid = TabEntries.signed(tab.tree()).stream()
                .filter(each -> each.hasPay() && each.getPay().getBy() != tab.me())
                .filter(each -> !each.getPay().getAbout().isEmpty())
                .toList();
        if (paid.isEmpty()) {
            return 0;
        }
        for (Known<DealState> deal : deals.of(tab.tie())) {
            Work work = deal.state().agreed();
            if (work != null) {
                long sum = paid.stream()
                        .filter(each -> Step.bytes(work.agreement())
                                .equals(each.getPay().getAbout()))
                        .mapToLong(each -> each.getPay().getAmount())
                        .sum();
                written +=
                        sum > 0 ? confirm(deal, work, sum, tab.state().ledger().unit()) : 0;
            }
        }
        return written;
    }

    private int confirm(Known<DealState> deal, Work work, long paid, TabUnit unit) throws IOException {
        Side payer = Parties.across(deal.me());
        long left = paid;
        for (int place = 1; place <= work.owed().size() && left > 0; place++) {
            Owed owed = work.at(place);
            if (owed.giver() == payer
                    && owed.what().hasMoney()
                    && same(owed.what().getMoney(), unit)) {
                long here = Math.min(left, owed.whole());
                left -= here;
                long more = here - owed.confirmed();
                int which = place;
                if (more > 0 && !owed.settled()) {
                    Checked<Known<DealState>> said = deals.say(
                            deal,
                            (before, step) -> step.getConfirmBuilder()
                                    .setCommitment(which)
                                    .setAmount(more));
                    return said instanceof Checked.Ok<Known<DealState>> ? 1 : 0;
                }
            }
        }
        return 0;
    }

    private static boolean same(Sum sum, TabUnit unit) {
        return sum.getUnit().equals(unit.getUnit())
                && sum.getDigits() == unit.getDigits()
                && sum.getCommunity().equals(unit.getCommunity());
    }
}
