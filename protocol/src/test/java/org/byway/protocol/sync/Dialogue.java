package org.byway.protocol.sync;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.byway.protocol.record.Bytes32;

/** Two sides that talk until the initiator is done: what it learned and what was said, its own messages first. */
record Dialogue(Set<Bytes32> have, Set<Bytes32> need, List<byte[]> messages) {
    static Dialogue between(SyncSet initiator, SyncSet responder, Limits limits) {
        return between(initiator, limits, responder, limits);
    }

    static Dialogue between(
            SyncSet initiatorSet, Limits initiatorLimits, SyncSet responderSet, Limits responderLimits) {
        Reconciliation initiator = Reconciliation.initiator(initiatorSet, initiatorLimits);
        Reconciliation responder = Reconciliation.responder(responderSet, responderLimits);
        Dialogue said = new Dialogue(new TreeSet<>(), new TreeSet<>(), new ArrayList<>());
        byte[] message = initiator.initiate();
        while (message != null) {
            Step answer = responder.step(said.sent(message, initiatorLimits)).orThrow();
            assertTrue(answer.have().isEmpty() && answer.need().isEmpty(), "a responder learns nothing");
            Step step =
                    initiator.step(said.sent(answer.reply(), responderLimits)).orThrow();
            said.have.addAll(step.have());
            said.need.addAll(step.need());
            message = step.reply();
        }
        return said;
    }

    int roundTrips() {
        return messages.size() / 2;
    }

    int bytes() {
        return messages.stream().mapToInt(message -> message.length).sum();
    }

    private byte[] sent(byte[] message, Limits limits) {
        assertTrue(limits.frameBytes() == 0 || message.length <= limits.frameBytes(), "a message fits its frame");
        messages.add(message);
        return message;
    }
}
