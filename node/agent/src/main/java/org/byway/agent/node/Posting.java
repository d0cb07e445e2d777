package org.byway.agent.node;

import java.util.Map;
import org.byway.protocol.record.Refusal;

/**
 * A node's answer to a posted bundle, which is on its disk by now.
 *
 * @param postmarkedAt milliseconds; 0 where every record was refused
 * @param refused by the record's place in the bundle
 * @param postmarks the node's signed word of what it took: a Receipt of postmarks alone, not checked; not to be changed
 */
public record Posting(long postmarkedAt, Map<Integer, Refusal> refused, byte[] postmarks) {
    public Posting {
        refused = Map.copyOf(refused);
    }
}
