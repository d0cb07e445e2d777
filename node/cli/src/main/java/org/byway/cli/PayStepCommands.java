package org.byway.cli;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.byway.agent.pay.PayBook;
import org.byway.agent.pay.Pays;
import org.byway.agent.pay.Rails;
import org.byway.agent.step.Known;
import org.byway.agent.step.Matters;
import org.byway.agent.step.Saying;
import org.byway.agent.tab.Tabs;
import org.byway.protocol.payment.Pact;
import org.byway.protocol.payment.PayState;
import org.byway.protocol.payment.Payment;
import org.byway.protocol.step.Step;
import org.byway.protocol.tab.TabEntries;
import org.byway.protocol.tab.TabState;
import org.byway.protocol.wire.PayAccept;
import org.byway.protocol.wire.PayRail;
import org.byway.protocol.wire.PaySaid;
import org.byway.protocol.wire.PaySignal;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.TabEntry;
import org.byway.protocol.wire.TabPay;
import org.byway.protocol.wire.TabSetAside;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is said by a payment signal that there is. */
final class PayStepCommands {
    private PayStepCommands() {}

    static CommandLine addTo(CommandLine pay, Desk desk) {
        new SayingCommand.Why<>(desk, PayLines.PAYS, (known, reason) -> Pays.decline(known.me(), reason))
                .addTo(pay, "decline", "Say no to what somebody would pay; or take back what you would.");
        new SayingCommand.Why<>(desk, PayLines.PAYS, (known, reason) -> Pays.forgive(reason))
                .addTo(pay, "forgive", "Want no more what somebody would pay you.");
        new SayingCommand.Why<>(desk, PayLines.PAYS, (known, reason) -> Pays.end(reason))
                .addTo(pay, "end", "End it: nothing more is paid by it.");
        return pay.addSubcommand(new Accept(desk))
                .addSubcommand(new SetAside(desk))
                .addSubcommand(new Release(desk))
                .addSubcommand(new Settle(desk))
                .addSubcommand(new Confirm(desk))
                .addSubcommand(new Refund(desk));
    }

    /** A way to be paid, as it is typed: tab, cash, sepa=IBAN/NAME, bitcoin=ADDRESS, lightning=INVOICE, payto=URI, taler=URI. */
    static PayRail rail(String words) {
        int split = words.indexOf('=');
        PayRail.Builder rail = PayRail.newBuilder().setRail(split < 0 ? words : words.substring(0, split));
        if (split >= 0) {
            String to = words.substring(split + 1);
            int name = rail.getRail().equals("sepa") ? to.indexOf('/') : -1;
            rail.setTo(name < 0 ? to : to.substring(0, name)).setName(name < 0 ? "" : to.substring(name + 1));
        }
        return Desk.argument(Rails.checked(rail.build()));
    }

    private static Pact pact(Known<PayState> known) {
        if (known.state() instanceof PayState.Going going) {
            return going.pact();
        }
        throw Failure.failed("stale", "It is not accepted yet.", "`byway pay show` tells how it stands.");
    }

    /** The tab of the two in the unit of the signal. */
    private static Known<TabState> tab(MatterDesk<PayState> pays, Known<PayState> known) {
        List<Known<TabState>> open = new ArrayList<>();
        for (Known<TabState> each : Tabs.in(pays.letters().correspondence()).of(known.tie())) {
            boolean unit = each.state() instanceof TabState.Open now
                    && now.ledger().unit().equals(known.state().signal().getUnit());
            if (unit) {
                open.add(each);
            }
        }
        if (open.size() != 1) {
            throw Failure.failed(
                    "stale",
                    open.isEmpty()
                            ? "You two have no open tab in that unit on which nothing waits."
                            : "You two have more than one open tab in that unit.",
                    "`byway tab list` shows them.");
        }
        return open.get(0);
    }

    /** Nothing is done on a tab for what cannot be said then. */
    private static void check(MatterDesk<PayState> pays, Known<PayState> known, Saying<PayState> what) {
        long now = pays.letters().desk().surroundings().now();
        pays.matters().fault(known, what, now).ifPresent(why -> {
            throw Desk.refused(why, "`byway pay show` tells how it stands.");
        });
    }

    /** What was just proposed on a tab. */
    private static ByteString proposed(MatterDesk<PayState> pays, Known<TabState> tab, Saying<TabState> saying)
            throws IOException {
        Matters<TabState> tabs = Tabs.in(pays.letters().correspondence());
        Known<TabState> after = Desk.value(tabs.say(tab, saying), "`byway tab show` tells how it stands.");
        TabEntry entry = ((TabState.Pending) after.state()).entry();
        return ByteString.copyFrom(TabEntries.digest(entry).bytes());
    }

