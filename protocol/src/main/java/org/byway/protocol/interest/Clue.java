package org.byway.protocol.interest;

import java.util.Set;
import java.util.TreeMap;
import org.byway.protocol.market.Sought;

/** Keys of which one gives all these interests away, and the interests that are filed under it. */
final class Clue {
    final Set<String> keys;
    final TreeMap<Long, Sought> interests = new TreeMap<>();

    /** The last record that had one of the keys. */
    long record;

    Clue(Set<String> keys) {
        this.keys = keys;
    }
}
