package org.byway.cli;

import java.util.Arrays;
import java.util.Map;
import org.byway.protocol.record.Kind;
import picocli.CommandLine.Parameters;

/** What an interest says: offers or intents, words, and what a search may be narrowed by. */
final class WordingOptions extends FilterOptions {
    private static final String KIND = "kind";

    @Parameters(
            paramLabel = "offers|intents [TEXT]",
            arity = "0..*",
            description = "What to be told of, and words that it must have.")
    private String[] words = {};

    /** Whether nothing was said at all. */
    boolean isEmpty() {
        return words.length == 0 && super.parameters().isEmpty();
    }

    /** In the names of the HTTP interface, with the kind; ends the command where it cannot be read. */
    @Override
    Map<String, String> parameters() {
        String first = words.length == 0 ? "" : words[0];
        Kind kind = switch (first) {
            case "offers" -> Kind.OFFER;
            case "intents" -> Kind.INTENT;
            default -> throw Failure.usage("Say whether it is about offers or intents.", "Such as: offers bread");
        };
        Map<String, String> parameters = super.parameters();
        if (words.length > 1) {
            parameters.put("q", String.join(" ", Arrays.copyOfRange(words, 1, words.length)));
        }
        check(kind, parameters);
        parameters.put(KIND, first);
        return parameters;
    }
}
