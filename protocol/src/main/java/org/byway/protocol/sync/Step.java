package org.byway.protocol.sync;

import java.util.List;
import org.byway.protocol.record.Bytes32;

/**
 * What one message led to.
 *
 * @param have ids that the other side lacks, in the order of the set; empty for a responder. An id may come up again in
 *     a later step
 * @param need ids that this side lacks, as the other side listed them, each once; empty for a responder
 * @param reply the message to send back; null when the initiator is done
 */
public record Step(List<Bytes32> have, List<Bytes32> need, byte[] reply) {
    public boolean done() {
        return reply == null;
    }
}
