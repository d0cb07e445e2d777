package org.byway.storage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Groups that were taken and that the owner's snapshot does not hold yet, in order: the first of them are durable. */
final class InFlight {
    private final Deque<StagedGroup> groups = new ArrayDeque<>();
    private long durable;

    /** Looks at an entry; false to look no further. */
    interface Visitor {
        boolean look(long number, Entry entry);
    }

    /** Up to that group all are durable. */
    InFlight(long durable) {
        this.durable = durable;
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    void add(StagedGroup group) {
        groups.addLast(group);
    }

    void committed(long number) {
        durable = number;
    }

    boolean allDurable() {
        return groups.isEmpty() || groups.peekLast().number <= durable;
    }

    /** Takes away the first group, if it is that one or an older one; null: it is not. */
    StagedGroup takeUpTo(long number) {
        return groups.isEmpty() || groups.peekFirst().number > number ? null : groups.removeFirst();
    }

    /** The entry as it was staged last, or null. */
    Entry entry(long number) {
        for (Iterator<StagedGroup> newest = groups.descendingIterator(); newest.hasNext(); ) {
            Entry entry = newest.next().entry(number);
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    /** The first entry that waits to be made durable, or that one where none does. */
    long waitsFrom(long otherwise) {
        for (StagedGroup group : groups) {
            if (group.number > durable) {
                return group.firstEntry;
            }
        }
        return otherwise;
    }

    /** Whether a change of that entry waits to be made durable. */
    boolean edited(long number) {
        for (StagedGroup group : groups) {
            if (group.number > durable && group.edits.containsKey(number)) {
                return true;
            }
        }
        return false;
    }

    /** Looks at durable entries behind that one, in order; whether it came to their end. */
    boolean eachDurable(long after, Visitor visitor) {
        for (StagedGroup group : groups) {
            for (int i = 0; group.number <= durable && i < group.entries.size(); i++) {
                long number = group.firstEntry + i;
                if (number > after && !visitor.look(number, group.entries.get(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
