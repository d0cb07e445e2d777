package org.byway.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.byway.agent.letter.Piece;
import org.byway.agent.letter.Reception;
import org.byway.agent.letter.Tie;
import org.byway.cli.log.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway inbox}: fetches letters, and sends what waits. */
@Command(
        name = "inbox",
        mixinStandardHelpOptions = true,
        header = "Fetch private messages, and show those that nobody has read.",
        description = {
            "Asks every node where letters to you wait, and sends what could not be sent before. What is shown stays new until",
            "`byway message show` shows its conversation."
        })
final class InboxCommand implements Callable<Integer> {
    private static final int WAIT_SECONDS = 20;

    private final Desk desk;

    @Option(names = "--follow", description = "Go on, and tell each message as it comes.")
    private boolean follow;

    @Option(names = "--count", paramLabel = "N", description = "With --follow: end after so many.")
    private Integer count;

    @Option(
            names = "--timeout",
            paramLabel = "S",
            description = "With --follow: end after so many seconds; with exit code 1 where --count was not reached.")
    private Integer timeout;

    @Option(
            names = "--unqualified",
            description = "Tell how many answers were set aside, since they did not show what an intent wants.")
    private boolean unqualified;

    InboxCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        boolean wrong = (follow && unqualified)
                || !follow && (count != null || timeout != null)
                || (count != null && count < 1)
                || (timeout != null && timeout < 1);
        if (wrong) {
            throw Failure.usage(
                    "--count and --timeout go with --follow, and take numbers from 1; --unqualified goes alone.", "");
        }
        try (LetterDesk letters = LetterDesk.open(desk)) {
            letters.nodeKeys();
            if (unqualified) {
                letters.round();
                setAside(letters);
            } else if (follow) {
                follow(letters);
            } else {
                letters.round();
                unseen(letters);
            }
        }
        return Exit.OK;
    }

    private void setAside(LetterDesk letters) {
        int count = letters.book().unqualified();
        desk.line(Desk.object().put("unqualified", count));
        desk.say(
                count == 0
                        ? "No answer was set aside."
                        : "Set aside: " + count + (count == 1 ? " answer" : " answers")
                                + " to your intents, without the proof that they ask for.");
    }

    private void unseen(LetterDesk letters) {
        long told = 0;
        for (Tie tie : letters.book().ties()) {
            int place = 0;
            for (Piece piece : tie.pieces()) {
                place++;
                if (!piece.seen() && !tie.isBlocked()) {
                    tell(tie, place, piece);
                    told++;
                }
            }
        }
        if (told == 0) {
            desk.say("Nothing new.");
        }
    }

    private void tell(Tie tie, int place, Piece piece) {
        desk.line(LetterLines.json(tie, place, piece));
        desk.say(Printable.line(LetterDesk.called(tie)) + ":");
        desk.say(LetterLines.words(place, piece));
        desk.surroundings().out().flush();
    }

    private void follow(LetterDesk letters) throws IOException {
        long deadline = timeout == null ? Long.MAX_VALUE : desk.surroundings().now() + timeout * 1000L;
        int told = 0;
        letters.stay();
        try {
            while (count == null || told < count) {
                for (Reception.Found found : letters.round().found()) {
                    if (found instanceof Reception.Found.Came(Tie tie, Piece piece)) {
                        tell(tie, 1 + tie.pieces().indexOf(piece), piece);
                        told++;
                    }
                }
                long left = deadline - desk.surroundings().now();
                if (left <= 0) {
                    break;
                }
                if (count == null || told < count) {
                    letters.carrier().await((int) Math.min(WAIT_SECONDS, left / 1000 + 1));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        letters.carrier().leave();
        if (count != null && told < count) {
            throw Failure.failed("timeout", "Only %d of %d came in time.".formatted(told, count), "");
        }
    }
}
