package org.byway.protocol.mail;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.mail.MailStore.Row;
import org.byway.protocol.mail.MailStore.Shelf;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.CarriedLetter;
import org.byway.protocol.wire.Letters;
import org.byway.protocol.wire.MarkedLetter;

/**
 * Brings what waits in the spool to other nodes: in the order in which it entered, as far as the windows of the sessions
 * go, and again until it is answered for.
 */
final class Courier {
    private final Office office;
    private final Lines lines;
    private final SortedMap<Bytes32, Outbound> outbound = new TreeMap<>();
    private final ArrayDeque<Outbound> ready = new ArrayDeque<>();
    /** Letters up to here are on disk; others must not leave. */
    private long durable;

    private boolean turning;

    Courier(Office office, Lines lines, long durable) {
        this.office = office;
        this.lines = lines;
        this.durable = durable;
    }

    /** Finds for whom letters wait since the last run. */
    void start() {
        byte[] from = Keys.queued(Bytes32.ZERO, 0);
        while (from != null && outbound.size() < MailLimits.QUEUED_NODES) {
            List<Row> rows = office.rows(Shelf.QUEUE, from, null, 1);
            if (rows.isEmpty()) {
                return;
            }
            Bytes32 node = Bytes32.of(rows.get(0).key(), 0);
            ready(of(node));
            from = Keys.behind(node.bytes());
        }
    }

    private Outbound of(Bytes32 node) {
        return outbound.computeIfAbsent(node, Outbound::new);
    }

    private void ready(Outbound to) {
        if (!to.waiting) {
            to.waiting = true;
            ready.add(to);
        }
    }

    /** Whether letters for that node can be queued. */
    boolean admits(Bytes32 node) {
        return outbound.containsKey(node) || outbound.size() < MailLimits.QUEUED_NODES;
    }

    /** A letter was queued for that node; it leaves once that is on disk. */
    void queued(Bytes32 node, long sequence) {
        Outbound to = of(node);
        office.whenDurable(() -> {
            durable = Math.max(durable, sequence);
            to.cursor = Math.min(to.cursor, sequence - 1);
            ready(to);
        });
    }

    void opened(Lines.Line line) {
        Outbound direct = outbound.get(line.node);
        if (direct != null) {
            lines.unblock(direct);
            direct.restart();
        }
        outbound.values().forEach(this::ready);
    }

    void closed(Lines.Line line) {
        unblock(line);
        for (Outbound to : outbound.values()) {
            if (to.lost(line)) {
                ready(to);
            }
        }
    }

    /** There may be room again. */
    void unblock(Lines.Line line) {
        while (!line.blocked.isEmpty()) {
            Outbound to = line.blocked.poll();
            to.waiting = false;
            ready(to);
        }
    }

    /** Whether that letter was sent to that node over this line, and was not answered for yet. */
    boolean answered(Bytes32 node, long sequence, Lines.Line by) {
        Outbound to = outbound.get(node);
        boolean expected = to != null && to.answered(sequence, by);
        if (expected && by.hasRoom()) {
            unblock(by);
        }
        return expected;
    }

    /** The letter is not waited for any more. */
    void forget(Bytes32 node, long sequence) {
        Outbound to = outbound.get(node);
        if (to != null) {
            to.forget(sequence);
        }
    }

    void due(Bytes32 node, long now) {
        Outbound to = outbound.get(node);
        if (to == null) {
            return;
        }
        to.armed = false;
        if (to.stale()) {
            ready(to);
        }
        if (!to.isIdle()) {
            arm(to, now);
        } else if (!to.waiting && rows(to, 0, 1).isEmpty()) {
            outbound.remove(node);
        }
    }

    void turned() {
        turning = false;
    }

    /** Sends what there is room for. */
    void pump(long now) {
        for (int tries = MailLimits.TURN; tries > 0 && !ready.isEmpty() && !office.stuck(); tries--) {
            Outbound next = ready.poll();
            next.waiting = false;
            send(next, now);
        }
        if (!ready.isEmpty() && !turning && !office.stuck()) {
            turning = true;
            office.tell(new MailEffect.SetTimer(now, new MailTimer.Turn()));
        }
    }

    private void send(Outbound to, long now) {
        List<Lines.Line> ways = lines.ways(to.node, null);
        while (!ways.isEmpty()) {
            List<Lines.Line> free = ways.stream().filter(Lines.Line::hasRoom).toList();
            if (free.isEmpty()) {
                to.waiting = true;
                ways.get(0).blocked.add(to);
                return;
            }
            List<Row> rows = rows(to, to.cursor + 1, MailLimits.FRAME_LETTERS);
            if (rows.isEmpty() || Keys.last(rows.get(0).key()) > durable) {
                return;
            }
            Letters frame = frame(to, rows, free);
            if (frame.getLettersCount() > 0) {
                free.forEach(line -> office.send(line.session, frame));
                arm(to, now);
            }
        }
    }

    private List<Row> rows(Outbound to, long from, int most) {
        return office.rows(Shelf.QUEUE, Keys.queued(to.node, from), Keys.behind(to.node.bytes()), most);
    }

    private void arm(Outbound to, long now) {
        if (!to.armed) {
            to.armed = true;
            office.tell(new MailEffect.SetTimer(now + to.pauseMillis(), new MailTimer.Resend(to.node)));
        }
    }

    private Letters frame(Outbound to, List<Row> rows, List<Lines.Line> over) {
        Letters.Builder frame = Letters.newBuilder();
        int bytes = 0;
        for (Row row : rows) {
            long sequence = Keys.last(row.key());
            if (sequence > durable || bytes >= MailLimits.FRAME_BYTES) {
                break;
            }
            to.cursor = sequence;
            if (!to.isUnderWay(sequence)) {
                CarriedLetter letter = letter(to.node, sequence, row.value());
                int size = letter.getSerializedSize();
                to.sent(sequence, size, over);
                frame.addLetters(letter);
                bytes += size;
            }
        }
        return frame.build();
    }

    private CarriedLetter letter(Bytes32 node, long sequence, byte[] id) {
        Spooled entry = Spooled.read(office.get(Shelf.SPOOL, id));
        return CarriedLetter.newBuilder()
                .setLetter(MarkedLetter.newBuilder()
                        .setLetter(ByteString.copyFrom(office.get(Shelf.LETTERS, Keys.number(sequence))))
                        .setMark(entry.mark().write()))
                .setNode(ByteString.copyFrom(node.bytes()))
                .setHops(1)
                .build();
    }
}
