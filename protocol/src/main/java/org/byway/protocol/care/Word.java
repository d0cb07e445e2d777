package org.byway.protocol.care;

import java.util.Comparator;
import org.byway.protocol.record.Bytes32;

/**
 * What was said to a notice.
 *
 * @param record that says it
 * @param by its author
 */
public record Word(Bytes32 record, Bytes32 by, What what, long created, long expires, String words) {
    static final Comparator<Word> BY_TIME = Comparator.comparing(Word::created).thenComparing(Word::record);

    public enum What {
        APPEAL,
        UPHOLD,
        LIFT
    }
}
