package org.byway.protocol.mail;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.LetterTaken;

/**
 * Passes on letters between other nodes, and what becomes of them the way back. Nothing of it is kept: who sent a letter
 * first sends it again until it is answered.
 */
final class Relay {
    private final Office office;
    private final Lines lines;
    private final Map<Way, Passed> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Way, Passed> eldest) {
            return size() > MailLimits.RELAYED;
        }
    };

    private record Way(Bytes32 letter, Bytes32 node) {}

    /** By which session it came, when, and where it went. */
    private record Passed(long from, long at, List<Lines.Line> over) {}

    Relay(Office office, Lines lines) {
        this.office = office;
        this.lines = lines;
    }

    /** Whether a letter that came over that line is to go on: it is new here, or comes again the way it came after a while. */
    boolean admits(CarriedMail letter, Lines.Line from, long now) {
        Passed before = known.get(new Way(letter.mail().id(), letter.node()));
        if (letter.hops() >= MailLimits.HOPS) {
            return false;
        }
        if (before == null || before.at() > now) {
            return true;
        }
        long pause = before.from() == from.session ? MailLimits.RELAY_REPEAT_MILLIS : MailLimits.RELAY_FORGET_MILLIS;
        return now - before.at() >= pause;
    }

    void pass(CarriedMail letter, Lines.Line from, long now) {
        List<Lines.Line> over = lines.ways(letter.node(), from).stream()
                .filter(line -> line.writable)
                .toList();
        CarriedMail next = new CarriedMail(letter.mail(), letter.node(), letter.hops() + 1);
        over.forEach(line -> office.pass(line.session, next));
        Way way = new Way(letter.mail().id(), letter.node());
        known.remove(way);
        known.put(way, new Passed(from.session, now, over));
    }

    /** An answer goes back if it comes from where the letter went. */
    void answered(LetterTaken taken, Bytes32 letter, Bytes32 node, Lines.Line by) {
        Passed passed = known.get(new Way(letter, node));
        if (passed != null && passed.over().contains(by) && lines.get(passed.from()) != null) {
            office.send(passed.from(), taken);
        }
    }
}
