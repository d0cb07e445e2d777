package org.byway.storage;

import org.byway.protocol.record.Kind;

/** Heads that are among the rows of the indexes, withdrawals left out. */
final class Census {
    long records;
    long intents;
    long offers;

    void add(int kind, int count) {
        if (kind != Kind.WITHDRAWAL.number()) {
            records += count;
            intents += kind == Kind.INTENT.number() ? count : 0;
            offers += kind == Kind.OFFER.number() ? count : 0;
        }
    }
}
