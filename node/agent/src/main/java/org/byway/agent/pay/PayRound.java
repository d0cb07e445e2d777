package org.byway.agent.pay;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.step.Known;
import org.byway.agent.step.Matters;
import org.byway.agent.step.Saying;
import org.byway.agent.tab.Tabs;
import org.byway.protocol.payment.PayState;
import org.byway.protocol.payment.Payment;
import org.byway.protocol.record.Checked;
import org.byway.protocol.step.Step;
import org.byway.protocol.tab.TabEntries;
import org.byway.protocol.tab.TabState;
import org.byway.protocol.wire.PaySaid;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.TabEntry;

/** What an agent does of itself with each round of letters: it takes what the policy takes, and confirms what a tab shows. */
public final class PayRound {
    private final Correspondence letters;
    private final Matters<PayState> pays;
    private final Matters<TabState> tabs;

    public PayRound(Correspondence letters) {
        this.letters = letters;
        this.pays = Pays.in(letters);
        this.tabs = Tabs.in(letters);
    }

    /** Gives how many letters it wrote. */
    public int round() throws IOException {
        int written = 0;
        for (Known<PayState> known : pays.all()) {
            Optional<Saying<PayState>> next = known.me() == Side.OTHER ? next(known) : Optional.empty();
            if (next.isPresent() && pays.say(known, next.get()) instanceof Checked.Ok<Known<PayState>>) {
                written++;
            }
        }
        return written;
    }

    private Optional<Saying<PayState>> next(Known<PayState> known) {
        return switch (known.state()) {
            case PayState.Offered offered ->
                letters.book()
                        .pay()
                        .policy()
                        .flatMap(policy -> Policy.taken(policy, offered.signal()))
                        .map(Pays::accept);
            case PayState.Said said -> {
                Payment payment = said.pact().open();
                yield shown(known, payment, said.pact().payments())
                        ? Optional.of(Pays.confirm(said.pact().payments().size()))
                        : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    /** Whether a tab of the two shows that payment, and for no other one before. */
    private boolean shown(Known<PayState> known, Payment payment, List<Payment> all) {
        PaySaid said = payment.said();
        ByteString entry = said.getEntry();
        long named = all.stream()
                .filter(each -> each.said() != null && each.said().getEntry().equals(entry))
                .count();
        if (!said.getRail().equals("tab") || entry.isEmpty() || named > 1) {
            return false;
        }
        for (Known<TabState> tab : tabs.of(known.tie())) {
            for (TabEntry each : TabEntries.signed(tab.tree())) {
                boolean same = Step.bytes(TabEntries.digest(each)).equals(entry)
                        && tab.state()
                                .ledger()
                                .unit()
                                .equals(known.state().signal().getUnit());
                if (same && paid(tab, each, payment.amount())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean paid(Known<TabState> tab, TabEntry entry, long amount) {
        if (entry.hasPay()) {
            return entry.getPay().getBy() != tab.me() && entry.getPay().getAmount() == amount;
        }
        boolean released = entry.hasSetAside()
                && entry.getSetAside().getBy() != tab.me()
                && entry.getSetAside().getAmount() == amount;
        return released
                && tab.steps().stream()
                        .anyMatch(step -> step.said().getTab().getRelease().getEntry() == entry.getNumber()
                                && !tab.tree().refused().containsKey(step.digest()));
    }
}
