package org.byway.server.search;

import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;

/** The fields that every document has, and the order in which documents stand. */
final class Fields {
    /** The entry of the store's log that the document is made of. */
    static final String NUMBER = "number";

    static final String SIDE = "side";
    static final String EXPIRES = "expires";
    static final String CREATED = "created";
    static final String ID_HIGH = "id";
    static final String COMMUNITY = "community";
    static final String LINE = "line";

    static final String UNPRICED = "-";

    /** Newest first, then the higher id: by its first eight bytes, which is as good as all of it. */
    static final Sort ORDER = new Sort(
            new SortField(CREATED, SortField.Type.LONG, true), new SortField(ID_HIGH, SortField.Type.LONG, true));

    private static final int NUMBER_BYTES = 6;

    private Fields() {}

    static BytesRef number(long number) {
        byte[] bytes = new byte[NUMBER_BYTES];
        for (int i = 0; i < NUMBER_BYTES; i++) {
            bytes[i] = (byte) (number >>> 8 * (NUMBER_BYTES - 1 - i));
        }
        return new BytesRef(bytes);
    }

    /** Ids are compared as unsigned numbers, the index's values as signed ones. */
    static long sortable(long unsigned) {
        return unsigned ^ Long.MIN_VALUE;
    }
}
