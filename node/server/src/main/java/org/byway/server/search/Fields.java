package org.byway.server.search;

import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Sha256;

/** The fields that every document has, and the order in which documents stand. */
final class Fields {
    /** The entry of the store's log that the document is made of. */
    static final String NUMBER = "number";

    /** Author and lineage, of which only one record is found. */
    static final String LINEAGE = "lineage";

    static final String SIDE = "side";
    static final String EXPIRES = "expires";
    static final String CREATED = "created";
    static final String ID_HIGH = "id";
    static final String LINE = "line";

    static final String UNPRICED = "-";

    /** Newest first, then the higher id: by its first eight bytes, which is as good as all of it. */
    static final Sort ORDER = new Sort(
            new SortField(CREATED, SortField.Type.LONG, true), new SortField(ID_HIGH, SortField.Type.LONG, true));

    private static final int NUMBER_BYTES = 6;
    private static final int LINEAGE_BYTES = 12;

    private Fields() {}

    static BytesRef number(long number) {
        byte[] bytes = new byte[NUMBER_BYTES];
        for (int i = 0; i < NUMBER_BYTES; i++) {
            bytes[i] = (byte) (number >>> 8 * (NUMBER_BYTES - 1 - i));
        }
        return new BytesRef(bytes);
    }

    static long number(BytesRef bytes) {
        long number = 0;
        for (int i = 0; i < NUMBER_BYTES; i++) {
            number = number << 8 | bytes.bytes[bytes.offset + i] & 0xff;
        }
        return number;
    }

    /** Short, and none that two authors could choose alike. */
    static BytesRef lineage(Envelope envelope) {
        byte[] both = new byte[2 * Bytes32.SIZE];
        envelope.author().write(both, 0);
        envelope.lineage().write(both, Bytes32.SIZE);
        return new BytesRef(Sha256.of(both).bytes(), 0, LINEAGE_BYTES);
    }

    /** Ids are compared as unsigned numbers, the index's values as signed ones. */
    static long sortable(long unsigned) {
        return unsigned ^ Long.MIN_VALUE;
    }
}
