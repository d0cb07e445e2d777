package org.byway.protocol.mail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.record.Bytes32;

/** The sessions over which letters go. */
final class Lines {
    private final SortedMap<Long, Line> open = new TreeMap<>();

    /** One session, and how much is under way over it. */
    static final class Line {
        final long session;
        final Bytes32 node;
        boolean writable;
        /** For whom there was no room. */
        final ArrayDeque<Outbound> blocked = new ArrayDeque<>();

        private int letters;
        private long sizeBytes;

        private Line(long session, Bytes32 node, boolean writable) {
            this.session = session;
            this.node = node;
            this.writable = writable;
        }

        boolean hasRoom() {
            return writable && letters < MailLimits.WINDOW_LETTERS && sizeBytes < MailLimits.WINDOW_BYTES;
        }

        void sent(int bytes) {
            letters++;
            sizeBytes += bytes;
        }

        void answered(int bytes) {
            letters--;
            sizeBytes -= bytes;
        }
    }

    Line open(long session, Bytes32 node, boolean writable) {
        Line line = new Line(session, node, writable);
        open.put(session, line);
        return line;
    }

    /** The session that was open, or null. */
    Line close(long session) {
        return open.remove(session);
    }

    /** Null where it is not open. */
    Line get(long session) {
        return open.get(session);
    }

    /** It waits for room on no line any more: there is a better one. */
    void unblock(Outbound to) {
        for (Line line : open.values()) {
            if (line.blocked.remove(to)) {
                to.waiting = false;
            }
        }
    }

    /** The sessions by which a letter to that node goes: one with it, or all; but never back. */
    List<Line> ways(Bytes32 node, Line back) {
        List<Line> all = new ArrayList<>();
        for (Line line : open.values()) {
            if (line.node.equals(node)) {
                return line == back ? List.of() : List.of(line);
            }
            if (line != back) {
                all.add(line);
            }
        }
        return all;
    }
}
