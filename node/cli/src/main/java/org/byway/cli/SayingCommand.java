package org.byway.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.byway.agent.step.Known;
import org.byway.agent.step.Saying;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Says one thing in a matter, after what has come by now, and tells how it stands then.
 *
 * @param <S> the states of its course
 */
@Command(mixinStandardHelpOptions = true)
abstract class SayingCommand<S> implements Callable<Integer> {
    private final Desk desk;
    private final MatterDesk.Telling<S> telling;

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "As `byway ${PARENT-COMMAND-NAME} list` shows it, or with whom it is.")
    private String named;

    SayingCommand(Desk desk, MatterDesk.Telling<S> telling) {
        this.desk = desk;
        this.telling = telling;
    }

    final Desk desk() {
        return desk;
    }

    /** What is said, as the matter stands; what has to be done elsewhere before is done here. */
    abstract Saying<S> said(MatterDesk<S> matters, Known<S> known) throws IOException;

    @Override
    public final Integer call() throws IOException {
        try (MatterDesk<S> matters = MatterDesk.fetched(desk, telling)) {
            Known<S> known = matters.known(named);
            matters.say(known, said(matters, known));
        }
        return Exit.OK;
    }

    /** What is said with nothing but a reason. */
    static final class Why<S> extends SayingCommand<S> {
        private final Words<S> words;

        @Parameters(index = "1", paramLabel = "REASON", arity = "0..1", defaultValue = "", description = "Why.")
        private String reason;

        /** What is said for that reason. */
        interface Words<S> {
            Saying<S> of(Known<S> known, String reason);
        }

        Why(Desk desk, MatterDesk.Telling<S> telling, Words<S> words) {
            super(desk, telling);
            this.words = words;
        }

        @Override
        Saying<S> said(MatterDesk<S> matters, Known<S> known) {
            return words.of(known, reason);
        }

        /** Adds it to a group. */
        void addTo(CommandLine group, String name, String header) {
            CommandLine command = new CommandLine(this);
            command.getCommandSpec().usageMessage().header(header);
            group.addSubcommand(name, command);
        }
    }
}
