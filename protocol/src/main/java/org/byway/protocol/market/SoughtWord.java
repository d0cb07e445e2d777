package org.byway.protocol.market;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.byway.protocol.search.Language;
import org.byway.protocol.search.Spelling;
import org.byway.protocol.search.Stems;

/**
 * A word that is looked for, and all by which it may be found.
 *
 * @param stems the word first
 * @param synonyms stems of the words that mean the same
 * @param named categories in whose names the word stands, and what is within them
 * @param namedBySynonym likewise by words that mean the same
 * @param reductions keys that forgive a letter; none where no misspelling is to be forgiven
 * @param namedAlike categories in whose names a word stands that is alike; likewise
 */
public record SoughtWord(
        String word,
        Set<String> stems,
        Set<String> synonyms,
        Set<Category> named,
        Set<Category> namedBySynonym,
        List<String> reductions,
        Set<Category> namedAlike) {

    static SoughtWord of(String word, Lexicon lexicon, boolean forgiving) {
        Set<String> stems = Stems.of(word, Language.ALL);
        Set<String> synonyms = new LinkedHashSet<>();
        for (String synonym : lexicon.synonyms().of(word)) {
            synonyms.addAll(Stems.of(synonym, Language.ALL));
        }
        List<String> reductions = forgiving ? Spelling.reductions(word) : List.of();
        return new SoughtWord(
                word,
                stems,
                synonyms,
                lexicon.named(stems),
                lexicon.named(synonyms),
                reductions,
                lexicon.namedAlike(reductions));
    }
}
