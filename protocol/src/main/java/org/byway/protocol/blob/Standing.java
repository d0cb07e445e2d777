package org.byway.protocol.blob;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.record.Bytes32;

/** Which nodes are not asked for a while: those that keep one waiting, and those that gave what was not asked for. */
final class Standing {
    private final List<BlobEffect> out;
    private final SortedMap<Bytes32, Long> resting = new TreeMap<>();
    private final Map<Bytes32, Integer> faults = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes32, Integer> eldest) {
            return size() > ExchangeLimits.FAULTY_NODES;
        }
    };
    private long rests;

    Standing(List<BlobEffect> out) {
        this.out = out;
    }

    boolean mayBeAsked(Bytes32 node) {
        return !resting.containsKey(node);
    }

    void slow(Bytes32 node, long now) {
        rest(node, now + ExchangeLimits.REST_MILLIS);
    }

    void faulty(Bytes32 node, long now) {
        if (faults.merge(node, 1, Integer::sum) >= ExchangeLimits.FAULTS) {
            faults.remove(node);
            rest(node, now + ExchangeLimits.FAULTY_MILLIS);
        }
    }

    private void rest(Bytes32 node, long until) {
        resting.put(node, ++rests);
        out.add(new BlobEffect.SetTimer(until, new BlobTimer.Rested(node, rests)));
    }

    void rested(Bytes32 node, long rest) {
        if (resting.getOrDefault(node, 0L) == rest) {
            resting.remove(node);
        }
    }
}
