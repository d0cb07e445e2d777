package org.byway.simulator;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.byway.agent.step.Known;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.deal.Owed;
import org.byway.protocol.deal.Work;
import org.byway.protocol.payment.PayState;
import org.byway.protocol.payment.Payment;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.tab.TabEntries;
import org.byway.protocol.tab.TabLedger;
import org.byway.protocol.tab.TabState;
import org.byway.protocol.terms.TermsState;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.TabEntry;

/** How all matters stand by somebody's home, with all that was agreed, so that it can be held against what was known before. */
final class Account {
    private final String whose;
    /** What both sides have signed, a line each. */
    private final SortedSet<String> signed = new TreeSet<>();
    /** How much was confirmed, or said to be there: none of it becomes less. */
    private final SortedMap<String, Long> amounts = new TreeMap<>();
    /** What nobody answered in time: an answer that came too late counts nothing. */
    private final Set<String> lapsed = new HashSet<>();

    private final SortedMap<String, StepTree<?>> trees = new TreeMap<>();
    /** By tabs, what their holder owes. */
    private final SortedMap<String, Long> owed = new TreeMap<>();

    private Account(String whose) {
        this.whose = whose;
    }

    static Account of(String whose, Counter counter, Courses courses) {
        Account account = new Account(whose);
        counter.matters(courses.deals()).forEach(account::deal);
        counter.matters(courses.tabs()).forEach(account::tab);
        counter.matters(courses.terms()).forEach(account::terms);
        counter.matters(courses.pays()).forEach(account::pay);
        return account;
    }

    private String matter(String kind, Known<?> known) {
        String matter = kind + " " + known.hex().substring(0, 8);
        trees.put(matter, known.tree());
        Set<Bytes32> all = new HashSet<>();
        known.steps().forEach(step -> all.add(step.digest()));
        amounts.put(matter + " steps", (long) all.size());
        whole(matter, known.tree(), all.size());
        return matter;
    }

    /** Each step counts, or is refused for a reason. */
    private void whole(String matter, StepTree<?> tree, int steps) {
        int counted = tree.path().size() + tree.beside().size() + tree.refused().size() + tree.waiting();
        check(counted == steps, matter + ": of " + steps + " steps " + counted + " are accounted for");
        for (Refusal why : tree.refused().values()) {
            check(!why.detail().isBlank(), matter + ": a step is refused without a reason");
        }
    }

    private void deal(Known<DealState> known) {
        String deal = matter("deal", known);
        Work work = known.state().agreed();
        if (known.state() instanceof DealState.Lapsed) {
            lapsed.add(deal);
        }
        if (work == null) {
            return;
        }
        signed.add(deal + " agreed " + work.agreement());
        for (int place = 1; place <= work.owed().size(); place++) {
            Owed each = work.at(place);
            String what = deal + " has got of " + place + " "
                    + Sha256.of(each.what().toByteArray()).hex().substring(0, 8);
            if (each.confirmed() > 0) {
                amounts.put(what, each.confirmed());
            }
        }
    }

    private void tab(Known<TabState> known) {
        String tab = matter("tab", known);
        TabLedger ledger = known.state().ledger();
        if (ledger == null) {
            return;
        }
        signed.add(tab + " open");
        List<TabEntry> entries = TabEntries.signed(known.tree());
        entries.forEach(each -> signed.add(tab + " entry " + each.getNumber() + " " + TabEntries.digest(each)));
        long balance = recounted(known.tree(), entries);
        check(ledger.balance() == balance, tab + ": " + ledger.balance() + " is owed, recounted " + balance);
        owed.put(tab, ledger.owedBy(known.me()));
    }

    /** The balance by what each entry changes, which is held against the sum that both have signed. */
    private long recounted(StepTree<TabState> tree, List<TabEntry> entries) {
        long signedBefore = 0;
        long released = 0;
        for (TabEntry entry : entries) {
            long moved = entry.getBalance() - signedBefore;
            signedBefore = entry.getBalance();
            boolean fits = switch (entry.getChangeCase()) {
                case PAY ->
                    moved == toOpener(entry.getPay().getBy(), entry.getPay().getAmount());
                case SETTLE -> Math.abs(moved) == entry.getSettle().getAmount();
                case FORGIVE -> Math.abs(moved) == entry.getForgive().getAmount();
                case CARRY -> moved == entry.getCarry().getBalance();
                case SET_ASIDE, PLAN -> moved == 0;
                case CHANGE_NOT_SET -> false;
            };
            check(fits, "an entry moves " + moved + " by " + entry.getChangeCase());
            if (entry.hasSetAside() && isReleased(tree, entry.getNumber())) {
                released += toOpener(
                        entry.getSetAside().getBy(), entry.getSetAside().getAmount());
            }
        }
        return signedBefore + released;
    }

