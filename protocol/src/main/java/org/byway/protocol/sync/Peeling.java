package org.byway.protocol.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.byway.protocol.record.Bytes32;

/**
 * What differs between two sets, found from their symbols: a symbol that holds one id gives it, and without that id
 * others come to hold one. It is known to be all once nothing is left in any symbol, for the first one has every id.
 *
 * @param have ids that the other side lacks
 * @param need ids that this side lacks
 */
public record Peeling(List<Bytes32> have, List<Bytes32> need) {

    /** The difference; null where the symbols do not tell it: too few, or not those of a set. */
    public static Peeling of(Sketch ours, Sketch theirs) {
        Sketch left = ours.minus(theirs);
        Set<Bytes32> have = new LinkedHashSet<>();
        Set<Bytes32> need = new LinkedHashSet<>();
        ArrayDeque<Integer> single = new ArrayDeque<>();
        for (int i = 0; i < left.symbols(); i++) {
            note(left, i, single);
        }
        // No honest symbols tell of more ids than there are symbols.
        for (int told = 0; !single.isEmpty() && told <= left.symbols(); ) {
            int symbol = single.poll();
            int side = left.single(symbol);
            if (side != 0) {
                Bytes32 id = left.id(symbol);
                (side > 0 ? have : need).add(id);
                take(left, id, side, single);
                told++;
            }
        }
        for (int i = 0; i < left.symbols(); i++) {
            if (!left.blank(i)) {
                return null;
            }
        }
        return new Peeling(new ArrayList<>(have), new ArrayList<>(need));
    }

    private static void take(Sketch left, Bytes32 id, int side, ArrayDeque<Integer> single) {
        if (side > 0) {
            left.remove(id);
        } else {
            left.add(id);
        }
        Sketch.Places places = new Sketch.Places(id);
        for (int symbol = places.next(); symbol < left.symbols(); symbol = places.next()) {
            note(left, symbol, single);
        }
    }

    private static void note(Sketch left, int symbol, ArrayDeque<Integer> single) {
        if (left.single(symbol) != 0) {
            single.add(symbol);
        }
    }
}
