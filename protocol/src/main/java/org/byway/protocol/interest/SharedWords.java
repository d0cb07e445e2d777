package org.byway.protocol.interest;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.market.Sought;
import org.byway.protocol.market.SoughtWord;

/** Keeps each word that is looked for once, however many look for it: opened up, a word takes kilobytes. */
final class SharedWords {
    private static final int FEW = 1_024;

    private final Map<SoughtWord, SoughtWord> words = new HashMap<>();
    private int removed;

    Sought share(Sought sought) {
        List<SoughtWord> shared = sought.words().stream()
                .map(word -> words.computeIfAbsent(word, same -> same))
                .toList();
        return sought.with(shared);
    }

    /** One was taken away and these are left: now and then, words that nobody looks for any more are let go. */
    void removed(Collection<Sought> left) {
        if (++removed > left.size() + FEW) {
            removed = 0;
            words.clear();
            left.forEach(sought -> sought.words().forEach(word -> words.put(word, word)));
        }
    }
}
