package org.byway.simulator;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.byway.agent.deal.Deals;
import org.byway.agent.pay.Pays;
import org.byway.agent.step.Known;
import org.byway.agent.step.Matters;
import org.byway.agent.step.Saying;
import org.byway.agent.tab.Tabs;
import org.byway.agent.terms.Proffers;
import org.byway.protocol.deal.Work;
import org.byway.protocol.payment.PayState;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.step.Course;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.tab.TabEntries;
import org.byway.protocol.tab.TabState;
import org.byway.protocol.terms.TermsState;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.TabEntry;
import org.byway.protocol.wire.TabSetAside;

/** Somebody who does business, by chance: now and then opens a deal, a tab, terms or a payment signal, and says something in one. */
final class Trader {
    private static final double OPENS = 0.15;
    private static final int MOST_OPEN = 6;
    /** How often somebody tries something else where the first does not apply. */
    private static final int TRIES = 6;

    private final String name;
    private final Counter counter;
    private final Courses courses;
    private final Dice dice;
    private final DealMoves deals;
    private final TabMoves tabs;
    private final TermsMoves terms;
    private final PayMoves pays;
    private int said;

    Trader(String name, Counter counter, Courses courses, Dice dice) {
        this.name = name;
        this.counter = counter;
        this.courses = courses;
        this.dice = dice;
        deals = new DealMoves(dice);
        tabs = new TabMoves(dice);
        terms = new TermsMoves(dice);
        pays = new PayMoves(dice);
    }

    /** How all stands here. */
    Account account() {
        return Account.of(name, counter, courses);
    }

    /** How many steps were said. */
    int said() {
        return said;
    }

    /** Says one thing in one matter. */
    void acts() throws IOException {
        boolean done = false;
        for (int tries = 0; tries < TRIES && !done; tries++) {
            done = says();
        }
    }

    private boolean says() throws IOException {
        long now = counter.now();
        return switch (dice.among(8)) {
            case 0 -> in(courses.terms(), Proffers.proffer(terms.proffer(now)), each -> terms.any(each.state()));
            case 1, 2 -> in(courses.pays(), Pays.signal(pays.signal(now)), each -> pays.any(each, now, entries()));
            case 3, 4, 5 -> in(courses.tabs(), tabs.opening(now), each -> tabs.any(each, now, agreements()));
            default -> in(courses.deals(), Deals.quoting(deals.proposal(now, binding())), each -> deals.any(each, now));
        };
    }

    /** Takes back all that was set aside here and not released in its time; how much that was. */
    int takesBack() throws IOException {
        int back = 0;
        for (Known<TabState> tab : counter.matters(courses.tabs())) {
            for (var aside : tab.state().ledger() == null
                    ? List.<Map.Entry<Long, TabSetAside>>of()
                    : List.copyOf(tab.state().ledger().aside().entrySet())) {
                boolean over = counter.now() >= aside.getValue().getUntil() + StepLimits.GRACE_MILLIS;
                if (over && aside.getValue().getBy() == tab.me()) {
                    counter.say(courses.tabs(), known(courses.tabs(), tab), Tabs.refund(aside.getKey()))
                            .orThrow();
                    back++;
                }
            }
        }
        for (Known<PayState> pay : counter.matters(courses.pays())) {
            boolean over = pay.state() instanceof PayState.Escrowed escrowed
                    && pay.me() == Side.OPENER
                    && counter.now() >= escrowed.pact().open().until() + StepLimits.GRACE_MILLIS;
            if (over) {
                int number = ((PayState.Escrowed) pay.state()).pact().payments().size();
                counter.say(courses.pays(), pay, Pays.refund(number, "its time is over"))
                        .orThrow();
                back++;
            }
        }
        return back;
    }

    private <S> Known<S> known(Course<S> course, Known<S> before) {
        return counter.matters(course).stream()
                .filter(each -> each.id().equals(before.id()))
                .findFirst()
                .orElseThrow();
    }

    /** What somebody says in a matter, by how it stands. */
    private interface Move<S> {
        Saying<S> in(Known<S> known);
    }

    private <S> boolean in(Course<S> course, Matters.Opening opening, Move<S> move) throws IOException {
        List<Known<S>> all = counter.matters(course);
        if (all.isEmpty() || (all.size() < MOST_OPEN && dice.chance(OPENS))) {
            return done(counter.open(course, ByteString.copyFrom(dice.bytes(StepLimits.ID_BYTES)), opening));
        }
        // What was opened last is spoken of most, or nothing would come of anything.
        Known<S> known = all.get(Math.max(dice.among(all.size()), dice.among(all.size())));
        return done(counter.say(course, known, move.in(known)));
    }

    private boolean done(Checked<?> outcome) {
        if (outcome instanceof Checked.Refused<?>(Refusal why)) {
            boolean restored = why.reason() == Reason.NOT_YET;
            if (why.detail().isBlank()) {
                throw new Violation(name + " is refused something without a reason: " + why);
            }
            return restored && dice.chance(0.5);
        }
        said++;
        return true;
    }

    /** Terms that bind the two now, by chance. */
    private ByteString binding() {
        List<ByteString> bound = counter.matters(courses.terms()).stream()
                .map(Known::state)
                .filter(TermsState::binds)
                .map(state -> Step.bytes(state.terms().digest()))
                .toList();
        return bound.isEmpty() || dice.chance(0.5) ? ByteString.EMPTY : dice.among(bound);
    }

    private List<ByteString> agreements() {
        List<ByteString> all = new ArrayList<>();
        counter.matters(courses.deals()).forEach(deal -> {
            Work work = deal.state().agreed();
            if (work != null) {
                all.add(Step.bytes(work.agreement()));
            }
        });
        return all;
    }

    private List<ByteString> entries() {
        List<ByteString> all = new ArrayList<>();
        for (Known<TabState> tab : counter.matters(courses.tabs())) {
            for (TabEntry entry : TabEntries.signed(tab.tree())) {
                all.add(Step.bytes(TabEntries.digest(entry)));
            }
        }
        return all;
    }
}
