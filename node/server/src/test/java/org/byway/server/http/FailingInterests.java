package org.byway.server.http;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.byway.protocol.interest.Interest;
import org.byway.protocol.interest.Owner;
import org.byway.protocol.interest.Position;
import org.byway.protocol.record.Checked;

/** Those of a node that has a fault. */
record FailingInterests() implements InterestService {
    private static <T> CompletionStage<T> fault() {
        return CompletableFuture.failedFuture(new IllegalStateException("as the test wants"));
    }

    @Override
    public CompletionStage<Checked<Interest>> add(Owner owner, String name, Map<String, String> wording) {
        return fault();
    }

    @Override
    public CompletionStage<List<Interest>> list(Owner owner, long after, int limit) {
        return fault();
    }

    @Override
    public CompletionStage<Boolean> remove(Owner owner, long number) {
        return fault();
    }

    @Override
    public CompletionStage<Checked<Stream>> announce(Wanted wanted, Position from, Hearer hearer) {
        return fault();
    }
}