    @Command(
            name = "accept",
            header = "Take what somebody would pay you, and say how.",
            footer = {"", "Example: byway pay accept 5f3a --by tab --by \"sepa=DE89370400440532013000/Ana Baker\""})
    static final class Accept extends SayingCommand<PayState> {
        @Option(
                names = "--by",
                paramLabel = "WAY",
                description =
                        "tab, cash, sepa=IBAN/NAME, bitcoin=ADDRESS, lightning=INVOICE, taler=URI or payto=URI; usually by tab and in cash, where the payer would.")
        private List<String> ways = List.of();

        Accept(Desk desk) {
            super(desk, PayLines.PAYS);
        }

        @Override
        Saying<PayState> said(MatterDesk<PayState> pays, Known<PayState> known) {
            PayAccept.Builder accept = PayAccept.newBuilder();
            ways.forEach(each -> accept.addRails(rail(each)));
            if (ways.isEmpty()) {
                known.state().signal().getRailsList().stream()
                        .filter(each -> each.equals("tab") || each.equals("cash"))
                        .forEach(each -> accept.addRails(PayRail.newBuilder().setRail(each)));
            }
            return Pays.accept(accept.build());
        }
    }

    @Command(
            name = "set-aside",
            header = "Set aside so much for it on the tab of you two, to release when the condition is met.",
            description = "It keeps credit free, and is no money. When its time is over you may take it back.")
    static final class SetAside extends SayingCommand<PayState> {
        @Parameters(index = "1", paramLabel = "AMOUNT", description = "How much, as 3.50.")
        private String amount;

        @Option(
                names = "--until",
                paramLabel = "TIME",
                required = true,
                description = "Up to when you may release it, as 2026-12-24T18:00:00Z.")
        private String until;

        SetAside(Desk desk) {
            super(desk, PayLines.PAYS);
        }

        @Override
        Saying<PayState> said(MatterDesk<PayState> pays, Known<PayState> known) throws IOException {
            PaySignal signal = pact(known).signal();
            Known<TabState> tab = tab(pays, known);
            long much = TabAmounts.read(signal.getUnit(), amount);
            long end = MessageCommands.Times.millis("--until", until);
            check(pays, known, Pays.setAside(much, ByteString.EMPTY, end));
            ByteString entry = proposed(
                    pays,
                    tab,
                    Tabs.setAside(TabSetAside.newBuilder()
                            .setBy(tab.me())
                            .setAmount(much)
                            .setUntil(end)
                            .setNote(signal.getCondition())));
            return Pays.setAside(much, entry, end);
        }
    }

    @Command(name = "release", header = "Let them have what you have set aside: its condition is met.")
    static final class Release extends SayingCommand<PayState> {
        Release(Desk desk) {
            super(desk, PayLines.PAYS);
        }

        @Override
        Saying<PayState> said(MatterDesk<PayState> pays, Known<PayState> known) throws IOException {
            ByteString entry = aside(known);
            Known<TabState> tab = Aside.tab(pays, known, entry);
            PaySaid said = PaySaid.newBuilder()
                    .setAmount(pact(known).open().amount())
                    .setRail("tab")
                    .setEntry(entry)
                    .setAside(pact(known).payments().size())
                    .build();
            check(pays, known, Pays.paid(said));
            Desk.value(
                    Tabs.in(pays.letters().correspondence()).say(tab, Tabs.release(Aside.number(tab, entry))),
                    "`byway tab show` tells how it stands.");
            return Pays.paid(said);
        }
    }

    /** The entry by which it was set aside last. */
    private static ByteString aside(Known<PayState> known) {
        if (!(known.state() instanceof PayState.Escrowed)) {
            throw Failure.failed("stale", "Nothing is set aside for it.", "`byway pay show` tells how it stands.");
        }
        ByteString entry = ByteString.EMPTY;
        for (Step step : known.tree().path()) {
            if (step.said().getPay().hasSetAside()) {
                entry = step.said().getPay().getSetAside().getEntry();
            }
        }
        return entry;
    }

    /** What is set aside on a tab. */
    private static final class Aside {
        static Known<TabState> tab(MatterDesk<PayState> pays, Known<PayState> known, ByteString entry) {
            return Tabs.in(pays.letters().correspondence()).of(known.tie()).stream()
                    .filter(each -> number(each, entry) > 0)
                    .findFirst()
                    .orElseThrow(() -> Failure.failed(
                            "not_yet",
                            "The other side has not signed yet that it is set aside.",
                            "`byway inbox` fetches what has come."));
        }

        /** 0 where that tab has no such entry. */
        static long number(Known<TabState> tab, ByteString entry) {
            return TabEntries.signed(tab.tree()).stream()
                    .filter(each ->
                            ByteString.copyFrom(TabEntries.digest(each).bytes()).equals(entry))
                    .mapToLong(TabEntry::getNumber)
                    .findFirst()
                    .orElse(0);
        }
    }

