package org.byway.protocol.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.byway.protocol.record.Bytes32;

/** What waits here for one other node, and how far it was sent. */
final class Outbound {
    final Bytes32 node;
    /** All up to here was sent. */
    long cursor;
    /** Waits for its turn, or for room on a line. */
    boolean waiting;
    /** A timer is set. */
    boolean armed;

    private final TreeMap<Long, Sent> underWay = new TreeMap<>();
    private long pauseMillis = MailLimits.RESEND_FIRST_MILLIS;
    private boolean answered;
    /** Counts the timers. */
    private int round;

    /** A letter that was sent and not answered for. */
    private record Sent(int bytes, int round, List<Lines.Line> over) {}

    Outbound(Bytes32 node) {
        this.node = node;
    }

    long pauseMillis() {
        return pauseMillis;
    }

    boolean isUnderWay(long sequence) {
        return underWay.containsKey(sequence);
    }

    boolean isIdle() {
        return underWay.isEmpty();
    }

    void sent(long sequence, int bytes, List<Lines.Line> over) {
        underWay.put(sequence, new Sent(bytes, round, over));
        over.forEach(line -> line.sent(bytes));
    }

    /** Whether it was sent over that line, and is under way no more. */
    boolean answered(long sequence, Lines.Line by) {
        Sent sent = underWay.get(sequence);
        if (sent == null || !sent.over().contains(by)) {
            return false;
        }
        forget(sequence);
        answered = true;
        return true;
    }

    /** Is to be sent again, with what comes behind it. */
    void forget(long sequence) {
        Sent sent = underWay.remove(sequence);
        if (sent != null) {
            sent.over().forEach(line -> line.answered(sent.bytes()));
        }
    }

    private void again(long sequence) {
        forget(sequence);
        cursor = Math.min(cursor, sequence - 1);
    }

    /** What was sent over that line alone will not be answered any more; whether there was anything. */
    boolean lost(Lines.Line line) {
        List<Long> lost = new ArrayList<>();
        underWay.forEach((sequence, sent) -> {
            if (sent.over().contains(line)) {
                lost.add(sequence);
            }
        });
        lost.forEach(this::again);
        return !lost.isEmpty();
    }

    /** All of it is sent from the beginning, and soon. */
    void restart() {
        List.copyOf(underWay.keySet()).forEach(this::forget);
        cursor = 0;
        pauseMillis = MailLimits.RESEND_FIRST_MILLIS;
    }

    /** Its time is up: what was under way for a whole pause is to be sent again, after a longer one where nothing is answered. */
    boolean stale() {
        List<Long> stale = new ArrayList<>();
        for (Map.Entry<Long, Sent> each : underWay.entrySet()) {
            if (each.getValue().round() < round) {
                stale.add(each.getKey());
            }
        }
        round++;
        if (answered) {
            pauseMillis = MailLimits.RESEND_FIRST_MILLIS;
        } else if (!stale.isEmpty()) {
            pauseMillis = Math.min(2 * pauseMillis, MailLimits.RESEND_LAST_MILLIS);
        }
        answered = false;
        stale.forEach(this::again);
        return !stale.isEmpty();
    }
}
