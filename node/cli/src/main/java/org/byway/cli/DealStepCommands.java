package org.byway.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.byway.agent.deal.Deals;
import org.byway.agent.deal.Wording;
import org.byway.agent.step.Known;
import org.byway.agent.step.Saying;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.deal.Owed;
import org.byway.protocol.deal.Work;
import org.byway.protocol.wire.Progress;
import org.byway.protocol.wire.Progress.Tracking;
import org.byway.protocol.wire.Side;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is said in a deal that there is. */
final class DealStepCommands {
    private DealStepCommands() {}

    static CommandLine addTo(CommandLine deal, Desk desk) {
        why(desk, (known, reason) -> Deals.decline(reason))
                .addTo(deal, "decline", "Say no to what is quoted, or asked.");
        why(desk, (known, reason) -> (before, step) -> step.getWithdrawBuilder().setReason(reason))
                .addTo(deal, "withdraw", "Take back what you have quoted, asked or disputed.");
        why(desk, (known, reason) -> (before, step) -> step.getDisputeBuilder().setReason(reason))
                .addTo(
                        deal,
                        "dispute",
                        "Say that something is wrong, for the mediator to decide or for the two of you to settle.");
        return deal.addSubcommand(new Accept(desk))
                .addSubcommand(new Fulfil(desk))
                .addSubcommand(new Confirm(desk))
                .addSubcommand(new Forgive(desk))
                .addSubcommand(new Cancel(desk))
                .addSubcommand(new Return(desk))
                .addSubcommand(new Refund(desk))
                .addSubcommand(new Close(desk));
    }

    private static SayingCommand.Why<DealState> why(Desk desk, SayingCommand.Why.Words<DealState> words) {
        return new SayingCommand.Why<>(desk, DealLines.DEALS, words);
    }

    @Command(
            name = "accept",
            header = "Say yes to what is quoted, or asked.",
            description = "A quote that names conditions (`byway terms`) only while these bind the two of you.")
    static final class Accept extends SayingCommand<DealState> {
        Accept(Desk desk) {
            super(desk, DealLines.DEALS);
        }

        @Override
        Saying<DealState> said(MatterDesk<DealState> deals, Known<DealState> known) {
            return DealsUnderTerms.accept(deals.letters(), known);
        }
    }

    /** What is said of one thing that was agreed. */
    abstract static class OfOne extends SayingCommand<DealState> {
        private final boolean mine;

        @Parameters(index = "1", paramLabel = "N", arity = "0..1", description = "Which, as `byway deal show` counts.")
        private Integer place;

        /** @param mine whether it is what we give */
        OfOne(Desk desk, boolean mine) {
            super(desk, DealLines.DEALS);
            this.mine = mine;
        }

        abstract Saying<DealState> said(Known<DealState> known, int which);

        @Override
        final Saying<DealState> said(MatterDesk<DealState> deals, Known<DealState> known) {
            return said(known, place(known, place, mine));
        }
    }

    /** What is said with what goes back. */
    abstract static class GoingBack extends SayingCommand<DealState> {
        @Parameters(index = "1", paramLabel = "REASON", arity = "0..1", defaultValue = "", description = "Why.")
        private String reason;

        @Mixin
        private DealTerms terms = new DealTerms();

        GoingBack(Desk desk) {
            super(desk, DealLines.DEALS);
        }

        abstract Saying<DealState> said(Side me, DealTerms back, String why);

        @Override
        final Saying<DealState> said(MatterDesk<DealState> deals, Known<DealState> known) {
            return said(known.me(), terms, reason);
        }
    }

    /** The place that was named, or that of the only thing that is open. */
    private static int place(Known<DealState> known, Integer place, boolean mine) {
        Work work = known.state().agreed();
        if (work == null) {
            throw Failure.failed("stale", "Nothing is agreed yet.", "`byway deal show` tells how it stands.");
        }
        if (place != null) {
            if (work.at(place) == null) {
                throw Failure.failed("bad_content", "Nothing with that number was agreed.", "");
            }
            return place;
        }
        int found = 0;
        for (int i = 1; i <= work.owed().size(); i++) {
            Owed owed = work.at(i);
            if (!owed.settled() && (owed.giver() == known.me()) == mine) {
                if (found != 0) {
                    throw Failure.usage("Say which: `byway deal show` counts what was agreed.", "");
                }
                found = i;
            }
        }
        if (found == 0) {
            throw Failure.failed("stale", "Nothing is open that you could say so of.", "");
        }
        return found;
    }

