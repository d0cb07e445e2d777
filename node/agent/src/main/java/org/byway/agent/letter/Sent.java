package org.byway.agent.letter;

import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.LetterBody;
import org.byway.protocol.wire.LetterPost;

/** A letter that was written here, and what is known of its way. */
final class Sent {
    final int slot;
    final long number;
    final LetterBody body;
    /** As it goes to a node; null before it is sealed, and once the other side has it. */
    LetterPost post;

    Bytes32 letter;
    /** The node through which it entered; null before. */
    Bytes32 entered;

    String refused;
    /** What each mailbox node said: empty for taken, or why not. */
    final SortedMap<Bytes32, String> arrived = new TreeMap<>();

    Sent(int slot, long number, LetterBody body) {
        this.slot = slot;
        this.number = number;
        this.body = body;
    }

    /** Sealed anew, it begins its way again. */
    void sealed(LetterPost anew, Bytes32 id) {
        post = anew;
        letter = id;
        entered = null;
        refused = null;
        arrived.clear();
    }

    /** The other side lacks it: it goes on its way once more. */
    void lost() {
        sealed(null, letter);
    }

    boolean isTaken() {
        return arrived.containsValue("");
    }

    /** Whether every mailbox node has taken or refused it. */
    boolean isAnswered() {
        return post != null && arrived.size() >= post.getNodesCount();
    }

    /** Whether every mailbox node has refused it for good. */
    boolean isRefused() {
        return refused != null || (post != null && arrived.size() == post.getNodesCount() && !isTaken());
    }

    String trouble() {
        if (refused != null) {
            return refused;
        }
        return isTaken() ? null : arrived.values().stream().findFirst().orElse(null);
    }
}
