package org.byway.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Shows a matter in full.
 *
 * @param <S> the states of its course
 */
@Command(name = "show", mixinStandardHelpOptions = true)
final class MatterShow<S> implements Callable<Integer> {
    private final Desk desk;
    private final MatterDesk.Telling<S> telling;

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "As `byway ${PARENT-COMMAND-NAME} list` shows it, or with whom it is.")
    private String named;

    private MatterShow(Desk desk, MatterDesk.Telling<S> telling) {
        this.desk = desk;
        this.telling = telling;
    }

    /** The command, with what its help says first. */
    static <S> CommandLine of(Desk desk, MatterDesk.Telling<S> telling, String header) {
        CommandLine show = new CommandLine(new MatterShow<>(desk, telling));
        show.getCommandSpec().usageMessage().header(header);
        return show;
    }

    @Override
    public Integer call() throws IOException {
        try (MatterDesk<S> matters = MatterDesk.open(desk, telling)) {
            matters.tell(matters.known(named));
        }
        return Exit.OK;
    }
}
