package org.byway.protocol.peer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;

/** Records that wait for a charter or an identity; bounded, the newest are left out. Repair brings them again. */
final class Pool {
    /** A record and the session that brought it. */
    record Waiting(long session, SignedRecord record) {}

    private final Map<Bytes32, List<Waiting>> waiting = new LinkedHashMap<>();
    private int size;

    /** Whether the wanted thing must be asked for: nobody waited for it so far. */
    boolean add(Bytes32 wanted, Waiting record) {
        boolean first = !waiting.containsKey(wanted);
        if (size < PeerLimits.POOLED_RECORDS) {
            waiting.computeIfAbsent(wanted, key -> new ArrayList<>()).add(record);
            size++;
        }
        return first;
    }

    boolean wants(Bytes32 id) {
        return waiting.containsKey(id);
    }

    /** Those that waited for it. */
    List<Waiting> take(Bytes32 arrived) {
        List<Waiting> freed = waiting.remove(arrived);
        if (freed == null) {
            return List.of();
        }
        size -= freed.size();
        return freed;
    }

    void forget(long session) {
        waiting.values().forEach(list -> {
            int before = list.size();
            list.removeIf(each -> each.session() == session);
            size -= before - list.size();
        });
        waiting.values().removeIf(List::isEmpty);
    }
}
