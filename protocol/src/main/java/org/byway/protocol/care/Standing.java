package org.byway.protocol.care;

import java.util.List;

/** A notice with all that was said to it, in the order of its time, and how it stands. */
public record Standing(Given given, List<Word> words, NoticeState state) {
    static Standing of(Given given, List<Word> said, long now) {
        List<Word> words = said.stream()
                .filter(word -> word.expires() > now)
                .filter(word -> heard(given, word))
                .sorted(Word.BY_TIME)
                .toList();
        NoticeState state = new NoticeState.Given();
        for (Word word : words) {
            state = state.after(word);
        }
        boolean over = given.isOver(now) && state.hides() && !given.said().getPurge();
        return new Standing(given, words, over ? new NoticeState.Over() : state);
    }

    /** An appeal is heard of the author alone, and in time. */
    private static boolean heard(Given given, Word word) {
        return word.what() != Word.What.APPEAL
                || (word.by().equals(given.target().author())
                        && word.created() <= given.said().getAppealUntil());
    }

    public boolean hides() {
        return state.hides();
    }
}
