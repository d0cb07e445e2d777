package org.byway.cli;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.byway.agent.deal.Deals;
import org.byway.agent.step.Known;
import org.byway.agent.step.Saying;
import org.byway.agent.tab.Tabs;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.deal.Work;
import org.byway.protocol.step.Parties;
import org.byway.protocol.tab.TabLedger;
import org.byway.protocol.tab.TabState;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.TabCarry;
import org.byway.protocol.wire.TabForgive;
import org.byway.protocol.wire.TabInstalment;
import org.byway.protocol.wire.TabPay;
import org.byway.protocol.wire.TabPlan;
import org.byway.protocol.wire.TabSettle;
import org.byway.protocol.wire.TabWindDown;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is said on a tab that there is. */
final class TabStepCommands {
    private TabStepCommands() {}

    static CommandLine addTo(CommandLine tab, Desk desk) {
        new SayingCommand.Why<>(desk, TabLines.TABS, (known, reason) -> Tabs.decline(known.me(), reason))
                .addTo(tab, "decline", "Say no to a tab or to what is proposed on it, or take back what you proposed.");
        return TabAsideCommands.addTo(tab, desk)
                .addSubcommand(new Accept(desk))
                .addSubcommand(new Pay(desk))
                .addSubcommand(new Ask(desk))
                .addSubcommand(new Settle(desk))
                .addSubcommand(new Forgive(desk))
                .addSubcommand(new Plan(desk))
                .addSubcommand(new Limit(desk))
                .addSubcommand(new WindDown(desk))
                .addSubcommand(new Carry(desk))
                .addSubcommand(new Close(desk));
    }

    @Command(name = "accept", header = "Say yes to a tab, or to what is proposed on it.")
    static final class Accept extends SayingCommand<TabState> {
        @Option(
                names = "--limit",
                paramLabel = "AMOUNT",
                defaultValue = "0",
                description = "Of a new tab: the most that the other side may come to owe you; usually nothing.")
        private String limit;

        Accept(Desk desk) {
            super(desk, TabLines.TABS);
        }

        @Override
        Saying<TabState> said(MatterDesk<TabState> tabs, Known<TabState> known) {
            return known.state() instanceof TabState.Asked asked
                    ? Tabs.join(TabAmounts.read(asked.open().getUnit(), limit))
                    : Tabs.complete();
        }
    }

    /** Says so much of something. */
    abstract static class Amount extends SayingCommand<TabState> {
        @Parameters(index = "1", paramLabel = "AMOUNT", description = "How much, as 12.50.")
        private String amount;

        @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "What for.")
        private String note;

        Amount(Desk desk) {
            super(desk, TabLines.TABS);
        }

        abstract Saying<TabState> said(Known<TabState> known, long amount, String note);

