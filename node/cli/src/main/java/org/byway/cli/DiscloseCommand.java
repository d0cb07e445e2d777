package org.byway.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.byway.agent.letter.Piece;
import org.byway.agent.letter.Tie;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code byway intent disclose}: gives somebody the key of what an intent says under seal. */
@Command(
        name = "disclose",
        mixinStandardHelpOptions = true,
        header = "Let somebody read what an intent of yours says under seal.")
final class DiscloseCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(index = "0", paramLabel = "ID", description = "The intent.")
    private String id;

    @Parameters(index = "1", paramLabel = "CONVERSATION", description = "With whom.")
    private String named;

    DiscloseCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        try (LetterDesk letters = LetterDesk.open(desk)) {
            Tie tie = letters.tie(named);
            Piece written = Desk.value(letters.disclosure().give(tie, Desk.id(id)), "");
            letters.round();
            MessageCommands.told(desk, letters, tie, written);
        }
        return Exit.OK;
    }
}
