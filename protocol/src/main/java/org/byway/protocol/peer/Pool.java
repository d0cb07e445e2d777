package org.byway.protocol.peer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.admission.Judged;
import org.byway.protocol.record.Bytes32;

/** Records that wait for a charter or an identity; bounded, the newest are left out. Repair brings them again. */
final class Pool {
    /** A record and the session that brought it. */
    record Waiting(long session, Judged judged) {}

    private final Map<Bytes32, Map<Bytes32, Waiting>> waiting = new LinkedHashMap<>();
    private int size;
    private long heldBytes;

    /** Each record waits once, for whom brought it last. */
    void add(Bytes32 wanted, Waiting record) {
        int bytes = record.judged().record().sizeBytes();
        if (size < PeerLimits.POOLED_RECORDS && heldBytes + bytes <= PeerLimits.POOLED_BYTES) {
            Map<Bytes32, Waiting> others = waiting.computeIfAbsent(wanted, key -> new LinkedHashMap<>());
            if (others.put(record.judged().id(), record) == null) {
                size++;
                heldBytes += bytes;
            }
        }
    }

    private void left(Waiting record) {
        size--;
        heldBytes -= record.judged().record().sizeBytes();
    }

    boolean wants(Bytes32 id) {
        return waiting.containsKey(id);
    }

    /** Those that waited for it. */
    List<Waiting> take(Bytes32 arrived) {
        Map<Bytes32, Waiting> freed = waiting.remove(arrived);
        if (freed == null) {
            return List.of();
        }
        freed.values().forEach(this::left);
        return List.copyOf(freed.values());
    }

    void forget(long session) {
        waiting.values().forEach(records -> {
            records.values().removeIf(each -> {
                boolean theirs = each.session() == session;
                if (theirs) {
                    left(each);
                }
                return theirs;
            });
        });
        waiting.values().removeIf(Map::isEmpty);
    }
}