    @Command(
            name = "settle",
            header = "Pay, or say that you have paid.",
            description = {
                "By a tab it is done with this command. Outside you pay with a program of your own, `byway pay show --code` has what",
                "it scans, and then say so: it counts as said until the other side confirms it."
            })
    static final class Settle extends SayingCommand<PayState> {
        @Parameters(
                index = "1",
                paramLabel = "AMOUNT",
                arity = "0..1",
                description =
                        "How much; usually what was signalled, for each use that the log has since the last payment.")
        private String amount;

        @Option(
                names = "--by",
                paramLabel = "WAY",
                description = "tab, cash, sepa, …; usually the first that was taken.")
        private String by;

        @Option(names = "--uses", paramLabel = "N", description = "Per use: how many; usually what `byway usage` has.")
        private Long uses;

        @Option(names = "--reference", paramLabel = "TEXT", defaultValue = "", description = "As a bank shows it.")
        private String reference;

        Settle(Desk desk) {
            super(desk, PayLines.PAYS);
        }

        @Override
        Saying<PayState> said(MatterDesk<PayState> pays, Known<PayState> known) throws IOException {
            Pact pact = pact(known);
            PaySignal signal = pact.signal();
            String rail = by == null ? pact.accept().getRails(0).getRail() : by;
            long count = signal.getWhen() == PaySignal.When.PER_USE ? uses(pays, pact) : 0;
            long much = amount == null ? usual(signal, Math.max(1, count)) : TabAmounts.read(signal.getUnit(), amount);
            PaySaid.Builder said = PaySaid.newBuilder()
                    .setAmount(much)
                    .setRail(rail)
                    .setReference(reference)
                    .setUses(count);
            if (known.me() != Side.OPENER) {
                throw Failure.failed("not_yours", "The payer says so.", "`byway pay confirm` says that you have it.");
            }
            if (rail.equals("tab")) {
                check(pays, known, Pays.paid(said.build()));
                Known<TabState> tab = tab(pays, known);
                TabPay pay = TabPay.newBuilder()
                        .setBy(tab.me())
                        .setAmount(much)
                        .setNote(signal.getTitle())
                        .build();
                said.setEntry(proposed(pays, tab, Tabs.propose((ledger, entry) -> entry.setPay(pay))));
            }
            return Pays.paid(said.build());
        }

        private static long usual(PaySignal signal, long uses) {
            if (signal.getMost() == 0 || signal.getLeast() != signal.getMost()) {
                throw Failure.usage("Say how much: the signal leaves it open.", "`byway pay show` tells the range.");
            }
            return signal.getMost() * uses;
        }

        private long uses(MatterDesk<PayState> pays, Pact pact) {
            if (uses != null) {
                return uses;
            }
            PayBook book = pays.letters().book().pay();
            long last = pact.payments().stream()
                    .filter(each -> each.how() != Payment.How.REFUNDED)
                    .mapToLong(Payment::at)
                    .max()
                    .orElse(0);
            long logged = book.uses(pact.signal().getTitle(), last);
            if (logged == 0) {
                throw Failure.failed(
                        "not_yet",
                        "No use of \"" + pact.signal().getTitle() + "\" is logged since the last payment.",
                        "`byway usage add` logs one; --uses says how many.");
            }
            return logged;
        }
    }

    @Command(name = "confirm", header = "Confirm that a payment came.")
    static final class Confirm extends SayingCommand<PayState> {
        Confirm(Desk desk) {
            super(desk, PayLines.PAYS);
        }

        @Override
        Saying<PayState> said(MatterDesk<PayState> pays, Known<PayState> known) {
            return Pays.confirm(pact(known).payments().size());
        }
    }

    @Command(
            name = "refund",
            header =
                    "Give back what was paid or set aside for you; or take back what you have set aside, when its time is over.",
            description = "What went by a tab is paid back on it besides (`byway tab pay`); this says that it is so.")
    static final class Refund extends SayingCommand<PayState> {
        @Parameters(index = "1", paramLabel = "REASON", arity = "0..1", defaultValue = "", description = "Why.")
        private String reason;

        @Option(
                names = "--payment",
                paramLabel = "N",
                description = "Which, as `byway pay show` counts; usually the last.")
        private Integer number;

        Refund(Desk desk) {
            super(desk, PayLines.PAYS);
        }

        @Override
        Saying<PayState> said(MatterDesk<PayState> pays, Known<PayState> known) throws IOException {
            int which = number == null ? pact(known).payments().size() : number;
            check(pays, known, Pays.refund(which, reason));
            if (known.state() instanceof PayState.Escrowed) {
                ByteString entry = aside(known);
                Known<TabState> tab = Aside.tab(pays, known, entry);
                if (tab.state().ledger().aside().containsKey(Aside.number(tab, entry))) {
                    Desk.value(
                            Tabs.in(pays.letters().correspondence()).say(tab, Tabs.refund(Aside.number(tab, entry))),
                            "`byway tab show` tells how it stands.");
                }
            }
            return Pays.refund(which, reason);
        }
    }
}
