package org.byway.protocol.blob;

import java.util.SortedSet;
import java.util.TreeSet;
import org.byway.protocol.record.Bytes32;

/** A blob that a live record names and that is not here. */
final class Want {
    enum State {
        READY,
        UNDER_WAY,
        PAUSED
    }

    /** By one of the records that name it: the last that was seen. */
    Named named;

    State state = State.READY;
    /** How often all were asked. */
    int rounds;
    /** How often it was put off. */
    long pauses;
    /** The only one to be asked in this round; null: all. */
    Bytes32 newcomer;
    /** Nodes that were asked in this round. */
    final SortedSet<Bytes32> tried = new TreeSet<>();
    /** Nodes that gave something else. */
    final SortedSet<Bytes32> liars = new TreeSet<>();

    Want(Named named) {
        this.named = named;
    }

    Bytes32 digest() {
        return named.digest();
    }
}
