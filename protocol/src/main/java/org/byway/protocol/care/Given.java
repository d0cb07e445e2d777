package org.byway.protocol.care;

import java.util.Locale;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.wire.NoticeGiven;

/**
 * A notice as it was given.
 *
 * @param record that says it, in the revision that stands
 * @param community whose steward gave it
 */
public record Given(
        Bytes32 record, Bytes32 community, NoticeKey key, long created, long expires, Target target, NoticeGiven said) {
    static Given of(Envelope envelope, NoticeGiven said) {
        return new Given(
                envelope.id(),
                envelope.home(),
                new NoticeKey(envelope.author(), envelope.lineage()),
                envelope.created(),
                envelope.expires(),
                Target.of(said.getTarget()),
                said);
    }

    boolean isOver(long now) {
        return expires <= now || (said.getUntil() != 0 && said.getUntil() <= now);
    }

    /** Lower case, words joined by hyphens. */
    public String reason() {
        return word(said.getReason());
    }

    public static String word(NoticeGiven.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reason of that word, or null. */
    public static NoticeGiven.Reason reason(String word) {
        for (NoticeGiven.Reason reason : NoticeGiven.Reason.values()) {
            boolean real = reason != NoticeGiven.Reason.REASON_UNSPECIFIED && reason != NoticeGiven.Reason.UNRECOGNIZED;
            if (real && word(reason).equals(word)) {
                return reason;
            }
        }
        return null;
    }
}
