package org.byway.protocol.peer;

import java.util.SortedSet;
import java.util.TreeSet;
import org.byway.protocol.record.Bytes32;

/**
 * By which communities' notices a node hides and purges: that is for its host to say, whatever a charter says.
 *
 * @param how whether its own, or the linked ones too
 * @param others that are followed beside its own, linked or not
 */
public record Follow(How how, SortedSet<Bytes32> others) {
    public static final Follow OWN = new Follow(How.OWN, new TreeSet<>());
    public static final int MOST_OTHERS = 256;

    public enum How {
        NONE,
        OWN,
        LINKED
    }

    public Follow {
        others = new TreeSet<>(others);
    }

    boolean takes(Bytes32 community, Bytes32 own, SortedSet<Bytes32> linked) {
        return switch (how) {
            case NONE -> false;
            case OWN -> community.equals(own) || others.contains(community);
            case LINKED -> community.equals(own) || others.contains(community) || linked.contains(community);
        };
    }
}
