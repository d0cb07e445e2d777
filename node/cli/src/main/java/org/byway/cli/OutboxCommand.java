package org.byway.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.byway.agent.letter.DeliveryState;
import org.byway.agent.letter.Piece;
import org.byway.agent.letter.Tie;
import org.byway.cli.log.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway outbox}: what was written here, and how far it has come. */
@Command(
        name = "outbox",
        mixinStandardHelpOptions = true,
        header = "Show messages of yours that are not read yet, and how far each has come.",
        description = {
            "queued: here, or on its way from your node. at the mailbox: at a node of the receiver's. delivered: the receiver has it.",
            "read: the receiver has seen it. A stranger lets you know of nothing before the first answer."
        })
final class OutboxCommand implements Callable<Integer> {
    private final Desk desk;

    @Option(names = "--all", description = "Those that are read, too.")
    private boolean all;

    OutboxCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        try (LetterDesk letters = LetterDesk.open(desk)) {
            letters.round();
            int told = 0;
            for (Tie tie : letters.book().ties()) {
                int place = 0;
                for (Piece piece : tie.pieces()) {
                    place++;
                    if (piece.own() && (all || piece.delivery() != DeliveryState.READ)) {
                        desk.line(LetterLines.json(tie, place, piece));
                        desk.say("%-20s %s"
                                .formatted(Printable.line(LetterDesk.called(tie)), LetterLines.words(place, piece)));
                        told++;
                    }
                }
            }
            if (told == 0) {
                desk.say("Everything is read.");
            }
        }
        return Exit.OK;
    }
}