    private static boolean isReleased(StepTree<TabState> tree, long number) {
        return Stream.concat(tree.path().stream(), tree.beside().stream())
                .map(step -> step.said().getTab())
                .anyMatch(said -> said.hasRelease() && said.getRelease().getEntry() == number);
    }

    private static long toOpener(Side by, long amount) {
        return by == Side.OTHER ? amount : -amount;
    }

    private void terms(Known<TermsState> known) {
        String terms = matter("terms", known);
        switch (known.state()) {
            case TermsState.Bound bound ->
                signed.add(terms + " agreed " + bound.terms().digest());
            case TermsState.Lapsed late -> lapsed.add(terms);
            default -> {}
        }
    }

    private void pay(Known<PayState> known) {
        String pay = matter("pay", known);
        switch (known.state()) {
            case PayState.Lapsed late -> lapsed.add(pay);
            case PayState.Going going -> {
                signed.add(pay + " accepted");
                List<Payment> payments = going.pact().payments();
                for (int number = 1; number <= payments.size(); number++) {
                    payment(pay + " payment " + number, payments.get(number - 1));
                }
            }
            default -> {}
        }
    }

    private void payment(String which, Payment payment) {
        if (payment.how() == Payment.How.CONFIRMED) {
            amounts.put(which, payment.amount());
        } else if (payment.how() == Payment.How.REFUNDED) {
            amounts.put(which, Math.max(payment.amount(), amounts.getOrDefault(which, 0L)));
        }
    }

    /** Nothing that was signed or given by an earlier account is missing in this one. */
    void goesOnFrom(Account before) {
        for (String fact : before.signed) {
            check(signed.contains(fact) || isLapsed(fact), "no more: " + fact + course(before, fact));
        }
        before.amounts.forEach((what, amount) -> {
            long now = amounts.getOrDefault(what, 0L);
            check(now >= amount || isLapsed(what), what + ": " + amount + ", and later " + now + course(before, what));
        });
    }

    /** Which steps led to that before, and which do now. */
    private String course(Account before, String fact) {
        return trees.keySet().stream()
                .filter(matter -> fact.startsWith(matter + " "))
                .map(matter -> "\nbefore " + words(before.trees.get(matter)) + "\nnow " + words(trees.get(matter)))
                .findFirst()
                .orElse("");
    }

    private static String words(StepTree<?> tree) {
        return words(tree.path()) + " beside " + words(tree.beside()) + " refused "
                + tree.refused().keySet().stream()
                        .map(each -> each.hex().substring(0, 4))
                        .toList();
    }

    private static List<String> words(List<Step> steps) {
        return steps.stream().map(Account::word).toList();
    }

    private static String word(Step step) {
        DealStep said = step.said();
        Enum<?> what = said.hasTab()
                ? said.getTab().getWhatCase()
                : said.hasPay()
                        ? said.getPay().getWhatCase()
                        : said.hasTerms() ? said.getTerms().getWhatCase() : said.getWhatCase();
        return step.digest().hex().substring(0, 4) + " " + what + " by "
                + step.author().hex().substring(0, 4);
    }

    private boolean isLapsed(String fact) {
        return lapsed.stream().anyMatch(matter -> fact.startsWith(matter + " "));
    }

    /** Both find the same of everything, and what one owes the other is owed. */
    void agreesWith(Account other) {
        check(trees.keySet().equals(other.trees.keySet()), "other matters than " + other.whose + " has");
        trees.forEach((matter, tree) -> {
            StepTree<?> there = other.trees.get(matter);
            check(
                    tree.state().equals(there.state()),
                    matter + " stands otherwise: " + tree.state() + ", " + there.state());
            check(digests(tree.path()).equals(digests(there.path())), matter + " came otherwise");
            check(digests(tree.beside()).equals(digests(there.beside())), matter + " has something else beside");
            check(tree.refused().equals(there.refused()), matter + " is refused something else");
            check(tree.waiting() == 0, matter + " has steps behind what never came");
        });
        owed.forEach((tab, mine) -> check(mine + other.owed.get(tab) == 0, tab + " is no zero sum"));
    }

    /** Nothing is set aside longer than it was to be. */
    void hasNothingAside(long now) {
        trees.forEach((matter, tree) -> {
            if (tree.state() instanceof TabState state && state.ledger() != null) {
                state.ledger()
                        .aside()
                        .values()
                        .forEach(each -> check(
                                each.getUntil() + StepLimits.GRACE_MILLIS > now,
                                matter + " keeps something aside for ever"));
            }
            if (tree.state() instanceof PayState.Escrowed escrowed) {
                check(
                        escrowed.pact().open().until() + StepLimits.GRACE_MILLIS > now,
                        matter + " keeps something aside for ever");
            }
        });
    }

    private static List<Bytes32> digests(List<Step> steps) {
        return steps.stream().map(Step::digest).toList();
    }

    private void check(boolean holds, String what) {
        if (!holds) {
            throw new Violation(whose + "'s home: " + what);
        }
    }
}
