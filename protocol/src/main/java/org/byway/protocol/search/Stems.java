package org.byway.protocol.search;

import java.util.LinkedHashSet;
import java.util.Set;

/** Two words are of one stem if they share one of these: the word itself, or its stem in one of some languages. */
public final class Stems {
    private Stems() {}

    /** The word itself comes first. */
    public static Set<String> of(String word, Set<Language> languages) {
        Set<String> stems = new LinkedHashSet<>();
        stems.add(word);
        if (Character.isLetter(word.charAt(word.length() - 1))) {
            for (Language language : languages) {
                stems.add(language.stem(word));
            }
        }
        return stems;
    }
}