    private static long amount(Known<DealState> known, int place, String words) {
        return words == null
                ? 0
                : Desk.argument(Wording.amount(known.state().agreed().at(place).what(), words));
    }

    @Command(
            name = "fulfil",
            header = "Say that you have given what you are to give, or how far it is.",
            description = "Things, work and money alike; the other side confirms that it has it.")
    static final class Fulfil extends OfOne {
        @Option(names = "--amount", paramLabel = "PART", description = "How much of it: 1, 4.50 or \"30 min\".")
        private String amount;

        @Option(
                names = "--state",
                paramLabel = "STATE",
                defaultValue = "DONE",
                description = "packed, picked_up, under_way, out_for_delivery, failed; usually done.")
        private Tracking tracking;

        @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "As a parcel's number.")
        private String note;

        Fulfil(Desk desk) {
            super(desk, true);
        }

        @Override
        Saying<DealState> said(Known<DealState> known, int which) {
            Progress progress = Progress.newBuilder()
                    .setCommitment(which)
                    .setTracking(tracking)
                    .setAmount(amount(known, which, amount))
                    .setNote(note)
                    .build();
            return (before, step) -> step.setProgress(progress);
        }
    }

    @Command(name = "confirm", header = "Confirm that you have got what the other side was to give.")
    static final class Confirm extends OfOne {
        @Option(names = "--amount", paramLabel = "PART", description = "How much of it: 1, 4.50 or \"30 min\".")
        private String amount;

        Confirm(Desk desk) {
            super(desk, false);
        }

        @Override
        Saying<DealState> said(Known<DealState> known, int which) {
            long much = amount(known, which, amount);
            return Deals.confirm(which, much);
        }
    }

    @Command(name = "forgive", header = "Want no more what the other side still owes.")
    static final class Forgive extends OfOne {
        Forgive(Desk desk) {
            super(desk, false);
        }

        @Override
        Saying<DealState> said(Known<DealState> known, int which) {
            return (before, step) -> step.getForgiveBuilder().setCommitment(which);
        }
    }

    @Command(
            name = "cancel",
            header = "End a deal: at once while nothing was given, else when the other side agrees.",
            description = "What is to go back then is said with --give and --get.")
    static final class Cancel extends GoingBack {
        Cancel(Desk desk) {
            super(desk);
        }

        @Override
        Saying<DealState> said(Side me, DealTerms back, String why) {
            var all = back.of(me);
            return (before, step) -> step.getCancelBuilder().setReason(why).addAllBack(all);
        }
    }

    @Command(
            name = "return",
            header = "Ask that something goes back: --give what you give back, --get what you want for it.")
    static final class Return extends GoingBack {
        Return(Desk desk) {
            super(desk);
        }

        @Override
        Saying<DealState> said(Side me, DealTerms back, String why) {
            var all = back.of(me);
            return (before, step) -> step.getAskReturnBuilder().setReason(why).addAllBack(all);
        }
    }

    @Command(name = "refund", header = "Take on yourself to give something back, unasked: --give says what.")
    static final class Refund extends GoingBack {
        Refund(Desk desk) {
            super(desk);
        }

        @Override
        Saying<DealState> said(Side me, DealTerms back, String why) {
            var one = back.single(me);
            return (before, step) -> step.getRefundBuilder().setReason(why).setBack(one);
        }
    }

    @Command(
            name = "close",
            mixinStandardHelpOptions = true,
            header = "Confirm all that was said to be given, and wait no longer for what is over.")
    static final class Close implements Callable<Integer> {
        private final Desk desk;

        @Parameters(index = "0", paramLabel = "DEAL", description = "As `byway deal list` shows it.")
        private String named;

        Close(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (MatterDesk<DealState> deals = MatterDesk.fetched(desk, DealLines.DEALS)) {
                Known<DealState> known = deals.known(named);
                List<Saying<DealState>> all =
                        Deals.closing(known, desk.surroundings().now());
                if (all.isEmpty()) {
                    throw Failure.failed(
                            "not_yet",
                            "There is nothing to confirm, and nothing is over.",
                            "`byway deal show` tells who is awaited.");
                }
                for (Saying<DealState> one : all) {
                    Desk.value(deals.matters().say(deals.known(named), one), "");
                }
                deals.letters().round();
                deals.tell(deals.known(named));
            }
            return Exit.OK;
        }
    }
}
