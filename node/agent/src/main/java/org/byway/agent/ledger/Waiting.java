package org.byway.agent.ledger;

import java.util.List;

/**
 * A sealed bundle without a receipt.
 *
 * @param at where its bytes stand
 * @param entries the records that it holds, in its order
 */
public record Waiting(long at, int sizeBytes, List<Entry> entries) {
    public Waiting {
        entries = List.copyOf(entries);
    }
}
