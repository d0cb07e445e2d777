package org.byway.agent.letter;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.byway.protocol.wire.Introduction;

/**
 * Introductions as letters tell of them. Somebody who knows two people asks both; each that agrees sends an address made for this
 * alone; once both have, each is told the other's. Nobody learns of the other before both have agreed.
 */
public final class Introductions {
    private Introductions() {}

    /** What is to be told to a tie. */
    record Telling(Tie to, Introduction what) {}

    /** One that we made: both ties, what was asked of each, and what each has answered, or null. */
    private static final class Ours {
        final List<Tie> ties = new ArrayList<>();
        final List<Introduction> asked = new ArrayList<>();
        final Map<Tie, Introduction> answers = new HashMap<>();
        boolean made;
    }

    /** Introductions of ours to which both have agreed, and that are not made yet: what each of the two is to be told. */
    static List<Telling> due(Letterbook book) {
        Map<ByteString, Ours> all = new LinkedHashMap<>();
        for (Tie tie : book.ties()) {
            for (Piece piece : tie.pieces()) {
                if (piece.body().hasIntroduction()) {
                    note(all.computeIfAbsent(piece.body().getIntroduction().getId(), id -> new Ours()), tie, piece);
                }
            }
        }
        List<Telling> due = new ArrayList<>();
        all.values().stream()
                .filter(ours -> !ours.made && ours.ties.size() == 2 && ours.answers.size() == 2)
                .forEach(ours -> due.addAll(made(ours)));
        return due;
    }

    private static void note(Ours ours, Tie tie, Piece piece) {
        Introduction said = piece.body().getIntroduction();
        switch (said.getState()) {
            case ASKED -> {
                if (piece.own()) {
                    ours.ties.add(tie);
                    ours.asked.add(said);
                }
            }
            case AGREED -> {
                if (!piece.own()
                        && ours.ties.contains(tie)
                        && said.hasAddress()
                        && !said.getKey().isEmpty()) {
                    ours.answers.putIfAbsent(tie, said);
                }
            }
            case MADE -> ours.made |= piece.own();
            case DECLINED, UNRECOGNIZED -> {
                // Then it is never made.
            }
        }
    }

    private static List<Telling> made(Ours ours) {
        List<Telling> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Introduction other = ours.answers.get(ours.ties.get(1 - i));
            both.add(new Telling(
                    ours.ties.get(i),
                    ours.asked.get(i).toBuilder()
                            .setState(Introduction.State.MADE)
                            .setAddress(other.getAddress())
                            .setKey(other.getKey())
                            .build()));
        }
        return both;
    }

    /** What the other side of a tie has asked under that id, while it waits for an answer. */
    public static Optional<Introduction> waiting(Tie tie, ByteString id) {
        return waiting(tie).stream().filter(each -> each.getId().equals(id)).findFirst();
    }

    /** Whom the other side of a tie would introduce us to, if we agree. */
    public static List<Introduction> waiting(Tie tie) {
        Map<ByteString, Introduction> asked = new LinkedHashMap<>();
        for (Piece piece : tie.pieces()) {
            if (piece.body().hasIntroduction()) {
                Introduction said = piece.body().getIntroduction();
                if (said.getState() == Introduction.State.ASKED
                        && !piece.own()
                        && !said.getRelationship().isEmpty()) {
                    asked.putIfAbsent(said.getId(), said);
                } else if (said.getState() != Introduction.State.ASKED) {
                    asked.remove(said.getId());
                }
            }
        }
        return new ArrayList<>(asked.values());
    }

    /** Whether we have agreed in this tie to what is now made. */
    static boolean agreed(Tie tie, Introduction made) {
        return tie.pieces().stream()
                .filter(piece -> piece.own() && piece.body().hasIntroduction())
                .map(piece -> piece.body().getIntroduction())
                .anyMatch(said -> said.getState() == Introduction.State.AGREED
                        && said.getId().equals(made.getId())
                        && said.getRelationship().equals(made.getRelationship()));
    }
}
