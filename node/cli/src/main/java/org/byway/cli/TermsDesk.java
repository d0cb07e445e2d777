package org.byway.cli;

import java.io.IOException;
import java.util.List;
import org.byway.agent.step.Known;
import org.byway.agent.step.Matters;
import org.byway.agent.step.Saying;
import org.byway.agent.terms.Proffers;
import org.byway.agent.terms.TermsJson;
import org.byway.agent.terms.TermsShelf;
import org.byway.protocol.record.Checked;
import org.byway.protocol.terms.TermsState;
import org.byway.protocol.wire.TermsText;

/** Terms on the desk: their texts, and what was proffered to whom. */
final class TermsDesk implements AutoCloseable {
    private static final int SHORTEST = 4;
    private static final String IMPORT =
            "`byway terms list` shows those that are known; `byway terms import` brings others.";

    private final Desk desk;
    private final LetterDesk letters;
    private final Matters<TermsState> terms;
    private final TermsShelf shelf;

    private TermsDesk(Desk desk, LetterDesk letters) throws IOException {
        this.desk = desk;
        this.letters = letters;
        this.terms = Proffers.in(letters.correspondence());
        this.shelf =
                TermsShelf.open(letters.agent().vault(), desk.surroundings().clock());
    }

    static TermsDesk open(Desk desk) throws IOException {
        LetterDesk letters = LetterDesk.open(desk);
        try {
            return new TermsDesk(desk, letters);
        } catch (IOException | RuntimeException e) {
            letters.close();
            throw e;
        }
    }

    /** The same with what has come by now. */
    static TermsDesk fetched(Desk desk) throws IOException {
        TermsDesk terms = open(desk);
        try {
            terms.letters.round();
            return terms;
        } catch (IOException | RuntimeException e) {
            terms.close();
            throw e;
        }
    }

    LetterDesk letters() {
        return letters;
    }

    Matters<TermsState> terms() {
        return terms;
    }

    TermsShelf shelf() {
        return shelf;
    }

    /** Those whose id begins so. */
    List<Known<TermsState>> beginning(String named) {
        return terms.all().stream()
                .filter(each -> named.length() >= SHORTEST && each.hex().startsWith(named))
                .toList();
    }

    /** The one whose id begins so. */
    Known<TermsState> known(String named) {
        List<Known<TermsState>> found = beginning(named);
        if (found.size() > 1) {
            throw Failure.failed("ambiguous", "More than one goes by \"" + named + "\".", "Give more of its id.");
        }
        if (found.isEmpty()) {
            throw Failure.failed(
                    "unknown_terms",
                    "Nothing that was proffered goes by \"" + named + "\".",
                    "`byway terms list` shows it.");
        }
        return found.get(0);
    }

    /** The one text that goes by this. */
    TermsText text(String named) {
        List<TermsText> found = shelf.named(named);
        if (found.size() > 1) {
            throw Failure.failed(
                    "ambiguous",
                    "More than one text goes by \"" + named + "\".",
                    "Give its version too (" + named + "@VERSION), or the beginning of its digest.");
        }
        if (found.isEmpty()) {
            throw Failure.failed("unknown_text", "No text goes by \"" + named + "\".", IMPORT);
        }
        return found.get(0);
    }

    /** Ends the command where nobody could have read here what would be signed. */
    void checkReadable(TermsText text, boolean unread) {
        if (!unread && !shelf.isReadable(text)) {
            throw Failure.failed(
                    "unread_text",
                    "The text of " + TermsLines.called(text) + " is not here: nobody could have read it.",
                    "Import it (`byway terms import`), or say --unread to sign it by its hash alone.");
        }
    }

    /** Says it, and tells how the terms stand then. */
    void say(Known<TermsState> known, Saying<TermsState> what) throws IOException {
        told(terms.say(known, what));
    }

    void told(Checked<Known<TermsState>> said) throws IOException {
        Known<TermsState> after = Desk.value(said, "`byway terms show` tells how it stands.");
        letters.round();
        tell(known(after.hex()));
    }

    void tell(Known<TermsState> known) {
        desk.line(TermsJson.of(known));
        TermsLines.full(known).forEach(desk::say);
    }

    @Override
    public void close() throws IOException {
        letters.close();
    }
}
