package org.byway.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Who waits for something to come about, by what it is. On the loop's thread; stages may be completed elsewhere, when time is up.
 *
 * @param <K> what is waited for
 */
final class Waits<K> {
    private final int most;
    private final Map<K, List<CompletableFuture<Void>>> waits = new HashMap<>();
    private int count;

    /** @param most whoever comes when so many wait is not kept */
    Waits(int most) {
        this.most = most;
    }

    /** The wait is completed when it comes about next; at once, and false comes back, where too many wait. */
    boolean add(K what, CompletableFuture<Void> wait) {
        if (count >= most) {
            forgetOver();
        }
        if (count >= most) {
            wait.complete(null);
            return false;
        }
        count++;
        return waits.computeIfAbsent(what, any -> new ArrayList<>()).add(wait);
    }

    /** Those whose time is up have gone by themselves. */
    private void forgetOver() {
        waits.values().forEach(each -> each.removeIf(CompletableFuture::isDone));
        waits.values().removeIf(List::isEmpty);
        count = waits.values().stream().mapToInt(List::size).sum();
    }

    void come(K what) {
        List<CompletableFuture<Void>> all = waits.remove(what);
        if (all != null) {
            count -= all.size();
            all.forEach(each -> each.complete(null));
        }
    }
}
