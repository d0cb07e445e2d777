package org.byway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.byway.protocol.wire.PayPolicy;
import org.byway.protocol.wire.PaySignal.When;
import org.byway.protocol.wire.TabUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway pay policy}: what is taken unasked. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        header = "Say which payment signals your agent takes by itself, or show it.",
        footer = {"", "Example: byway pay policy --unit EUR --least 2 --when once --when monthly --by tab --by cash"})
final class PayPolicyCommand implements Callable<Integer> {
    private final Desk desk;

    @Option(names = "--unit", paramLabel = "UNIT", description = "In what it counts, as EUR.")
    private String unit;

    @Option(names = "--community", paramLabel = "ID", description = "Whose unit it is, if it is no currency.")
    private String community;

    @Option(names = "--digits", paramLabel = "N", defaultValue = "0", description = "Of a community's unit.")
    private int digits;

    @Option(
            names = "--least",
            paramLabel = "AMOUNT",
            defaultValue = "0",
            description = "What a signal offers at least; with 0 also what it was worth, said afterwards.")
    private String least;

    @Option(names = "--when", paramLabel = "WHEN", description = "once, per_use or monthly; usually all.")
    private List<When> when = List.of(When.ONCE, When.PER_USE, When.MONTHLY);

    @Option(names = "--conditions", description = "Also signals with a condition.")
    private boolean conditions;

    @Option(names = "--by", paramLabel = "WAY", description = "How you take it, as in `byway pay accept`.")
    private List<String> ways = List.of();

    @Option(names = "--none", description = "Take nothing by itself any more.")
    private boolean none;

    PayPolicyCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        try (LetterDesk letters = LetterDesk.open(desk)) {
            if (none) {
                letters.correspondence().keep(PayPolicy.getDefaultInstance());
            } else if (unit != null) {
                letters.correspondence().keep(policy());
            }
            tell(letters.book().pay().policy());
        }
        return Exit.OK;
    }

    private PayPolicy policy() {
        if (ways.isEmpty()) {
            throw Failure.usage("Say with --by how you take it.", "");
        }
        TabUnit counted = TabAmounts.unit(unit, community, digits);
        PayPolicy.Builder policy = PayPolicy.newBuilder()
                .setUnit(counted)
                .setLeast(TabAmounts.read(counted, least))
                .addAllWhen(when)
                .setConditions(conditions);
        ways.forEach(each -> policy.addRails(PayStepCommands.rail(each)));
        return policy.build();
    }

    private void tell(Optional<PayPolicy> policy) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        if (policy.isEmpty()) {
            desk.line(line.putNull("unit"));
            desk.say("You decide on each payment signal yourself.");
            return;
        }
        PayPolicy kept = policy.get();
        line.put("unit", kept.getUnit().getUnit()).put("least", kept.getLeast());
        var times = line.putArray("when");
        kept.getWhenList().forEach(each -> times.add(word(each)));
        var rails = line.putArray("rails");
        kept.getRailsList().forEach(each -> rails.add(each.getRail()));
        desk.line(line.put("conditions", kept.getConditions()));
        desk.say("Taken by itself: from " + TabLines.amount(kept.getUnit(), kept.getLeast()) + ", "
                + kept.getWhenList().stream().map(PayPolicyCommand::word).collect(Collectors.joining(", ")) + ", by "
                + kept.getRailsList().stream().map(each -> each.getRail()).collect(Collectors.joining(" or "))
                + (kept.getConditions() ? "" : ", without a condition") + ".");
    }

    private static String word(When when) {
        return when.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
