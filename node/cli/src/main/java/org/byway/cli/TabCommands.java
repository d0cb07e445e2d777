package org.byway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.byway.agent.letter.Tie;
import org.byway.agent.step.Known;
import org.byway.agent.tab.Tabs;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.tab.TabLedger;
import org.byway.protocol.tab.TabState;
import org.byway.protocol.wire.TabUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway tab}: what two sides owe each other, kept by both. */
final class TabCommands {
    private TabCommands() {}

    static CommandLine tree(Desk desk) {
        CommandLine tab = Group.of("tab", "Keep with somebody what you owe each other, without anybody between you.")
                .addSubcommand(new Open(desk))
                .addSubcommand(new Listing(desk))
                .addSubcommand(
                        MatterShow.of(
                                desk,
                                TabLines.TABS,
                                "Show a tab: what is owed, every entry that both have signed, what is set aside, and the plan."));
        return TabStepCommands.addTo(tab, desk);
    }

    @Command(
            name = "open",
            mixinStandardHelpOptions = true,
            header = "Open a tab with somebody, once he accepts.",
            description = {
                "It starts at nothing, bears no interest, and each of you says how much the other may come to owe. Amounts are",
                "in a currency, or in a unit of your own with --community."
            },
            footer = {"", "Example: byway tab open baker --unit EUR --limit 50"})
    static final class Open implements Callable<Integer> {
        private final Desk desk;

        @Parameters(index = "0", paramLabel = "TO", description = "A conversation, or an intent's or offer's id.")
        private String to;

        @Option(names = "--unit", paramLabel = "UNIT", required = true, description = "In what it counts, as EUR.")
        private String unit;

        @Option(names = "--community", paramLabel = "ID", description = "Whose unit it is, if it is no currency.")
        private String community;

        @Option(
                names = "--digits",
                paramLabel = "N",
                defaultValue = "0",
                description = "Of a community's unit: how many after the point; usually none.")
        private int digits;

        @Option(
                names = "--limit",
                paramLabel = "AMOUNT",
                defaultValue = "0",
                description = "The most that the other side may come to owe you; usually nothing.")
        private String limit;

        @Option(names = "--until", paramLabel = "TIME", description = "Up to when it may be accepted; usually a week.")
        private String until;

        @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "What else is to be said.")
        private String note;

        Open(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            byte[] id = new byte[StepLimits.ID_BYTES];
            desk.surroundings().random().nextBytes(id);
            TabUnit counted = TabAmounts.unit(unit, community, digits);
            long most = TabAmounts.read(counted, limit);
            long end = until == null
                    ? desk.surroundings().now() + Tabs.WAIT_MILLIS
                    : MessageCommands.Times.millis("--until", until);
            try (MatterDesk<TabState> tabs = MatterDesk.fetched(desk, TabLines.TABS)) {
                Tie tie = MessageCommands.to(desk, tabs.letters(), to);
                tabs.told(tabs.matters().open(tie, ByteString.copyFrom(id), Tabs.opening(counted, most, note, end)));
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            header = "List the tabs: what is owed on each, what waits, and what it comes to in all.")
    static final class Listing implements Callable<Integer> {
        private final Desk desk;

        Listing(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (MatterDesk<TabState> tabs = MatterDesk.open(desk, TabLines.TABS)) {
                List<Known<TabState>> all = tabs.matters().all();
                for (Known<TabState> known : all) {
                    desk.line(TabLines.TABS.json(known));
                    desk.say(TabLines.line(known));
                }
                if (all.isEmpty()) {
                    desk.say("None yet.");
                }
                totals(all);
            }
            return Exit.OK;
        }

        /** All that is owed, in each unit. */
        private void totals(List<Known<TabState>> all) {
            TreeMap<String, Total> totals = new TreeMap<>();
            for (Known<TabState> known : all) {
                TabLedger ledger = known.state().ledger();
                if (ledger != null) {
                    String unit = ledger.unit().getUnit() + ledger.unit().getCommunity();
                    totals.computeIfAbsent(unit, none -> new Total(ledger.unit()))
                            .add(ledger.owedBy(known.me()));
                }
            }
            for (Total each : totals.values()) {
                desk.line(each.json());
                desk.say("In all you owe " + TabLines.amount(each.unit, each.owed) + ", and are owed "
                        + TabLines.amount(each.unit, each.owing) + ".");
            }
        }
    }

    /** What is owed in one unit. */
    private static final class Total {
        final TabUnit unit;
        long owed;
        long owing;

        Total(TabUnit unit) {
            this.unit = unit;
        }

        void add(long mine) {
            owed += Math.max(0, mine);
            owing += Math.max(0, -mine);
        }

        ObjectNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("total", unit.getUnit())
                    .put("digits", unit.getDigits())
                    .put("owedByMe", owed)
                    .put("owedToMe", owing);
        }
    }
}
