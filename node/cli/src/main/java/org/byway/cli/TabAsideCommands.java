package org.byway.cli;

import org.byway.agent.step.Known;
import org.byway.agent.step.Saying;
import org.byway.agent.tab.Tabs;
import org.byway.protocol.tab.TabLedger;
import org.byway.protocol.tab.TabState;
import org.byway.protocol.wire.TabSetAside;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is set aside on a tab. */
final class TabAsideCommands {
    private TabAsideCommands() {}

    static CommandLine addTo(CommandLine tab, Desk desk) {
        return tab.addSubcommand(new SetAside(desk))
                .addSubcommand(new Release(desk))
                .addSubcommand(new Refund(desk));
    }

    @Command(
            name = "set-aside",
            header = "Set aside so much for them: yours to release when a condition is met, else free again.",
            description = "It keeps credit free on the tab, and is no money.")
    static final class SetAside extends TabStepCommands.Amount {
        @Option(
                names = "--until",
                paramLabel = "TIME",
                required = true,
                description = "Up to when you may release it, as 2026-12-24T18:00:00Z.")
        private String until;

        SetAside(Desk desk) {
            super(desk);
        }

        @Override
        Saying<TabState> said(Known<TabState> known, long amount, String note) {
            return Tabs.setAside(TabSetAside.newBuilder()
                    .setBy(known.me())
                    .setAmount(amount)
                    .setUntil(MessageCommands.Times.millis("--until", until))
                    .setNote(note));
        }
    }

    /** Says something of what is set aside. */
    abstract static class OfAside extends SayingCommand<TabState> {
        @Parameters(
                index = "1",
                paramLabel = "N",
                arity = "0..1",
                description = "Which entry, as `byway tab show` counts; where there is more than one.")
        private Long number;

        OfAside(Desk desk) {
            super(desk, TabLines.TABS);
        }

        abstract Saying<TabState> said(long number);

        @Override
        Saying<TabState> said(MatterDesk<TabState> tabs, Known<TabState> known) {
            TabLedger ledger = TabAmounts.ledger(known);
            if (number == null && ledger.aside().size() != 1) {
                throw ledger.aside().isEmpty()
                        ? Failure.failed("stale", "Nothing is set aside on this tab.", "")
                        : Failure.usage("Say which: `byway tab show` counts what is set aside.", "");
            }
            return said(number == null ? ledger.aside().firstKey() : number);
        }
    }

    @Command(name = "release", header = "Let them have what you have set aside.")
    static final class Release extends OfAside {
        Release(Desk desk) {
            super(desk);
        }

        @Override
        Saying<TabState> said(long number) {
            return Tabs.release(number);
        }
    }

    @Command(
            name = "refund",
            header = "Give back what they have set aside for you; or take back what you have, when its time is over.")
    static final class Refund extends OfAside {
        Refund(Desk desk) {
            super(desk);
        }

        @Override
        Saying<TabState> said(long number) {
            return Tabs.refund(number);
        }
    }
}
