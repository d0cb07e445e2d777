package org.byway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Instant;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.byway.cli.log.Printable;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.wire.UsageKept;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway usage}: what one has used, to decide what to pay for it. */
final class UsageCommands {
    private UsageCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("usage", "Log what you use, to decide what to pay for it. Nobody else sees it.")
                .addSubcommand(new Add(desk))
                .addSubcommand(new Listing(desk));
    }

    @Command(name = "add", mixinStandardHelpOptions = true, header = "Log that you have used something.")
    static final class Add implements Callable<Integer> {
        private final Desk desk;

        @Parameters(index = "0", paramLabel = "WHAT", description = "As a payment signal's --for says it.")
        private String item;

        @Option(names = "--count", paramLabel = "N", defaultValue = "1", description = "How often; usually once.")
        private long count;

        @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "What else is to be said.")
        private String note;

        Add(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            boolean fits = !item.isBlank()
                    && item.length() <= StepLimits.LINE_CHARACTERS
                    && note.length() <= StepLimits.LINE_CHARACTERS
                    && count >= 1
                    && count <= StepLimits.MAX_USES;
            if (!fits) {
                throw Failure.usage("Say what on one line, and how often, at least once.", "");
            }
            try (LetterDesk letters = LetterDesk.open(desk)) {
                letters.correspondence()
                        .keep(UsageKept.newBuilder()
                                .setItem(item)
                                .setAt(desk.surroundings().now())
                                .setCount(count)
                                .setNote(note)
                                .build());
                long all = letters.book().pay().uses(item, 0);
                desk.line(
                        JsonNodeFactory.instance.objectNode().put("item", item).put("uses", all));
                desk.say(Printable.line(item) + ": " + all + (all == 1 ? " use." : " uses."));
            }
            return Exit.OK;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, header = "List what you have used, and how often.")
    static final class Listing implements Callable<Integer> {
        private final Desk desk;

        Listing(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (LetterDesk letters = LetterDesk.open(desk)) {
                TreeMap<String, UsageKept> all = new TreeMap<>();
                for (UsageKept each : letters.book().pay().usage()) {
                    all.merge(
                            each.getItem(),
                            each,
                            (one, two) -> two.toBuilder()
                                    .setCount(one.getCount() + two.getCount())
                                    .build());
                }
                for (UsageKept each : all.values()) {
                    desk.line(JsonNodeFactory.instance
                            .objectNode()
                            .put("item", each.getItem())
                            .put("uses", each.getCount())
                            .put("latest", Instant.ofEpochMilli(each.getAt()).toString()));
                    desk.say("%6d  %s, last %s"
                            .formatted(
                                    each.getCount(), Printable.line(each.getItem()), LetterLines.time(each.getAt())));
                }
                if (all.isEmpty()) {
                    desk.say("Nothing yet.");
                }
            }
            return Exit.OK;
        }
    }
}
