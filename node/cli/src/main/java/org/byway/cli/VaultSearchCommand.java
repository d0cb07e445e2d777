package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.byway.agent.Agent;
import org.byway.agent.find.Finding;
import org.byway.agent.find.VaultTexts;
import org.byway.agent.letter.Letterbook;
import org.byway.agent.letter.Piece;
import org.byway.agent.letter.Tie;
import org.byway.cli.log.Printable;
import org.byway.protocol.search.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway vault search}. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        header = "Find letters, people and what you have said yourself.",
        description = {
            "In letters and appointments, names of contacts, and offers and intents of this home that stand: newest first, each",
            "with where to look. All words must be there, upper or lower case, with or without accents. Nothing of it leaves",
            "this machine, and no node is asked."
        },
        footer = {"", "Example: byway vault search red bicycle"})
final class VaultSearchCommand implements Callable<Integer> {
    private static final int SNIPPET_CHARACTERS = 70;

    private final Desk desk;

    @Parameters(paramLabel = "WORDS", arity = "1..*", description = "What to look for.")
    private List<String> words;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "Usually ${DEFAULT-VALUE}.")
    private int limit;

    VaultSearchCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        String asked = String.join(" ", words);
        if (limit < 1) {
            throw Failure.usage("--limit takes a number from 1.", "");
        }
        if (Words.of(asked).isEmpty()) {
            throw Failure.usage("There is no word to look for in \"" + Printable.line(asked) + "\".", "");
        }
        try (Agent agent = desk.agent()) {
            VaultTexts texts = VaultTexts.of(agent);
            List<Finding> found = texts.find(asked);
            found.stream().limit(limit).forEach(each -> tell(texts.book(), each));
            if (found.isEmpty()) {
                desk.say("Nothing.");
            } else if (found.size() > limit) {
                desk.say("%,d more; --limit shows them.".formatted(found.size() - limit));
            }
        }
        return Exit.OK;
    }

    private void tell(Letterbook book, Finding found) {
        ObjectNode line = Desk.object();
        String where = switch (found) {
            case Finding.OfLetter letter ->
                letter(line, book.tie(letter.relationship()).orElseThrow(), letter);
            case Finding.OfContact contact ->
                contact(line, book.tie(contact.relationship()).orElseThrow());
            case Finding.OfRecord record -> {
                String kind = record.kind().word();
                line.put("found", kind).put("id", record.id().hex());
                yield "byway " + kind + " show " + record.id().hex();
            }
        };
        desk.line(line.put("at", Desk.time(found.at())).put("text", found.text()));
        String text = Printable.joined(found.text());
        desk.say("%-12s  %s".formatted(LetterLines.time(found.at()), snippet(text)));
        desk.say("              " + where);
    }

    private static String snippet(String text) {
        return text.length() <= SNIPPET_CHARACTERS ? text : text.substring(0, SNIPPET_CHARACTERS) + "…";
    }

    private static String letter(ObjectNode line, Tie tie, Finding.OfLetter letter) {
        int place = place(tie, letter);
        line.put("found", "letter").put("conversation", tie.relationship().hex());
        line.put("name", tie.name().isEmpty() ? null : tie.name());
        line.put("letter", place).put("from", letter.own() ? "me" : "them");
        return show(tie) + " " + place;
    }

    private static String show(Tie tie) {
        return "byway message show \"" + Printable.line(LetterDesk.called(tie)) + "\"";
    }

    private static int place(Tie tie, Finding.OfLetter letter) {
        List<Piece> pieces = tie.pieces();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            boolean same =
                    piece.own() == letter.own() && piece.slot() == letter.slot() && piece.number() == letter.number();
            if (same) {
                return i + 1;
            }
        }
        return 0;
    }

    private static String contact(ObjectNode line, Tie tie) {
        line.put("found", "contact")
                .put("conversation", tie.relationship().hex())
                .put("name", tie.name());
        return show(tie);
    }
}
