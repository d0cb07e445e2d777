package org.byway.cli;

import java.io.IOException;
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
        why(desk, (known, reason) -> Proffers.decline(reason))
                .addTo(terms, "decline", "Say no to what was proffered, or chosen instead.");
        why(desk, (known, reason) -> Proffers.withdraw(reason))
                .addTo(terms, "withdraw", "Take back what you proffered, chose or disputed.");
        why(desk, (known, reason) -> Proffers.end(reason))
                .addTo(terms, "end", "End what was agreed, from now on; what was signed stays signed.");
        why(desk, (known, reason) -> Proffers.dispute(reason))
                .addTo(terms, "dispute", "Say, for the record of both, that it is not kept.");
        why(desk, (known, reason) -> Proffers.lapse()).addTo(terms, "lapse", "Wait no longer for what is over.");
        return terms.addSubcommand(new Accept(desk)).addSubcommand(new Choose(desk));
    }

    private static SayingCommand.Why<TermsState> why(Desk desk, SayingCommand.Why.Words<TermsState> words) {
        return new SayingCommand.Why<>(desk, TermsLines.TERMS, words);
    }

    @Command(
            name = "accept",
            header = "Accept the conditions that lie on the table: both of you are bound then.",
            description = "Only where the text can be read here, or with --unread.")
    static final class Accept extends SayingCommand<TermsState> {
        @Option(names = "--unread", description = "Even if the text is not here, by its hash alone.")
        private boolean unread;

        Accept(Desk desk) {
            super(desk, TermsLines.TERMS);
        }

        @Override
        Saying<TermsState> said(MatterDesk<TermsState> terms, Known<TermsState> known) throws IOException {
            TermsTexts.of(terms.letters()).checkReadable(known.state().terms().text(), unread);
            return Proffers.accept();
        }
    }

    @Command(
            name = "choose",
            header = "Say that you would accept another text of the same roster instead; once only.",
            description = "The first party then accepts or declines it; purpose and data stay theirs.")
    static final class Choose extends SayingCommand<TermsState> {
        @Parameters(index = "1", paramLabel = "TEXT", description = "As `byway terms list` shows it.")
        private String text;

        @Option(names = "--unread", description = "Even if the text is not here, by its hash alone.")
        private boolean unread;

        Choose(Desk desk) {
            super(desk, TermsLines.TERMS);
        }

        @Override
        Saying<TermsState> said(MatterDesk<TermsState> terms, Known<TermsState> known) throws IOException {
            TermsTexts texts = TermsTexts.of(terms.letters());
            TermsText chosen = texts.text(text);
            texts.checkReadable(chosen, unread);
            return Proffers.choose(chosen);
        }
    }
}
