package org.byway.cli;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.byway.agent.letter.Tie;
import org.byway.agent.pay.Pays;
import org.byway.agent.step.Known;
import org.byway.agent.tab.Tabs;
import org.byway.protocol.payment.PayState;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.wire.PaySignal;
import org.byway.protocol.wire.PaySignal.When;
import org.byway.protocol.wire.TabUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway pay}: paying as much, when, however and for whatever one likes. */
final class PayCommands {
    private PayCommands() {}

    static CommandLine tree(Desk desk) {
        CommandLine pay = Group.of("pay", "Say what you would pay for something, and pay it as you said.")
                .addSubcommand(new Signal(desk))
                .addSubcommand(new Listing(desk))
                .addSubcommand(new Show(desk))
                .addSubcommand(new PayPolicyCommand(desk));
        return PayPublicCommands.addTo(PayStepCommands.addTo(pay, desk), desk);
    }

    @Command(
            name = "signal",
            mixinStandardHelpOptions = true,
            header = "Tell somebody what you would pay, for what, when and how.",
            description = {
                "As much as you like: an amount, a range, or what it was worth, said afterwards (no --amount). Once, for each",
                "use, or each month. The other side accepts, or its policy does; you pay with `byway pay settle`."
            },
            footer = {
                "",
                "Example: byway pay signal --public --for \"A bench by the river\" --amount 5..20 --unit EUR",
                "Example: byway pay signal 9b12 --for \"Your article\" --amount 2..5 --unit EUR --when monthly --by tab"
            })
    static final class Signal implements Callable<Integer> {
        private final Desk desk;

        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "TO",
                description = "An offer's or intent's id, or a conversation.")
        private String to;

        @Mixin
        private PayPublicCommands.Options everybody;

        @Option(names = "--for", paramLabel = "TEXT", required = true, description = "For what.")
        private String title;

        @Option(names = "--amount", paramLabel = "AMOUNT", description = "3.50, or a range such as 2..5.")
        private String amount;

        @Option(names = "--unit", paramLabel = "UNIT", required = true, description = "In what it counts, as EUR.")
        private String unit;

        @Option(names = "--community", paramLabel = "ID", description = "Whose unit it is, if it is no currency.")
        private String community;

        @Option(names = "--digits", paramLabel = "N", defaultValue = "0", description = "Of a community's unit.")
        private int digits;

        @Option(
                names = "--when",
                paramLabel = "WHEN",
                defaultValue = "ONCE",
                description = "once, per_use or monthly; usually once.")
        private When when;

        @Option(names = "--if", paramLabel = "TEXT", defaultValue = "", description = "On what condition.")
        private String condition;

        @Option(names = "--terms", paramLabel = "HASH", description = "Of terms that you two have agreed on.")
        private String terms;

        @Option(
                names = "--by",
                paramLabel = "WAY",
                description =
                        "How you would pay, your first choice first: tab, cash, sepa, bitcoin, lightning, taler, payto; usually by tab or in cash.")
        private List<String> rails = List.of("tab", "cash");

        @Option(names = "--until", paramLabel = "TIME", description = "Up to when it may be accepted; usually a week.")
        private String until;

        Signal(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            byte[] id = new byte[StepLimits.ID_BYTES];
            desk.surroundings().random().nextBytes(id);
            PaySignal.Builder signal = signal();
            if (everybody.publicly) {
                if (terms != null) {
                    throw Failure.usage("There are no terms of two yet: --conditions names your own.", "");
                }
                PayPublicCommands.publish(desk, signal, to, everybody);
                return Exit.OK;
            }
            if (to == null || everybody.isSaid()) {
                throw Failure.usage("Say to whom; or --public, to everybody.", "");
            }
            try (MatterDesk<PayState> pays = MatterDesk.fetched(desk, PayLines.PAYS)) {
                Tie tie = MessageCommands.to(desk, pays.letters(), to);
                Optional.ofNullable(tie.about())
                        .filter(about -> about.hex().equals(to))
                        .map(Bytes32::bytes)
                        .ifPresent(about -> signal.setAbout(ByteString.copyFrom(about)));
                pays.told(pays.matters().open(tie, ByteString.copyFrom(id), Pays.signal(signal.build())));
            }
            return Exit.OK;
        }

        private PaySignal.Builder signal() {
            TabUnit counted = TabAmounts.unit(unit, community, digits);
            PaySignal.Builder signal = PaySignal.newBuilder()
                    .setUnit(counted)
                    .setTitle(title)
                    .setWhen(when)
                    .setCondition(condition)
                    .addAllRails(rails)
                    .setUntil(
                            until == null
                                    ? desk.surroundings().now() + Tabs.WAIT_MILLIS
                                    : MessageCommands.Times.millis("--until", until));
            if (amount != null) {
                String[] range = amount.split("\\.\\.", 2);
                signal.setLeast(TabAmounts.read(counted, range[0]));
                signal.setMost(TabAmounts.read(counted, range[range.length - 1]));
                if (signal.getMost() == 0) {
                    throw Failure.usage("Nothing is no amount; leave --amount away to say it afterwards.", "");
                }
            }
            if (terms != null) {
                signal.setTerms(ByteString.copyFrom(Desk.id(terms).bytes()));
            }
            return signal;
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            header = "List what you and others would pay, and how it stands.")
    static final class Listing implements Callable<Integer> {
        private final Desk desk;

        @Option(
                names = "--public",
                description = "What people would pay, as everybody is told; answer with `byway pay answer`.")
        private boolean publicly;

        Listing(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            if (publicly) {
                PayPublicCommands.list(desk);
                return Exit.OK;
            }
            try (MatterDesk<PayState> pays = MatterDesk.open(desk, PayLines.PAYS)) {
                List<Known<PayState>> all = pays.matters().all();
                for (Known<PayState> known : all) {
                    desk.line(PayLines.PAYS.json(known));
                    desk.say(PayLines.line(known));
                }
                if (all.isEmpty()) {
                    desk.say("None yet.");
                }
            }
            return Exit.OK;
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, header = "Show a payment signal, and every payment by it.")
    static final class Show implements Callable<Integer> {
        private final Desk desk;

        @Parameters(index = "0", paramLabel = "PAY", description = "As `byway pay list` shows it, or with whom it is.")
        private String named;

        @Option(
                names = "--code",
                paramLabel = "WAY=AMOUNT",
                description = "What to scan to pay so much outside, as sepa=3.50.")
        private String code;

        Show(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (MatterDesk<PayState> pays = MatterDesk.open(desk, PayLines.PAYS)) {
                Known<PayState> known = pays.known(named);
                pays.tell(known);
                if (code != null) {
                    int split = code.indexOf('=');
                    if (split < 1 || !(known.state() instanceof PayState.Going going)) {
                        throw Failure.usage("Say how and how much, as sepa=3.50, of what was accepted.", "");
                    }
                    long amount = TabAmounts.read(going.pact().signal().getUnit(), code.substring(split + 1));
                    PayLines.code(desk, going.pact(), code.substring(0, split), amount);
                }
            }
            return Exit.OK;
        }
    }
}
