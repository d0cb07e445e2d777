package org.byway.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.byway.agent.step.Known;
import org.byway.agent.step.Saying;
import org.byway.agent.terms.Proffers;
import org.byway.protocol.terms.TermsState;
import org.byway.protocol.wire.TermsText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is said of conditions that were proffered. */
final class TermsStepCommands {
    private TermsStepCommands() {}

    static CommandLine addTo(CommandLine terms, Desk desk) {
        add(terms, "decline", new Said(desk, Proffers::decline), "Say no to what was proffered, or chosen instead.");
        add(terms, "withdraw", new Said(desk, Proffers::withdraw), "Take back what you proffered, chose or disputed.");
        add(
                terms,
                "end",
                new Said(desk, Proffers::end),
                "End what was agreed, from now on; what was signed stays signed.");
        add(terms, "dispute", new Said(desk, Proffers::dispute), "Say, for the record of both, that it is not kept.");
        add(terms, "lapse", new Said(desk, reason -> Proffers.lapse()), "Wait no longer for what is over.");
        return terms.addSubcommand(new Accept(desk)).addSubcommand(new Choose(desk));
    }

    private static void add(CommandLine terms, String name, Said said, String header) {
        CommandLine command = new CommandLine(said);
        command.getCommandSpec().usageMessage().header(header);
        terms.addSubcommand(name, command);
    }

    /** What is said with nothing but a reason. */
    @Command(mixinStandardHelpOptions = true)
    static final class Said implements Callable<Integer> {
        private final Desk desk;
        private final Words words;

        @Parameters(index = "0", paramLabel = "TERMS", description = "As `byway terms list` shows them.")
        private String named;

        @Parameters(index = "1", paramLabel = "REASON", arity = "0..1", defaultValue = "", description = "Why.")
        private String reason;

        /** What is said for that reason. */
        interface Words {
            Saying<TermsState> of(String reason);
        }

        Said(Desk desk, Words words) {
            this.desk = desk;
            this.words = words;
        }

        @Override
        public Integer call() throws IOException {
            try (TermsDesk terms = TermsDesk.fetched(desk)) {
                terms.say(terms.known(named), words.of(reason));
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "accept",
            mixinStandardHelpOptions = true,
            header = "Accept the conditions that lie on the table: both of you are bound then.",
            description = "Only where the text can be read here, or with --unread.")
    static final class Accept implements Callable<Integer> {
        private final Desk desk;

        @Parameters(index = "0", paramLabel = "TERMS", description = "As `byway terms list` shows them.")
        private String named;

        @Option(names = "--unread", description = "Even if the text is not here, by its hash alone.")
        private boolean unread;

        Accept(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (TermsDesk terms = TermsDesk.fetched(desk)) {
                Known<TermsState> known = terms.known(named);
                terms.checkReadable(known.state().terms().text(), unread);
                terms.say(known, Proffers.accept());
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "choose",
            mixinStandardHelpOptions = true,
            header = "Say that you would accept another text of the same roster instead; once only.",
            description = "The first party then accepts or declines it; purpose and data stay theirs.")
    static final class Choose implements Callable<Integer> {
        private final Desk desk;

        @Parameters(index = "0", paramLabel = "TERMS", description = "As `byway terms list` shows them.")
        private String named;

        @Parameters(index = "1", paramLabel = "TEXT", description = "As `byway terms list` shows it.")
        private String text;

        @Option(names = "--unread", description = "Even if the text is not here, by its hash alone.")
        private boolean unread;

        Choose(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (TermsDesk terms = TermsDesk.fetched(desk)) {
                TermsText chosen = terms.text(text);
                terms.checkReadable(chosen, unread);
                terms.say(terms.known(named), Proffers.choose(chosen));
            }
            return Exit.OK;
        }
    }
}
