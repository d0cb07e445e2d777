package org.byway.storage;

/**
 * The indexes. Every row ends with the number of a log entry, so no two rows are alike; those of one table are equally
 * long and sorted as unsigned bytes.
 */
enum Table {
    /** First half of the id. */
    IDS(16),
    /** First half of SHA-256(author, lineage). */
    LINEAGES(16),
    /** Community, second of creation, id. */
    SYNC(4 + 5 + 32),
    /** First eight bytes of the author, creation and first eight bytes of the id, both inverted: newest first. */
    AUTHORS(8 + 6 + 8),
    /** Community, kind, creation and first eight bytes of the id, both inverted: newest first. */
    LISTS(4 + 2 + 6 + 8),
    /** Expiry and kind of what is live; end and kind 0 of what is only remembered. */
    EXPIRIES(6 + 2);

    static final int COUNT = values().length;

    /** Bytes of a row. */
    final int width;

    Table(int keyBytes) {
        width = keyBytes + Rows.NUMBER_BYTES;
    }

    String database() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
