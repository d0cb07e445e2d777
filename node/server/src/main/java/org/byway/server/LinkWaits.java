package org.byway.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.byway.protocol.record.Bytes32;

/** Who waits until there is a link with a node. On the loop's thread; stages may be completed elsewhere, when time is up. */
final class LinkWaits {
    /** Whoever comes when so many wait is not kept. */
    static final int MOST = 256;

    private final Map<Bytes32, List<CompletableFuture<Void>>> waits = new HashMap<>();

    /** The wait is completed with the next link with that node; at once, and false comes back, where too many wait. */
    boolean add(Bytes32 node, CompletableFuture<Void> wait) {
        waits.values().forEach(each -> each.removeIf(CompletableFuture::isDone));
        waits.values().removeIf(List::isEmpty);
        if (waits.values().stream().mapToInt(List::size).sum() >= MOST) {
            wait.complete(null);
            return false;
        }
        return waits.computeIfAbsent(node, any -> new ArrayList<>()).add(wait);
    }

    void linked(Bytes32 node) {
        List<CompletableFuture<Void>> all = waits.remove(node);
        if (all != null) {
            all.forEach(each -> each.complete(null));
        }
    }
}
