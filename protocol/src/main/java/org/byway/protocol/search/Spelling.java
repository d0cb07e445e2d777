package org.byway.protocol.search;

import java.util.ArrayList;
import java.util.List;

/**
 * Forgives one letter. Two words are alike if they begin with the same letter, have at least four letters each, and
 * become equal when at most one letter after the first is taken out of each: one letter too many, too few, wrong, or in
 * another place.
 *
 * <p>So a word is looked for by a handful of keys that depend on it alone, however many words others have written.
 */
public final class Spelling {
    public static final int LEAST_LETTERS = 4;

    private Spelling() {}

    /** The word and the word without each of its letters but the first, each once; none where it is too short. */
    public static List<String> reductions(String word) {
        if (word.length() < LEAST_LETTERS) {
            return List.of();
        }
        List<String> all = new ArrayList<>(word.length());
        all.add(word);
        for (int i = 1; i < word.length(); i++) {
            // Of a run of equal letters any one gives the same.
            if (i == 1 || word.charAt(i) != word.charAt(i - 1)) {
                all.add(word.substring(0, i) + word.substring(i + 1));
            }
        }
        return all;
    }

    public static boolean alike(String one, String other) {
        List<String> keys = reductions(one);
        return reductions(other).stream().anyMatch(keys::contains);
    }
}
