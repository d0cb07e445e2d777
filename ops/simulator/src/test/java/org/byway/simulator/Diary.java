package org.byway.simulator;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.agent.letter.DeliveryState;
import org.byway.agent.letter.Piece;
import org.byway.agent.letter.Tie;
import org.byway.protocol.record.Bytes32;

/** All that people have said in letters, kept beside their homes, which may be lost: what must hold of it. */
final class Diary {
    private final Map<Letter, ByteString> said = new LinkedHashMap<>();

    /** One letter, by who wrote it, to whom, and under which number of which device. */
    private record Letter(String writer, Bytes32 relationship, int slot, long number) {
        @Override
        public String toString() {
            return "letter " + number + " of " + writer + "'s device " + slot;
        }
    }

    int count() {
        return said.size();
    }

    /** Reads what somebody's home knows: one number says one thing for ever, and what came is what was said. */
    void read(Person reader, Person other) {
        for (Tie tie : reader.ties()) {
            for (Piece piece : tie.pieces()) {
                ByteString body = piece.body().toByteString();
                if (piece.own()) {
                    Letter letter = new Letter(reader.name(), tie.relationship(), piece.slot(), piece.number());
                    ByteString before = said.putIfAbsent(letter, body);
                    check(before == null || before.equals(body), letter + " says two different things");
                } else if (other != null && other.isIn(tie.relationship())) {
                    Letter letter = new Letter(other.name(), tie.relationship(), piece.slot(), piece.number());
                    check(body.equals(said.get(letter)), letter + " came and was never said so");
                }
            }
        }
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new Violation(what);
        }
    }

    /** What is missing of what was written in the conversations of the one, all of which are with the other; null where nothing is. */
    static String lacking(Person one, Person other) {
        String there = lackingAt(other, one, one);
        return there == null ? lackingAt(one, other, one) : there;
    }

    private static String lackingAt(Person reader, Person writer, Person whose) {
        for (Tie tie : writer.ties()) {
            if (writer != whose && !whose.isIn(tie.relationship())) {
                continue;
            }
            if (!reader.isIn(tie.relationship())) {
                return reader.name() + " knows nothing of a conversation with " + writer.name();
            }
            SortedMap<Integer, List<Long>> came = came(reader.tie(tie.relationship()));
            for (Piece piece : tie.pieces()) {
                if (piece.own() && !came.getOrDefault(piece.slot(), List.of()).contains(piece.number())) {
                    return reader.name() + " lacks letter " + piece.number() + " of " + writer.name() + "'s device "
                            + piece.slot() + ", which is " + piece.delivery();
                }
            }
            String gap = gap(came);
            if (gap != null) {
                return reader.name() + " has of " + writer.name() + gap;
            }
        }
        return null;
    }

    /** What the two do not know to be read in the conversations of the one, all of which are with the other; null where all is. */
    static String unread(Person one, Person other) {
        for (Person writer : List.of(one, other)) {
            Person reader = writer == one ? other : one;
            for (Tie tie : writer.ties()) {
                if (writer == other && !reader.isIn(tie.relationship())) {
                    continue;
                }
                for (Piece piece : tie.pieces()) {
                    if (piece.own() && piece.delivery() != DeliveryState.READ) {
                        return "letter " + piece.number() + " of " + writer.name() + "'s device " + piece.slot()
                                + " is " + piece.delivery();
                    }
                }
            }
        }
        return lacking(one, other);
    }

    private static SortedMap<Integer, List<Long>> came(Tie tie) {
        SortedMap<Integer, List<Long>> came = new TreeMap<>();
        for (Piece piece : tie.pieces()) {
            if (!piece.own()) {
                came.computeIfAbsent(piece.slot(), none -> new ArrayList<>()).add(piece.number());
            }
        }
        return came;
    }

    private static String gap(SortedMap<Integer, List<Long>> came) {
        for (Map.Entry<Integer, List<Long>> slot : came.entrySet()) {
            List<Long> sorted = slot.getValue().stream().sorted().toList();
            for (int i = 0; i < sorted.size(); i++) {
                if (sorted.get(i) != i + 1) {
                    return " device " + slot.getKey() + " the numbers " + sorted;
                }
            }
        }
        return null;
    }
}