        @Override
        Saying<TabState> said(MatterDesk<TabState> tabs, Known<TabState> known) {
            return said(known, TabAmounts.read(known, amount), note);
        }
    }

    private static Saying<TabState> pays(Side by, long amount, ByteString about, String note) {
        TabPay pay = TabPay.newBuilder()
                .setBy(by)
                .setAmount(amount)
                .setAbout(about)
                .setNote(note)
                .build();
        return Tabs.propose((ledger, entry) -> entry.setPay(pay));
    }

    @Command(
            name = "pay",
            header = "Pay by the tab: you owe more, or are owed less.",
            description = {
                "Within what the other side lets you owe, its agent accepts by itself. With --deal it pays for a deal: what",
                "you are to give in it, unless an AMOUNT says how much, and the other side's agent confirms it there."
            })
    static final class Pay extends SayingCommand<TabState> {
        @Parameters(index = "1", paramLabel = "AMOUNT", arity = "0..1", description = "How much, as 12.50.")
        private String amount;

        @Option(names = "--deal", paramLabel = "DEAL", description = "For which deal, as `byway deal list` shows it.")
        private String deal;

        @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "What for.")
        private String note;

        Pay(Desk desk) {
            super(desk, TabLines.TABS);
        }

        @Override
        Saying<TabState> said(MatterDesk<TabState> tabs, Known<TabState> known) {
            if (deal == null) {
                if (amount == null) {
                    throw Failure.usage("Say how much, or with --deal for what.", "");
                }
                return pays(known.me(), TabAmounts.read(known, amount), ByteString.EMPTY, note);
            }
            Known<DealState> paid = found(tabs, known);
            Work work = paid.state().agreed();
            if (work == null) {
                throw Failure.failed("stale", "Nothing is agreed in that deal yet.", "");
            }
            long much = amount == null ? left(known, paid.me(), work) : TabAmounts.read(known, amount);
            return pays(known.me(), much, ByteString.copyFrom(work.agreement().bytes()), note);
        }

        private Known<DealState> found(MatterDesk<TabState> tabs, Known<TabState> known) {
            return Deals.in(tabs.letters().correspondence()).of(known.tie()).stream()
                    .filter(each -> each.hex().startsWith(deal))
                    .findFirst()
                    .orElseThrow(() -> Failure.failed(
                            "unknown_deal",
                            "No deal with them goes by \"" + deal + "\".",
                            "`byway deal list` shows them."));
        }

        /** What is left to be paid in the unit of the tab. */
        private static long left(Known<TabState> known, Side me, Work work) {
            String unit = TabAmounts.ledger(known).unit().getUnit();
            long left = work.owed().stream()
                    .filter(owed -> owed.giver() == me && owed.what().hasMoney() && !owed.settled())
                    .filter(owed -> owed.what().getMoney().getUnit().equals(unit))
                    .mapToLong(owed -> owed.whole() - owed.confirmed())
                    .sum();
            if (left == 0) {
                throw Failure.failed("stale", "Nothing is left to be paid in that deal.", "");
            }
            return left;
        }
    }

    @Command(name = "ask", header = "Ask to be paid by the tab: they owe you more, or are owed less, once they accept.")
    static final class Ask extends Amount {
        Ask(Desk desk) {
            super(desk);
        }

        @Override
        Saying<TabState> said(Known<TabState> known, long amount, String note) {
            return pays(Parties.across(known.me()), amount, ByteString.EMPTY, note);
        }
    }

    @Command(
            name = "settle",
            header = "Say that what is owed, or a part of it, was given back outside: in cash, by a bank.",
            description = "Whoever got it accepts; until then it is only said.")
    static final class Settle extends Amount {
        @Option(names = "--by", paramLabel = "HOW", defaultValue = "cash", description = "As cash or bank transfer.")
        private String rail;

        Settle(Desk desk) {
            super(desk);
        }

        @Override
        Saying<TabState> said(Known<TabState> known, long amount, String note) {
            TabSettle settle = TabSettle.newBuilder()
                    .setAmount(amount)
                    .setRail(rail)
                    .setNote(note)
                    .build();
            return Tabs.propose((ledger, entry) -> entry.setSettle(settle));
        }
    }

    @Command(name = "forgive", header = "Want no more what they owe you, or a part of it.")
    static final class Forgive extends Amount {
        Forgive(Desk desk) {
            super(desk);
        }

        @Override
        Saying<TabState> said(Known<TabState> known, long amount, String note) {
            TabForgive forgive =
                    TabForgive.newBuilder().setAmount(amount).setNote(note).build();
            return Tabs.propose((ledger, entry) -> entry.setForgive(forgive));
        }
    }

    @Command(
            name = "plan",
            header = "Agree by when what is owed is given back, bit by bit.",
            description = {
                "Instalments are together what is owed now. Without any the plan that there is ends. A later plan takes the",
                "place of an earlier one. Nothing is added, whatever the time that it takes."
            },
            footer = {"", "Example: byway tab plan baker 2026-12-24=10.00 2027-01-24=10.00"})
    static final class Plan extends SayingCommand<TabState> {
        @Parameters(
                index = "1..*",
                paramLabel = "DAY=AMOUNT",
                arity = "0..*",
                description = "When how much is to be given back.")
        private List<String> instalments = List.of();

        @Option(names = "--months", paramLabel = "N", description = "In so many equal parts, one each month from now.")
        private Integer months;

        Plan(Desk desk) {
            super(desk, TabLines.TABS);
        }

        @Override
        Saying<TabState> said(MatterDesk<TabState> tabs, Known<TabState> known) {
            TabLedger ledger = TabAmounts.ledger(known);
            List<TabInstalment> all = new ArrayList<>();
            if (months != null) {
                all.addAll(monthly(ledger));
            }
            instalments.forEach(each -> all.add(instalment(ledger, each)));
            TabPlan plan = TabPlan.newBuilder().addAllInstalments(all).build();
            return Tabs.propose((now, entry) -> entry.setPlan(plan));
        }

        private List<TabInstalment> monthly(TabLedger ledger) {
            long whole = Math.abs(ledger.balance());
            if (months < 1 || months > whole) {
                throw Failure.usage("What is owed cannot be parted so.", "`byway tab show` tells what is owed.");
            }
            List<TabInstalment> all = new ArrayList<>();
            LocalDate today = LocalDate.ofInstant(
                    Instant.ofEpochMilli(desk().surroundings().now()), ZoneId.systemDefault());
            for (int month = 1; month <= months; month++) {
                long part = whole * month / months - whole * (month - 1) / months;
                all.add(instalment(today.plusMonths(month), part));
            }
            return all;
        }

        private static TabInstalment instalment(LocalDate day, long amount) {
            return TabInstalment.newBuilder()
                    .setDue(day.plusDays(1)
                            .atStartOfDay(ZoneId.systemDefault())
                            .toInstant()
                            .toEpochMilli())
                    .setAmount(amount)
                    .build();
        }

        private static TabInstalment instalment(TabLedger ledger, String words) {
            int split = words.indexOf('=');
            try {
                if (split > 0) {
                    return instalment(
                            LocalDate.parse(words.substring(0, split)),
                            TabAmounts.read(ledger.unit(), words.substring(split + 1)));
                }
            } catch (DateTimeParseException e) {
                // Told below.
            }
            throw Failure.usage("An instalment is a day and an amount, as 2026-12-24=10.00.", "");
        }
    }

    @Command(
            name = "limit",
            header = "Say how much they may come to owe you from now on.",
            description = "What they owe already is not called by it.")
    static final class Limit extends SayingCommand<TabState> {
        @Parameters(index = "1", paramLabel = "AMOUNT", description = "The most that they may come to owe you.")
        private String amount;

        Limit(Desk desk) {
            super(desk, TabLines.TABS);
        }

        @Override
        Saying<TabState> said(MatterDesk<TabState> tabs, Known<TabState> known) {
            return Tabs.limit(TabAmounts.read(known, amount));
        }
    }

    @Command(
            name = "wind-down",
            header = "Let what is owed only become less from now on: somebody leaves, a key is lost, somebody died.")
    static final class WindDown extends SayingCommand<TabState> {
        @Option(
                names = "--why",
                paramLabel = "WHY",
                defaultValue = "LEAVING",
                description = "leaving, key_lost or death; usually leaving.")
        private TabWindDown.Why why;

        @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "What else is to be said.")
        private String note;

        WindDown(Desk desk) {
            super(desk, TabLines.TABS);
        }

        @Override
        Saying<TabState> said(MatterDesk<TabState> tabs, Known<TabState> known) {
            return Tabs.windDown(why, note);
        }
    }

    @Command(
            name = "carry",
            header =
                    "Go on here where another tab ended, as after a lost key or a death: what is owed there is owed here.")
    static final class Carry extends SayingCommand<TabState> {
        @Option(
                names = "--from",
                paramLabel = "TAB",
                required = true,
                description = "The other tab, as `byway tab list` shows it.")
        private String from;

        Carry(Desk desk) {
            super(desk, TabLines.TABS);
        }

        @Override
        Saying<TabState> said(MatterDesk<TabState> tabs, Known<TabState> known) {
            Known<TabState> before = tabs.known(from);
            TabLedger ledger = TabAmounts.ledger(before);
            if (ledger.last() == null || ledger.balance() == 0) {
                throw Failure.failed("stale", "Nothing is owed on that tab.", "");
            }
            long mine = ledger.owedBy(before.me());
            TabCarry carry = TabCarry.newBuilder()
                    .setBalance(known.me() == Side.OTHER ? mine : -mine)
                    .setFrom(ByteString.copyFrom(ledger.last().bytes()))
                    .build();
            return Tabs.propose((now, entry) -> entry.setCarry(carry));
        }
    }

    @Command(name = "close", header = "Close a tab on which nothing is owed.")
    static final class Close extends SayingCommand<TabState> {
        Close(Desk desk) {
            super(desk, TabLines.TABS);
        }

        @Override
        Saying<TabState> said(MatterDesk<TabState> tabs, Known<TabState> known) {
            return Tabs.close();
        }
    }
}
