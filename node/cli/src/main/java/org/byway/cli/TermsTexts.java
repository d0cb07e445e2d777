package org.byway.cli;

import java.io.IOException;
import java.util.List;
import org.byway.agent.terms.TermsShelf;
import org.byway.protocol.wire.TermsText;

/**
 * The texts of terms on the desk.
 *
 * @param shelf that the home's vault keeps
 */
record TermsTexts(TermsShelf shelf) {
    private static final String IMPORT =
            "`byway terms list` shows those that are known; `byway terms import` brings others.";

    static TermsTexts of(LetterDesk letters) throws IOException {
        return new TermsTexts(TermsShelf.open(
                letters.agent().vault(), letters.desk().surroundings().clock()));
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
}
