package org.byway.cli;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.byway.agent.deal.DealJson;
import org.byway.agent.deal.Deals;
import org.byway.agent.letter.Tie;
import org.byway.agent.step.Known;
import org.byway.protocol.deal.Awaited;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.wire.Proposal;
import org.byway.protocol.wire.Side;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway deal}: agreeing what each gives the other. */
final class DealCommands {
    private DealCommands() {}

    static CommandLine tree(Desk desk) {
        CommandLine deal = Group.of("deal", "Agree with somebody what each gives the other, and see it through.")
                .addSubcommand(new QuoteCommand(desk))
                .addSubcommand(new CounterCommand(desk))
                .addSubcommand(new Listing(desk))
                .addSubcommand(MatterShow.of(
                        desk,
                        DealLines.DEALS,
                        "Show a deal: what each gives, how far it is, who is awaited, for what and until when."))
                .addSubcommand(new MediateCommand(desk));
        return DealStepCommands.addTo(deal, desk);
    }

    @Command(
            name = "quote",
            mixinStandardHelpOptions = true,
            header = "Propose a deal: what you give, and what you get.",
            description = {
                "To whoever cast an intent or posted an offer, by its id; or in a conversation that there is. A gift has",
                "--give alone, a swap has things on both sides, a loan a --return-by. It binds you while it holds (--until),",
                "and both of you once the other side has accepted it."
            },
            footer = {
                "",
                "Examples: byway deal quote 9b12 --give \"2 x Loaf of rye\" --get \"9.00 EUR\" --get-by 2026-12-24T18:00:00Z",
                "          byway deal quote 9b12 --give \"Ladder\" --return-by 2026-12-31T18:00:00Z",
                "          byway deal quote 3f0c…e1 --give \"2 h\" --get \"Jar of jam\""
            })
    static final class QuoteCommand implements Callable<Integer> {
        private final Desk desk;

        @Parameters(index = "0", paramLabel = "TO", description = "An intent's or offer's id, or a conversation.")
        private String to;

        @Mixin
        private DealTerms terms = new DealTerms();

        @Mixin
        private DealTerms.Quoted quoted = new DealTerms.Quoted();

        QuoteCommand(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            byte[] id = new byte[StepLimits.ID_BYTES];
            desk.surroundings().random().nextBytes(id);
            try (MatterDesk<DealState> deals = MatterDesk.open(desk, DealLines.DEALS)) {
                Tie tie = MessageCommands.toQualified(desk, deals.letters(), to);
                Proposal proposal = quoted.of(
                        terms.of(Side.OPENER),
                        Optional.ofNullable(tie.about())
                                .filter(about -> about.hex().equals(to)),
                        desk.surroundings().now());
                deals.told(deals.matters()
                        .open(
                                tie,
                                ByteString.copyFrom(id),
                                Deals.quoting(DealsUnderTerms.under(deals.letters(), tie, proposal, quoted.terms()))));
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "counter",
            mixinStandardHelpOptions = true,
            header = "Propose something else instead of what was quoted to you.")
    static final class CounterCommand implements Callable<Integer> {
        private final Desk desk;

        @Parameters(index = "0", paramLabel = "DEAL", description = "As `byway deal list` shows it.")
        private String named;

        @Mixin
        private DealTerms terms = new DealTerms();

        @Mixin
        private DealTerms.Quoted quoted = new DealTerms.Quoted();

        CounterCommand(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (MatterDesk<DealState> deals = MatterDesk.fetched(desk, DealLines.DEALS)) {
                Known<DealState> known = deals.known(named);
                ByteString about = known.state().proposal().getAbout();
                Proposal proposal = quoted.of(
                        terms.of(known.me()),
                        about.isEmpty() ? Optional.empty() : Optional.of(Bytes32.of(about.toByteArray())),
                        desk.surroundings().now());
                deals.say(
                        known,
                        Deals.counter(DealsUnderTerms.under(deals.letters(), known.tie(), proposal, quoted.terms())));
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            header = "List the deals: how each stands, and who is to do what until when.")
    static final class Listing implements Callable<Integer> {
        private final Desk desk;

        @Option(names = "--open", description = "Only those in which somebody is to do something.")
        private boolean open;

        Listing(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (MatterDesk<DealState> deals = MatterDesk.open(desk, DealLines.DEALS)) {
                List<Known<DealState>> all = deals.matters().all().stream()
                        .filter(each -> !open || Awaited.of(each.state()).isPresent())
                        .toList();
                for (Known<DealState> known : all) {
                    desk.line(DealJson.of(known));
                    desk.say(DealLines.line(known));
                }
                if (all.isEmpty()) {
                    desk.say("None yet.");
                }
            }
            return Exit.OK;
        }
    }
}
