package org.byway.storage;

import java.nio.file.Path;

/**
 * Where and how large.
 *
 * @param folder made if it is missing; one store in it, opened once
 * @param maxBytes how large the file may grow; it takes only what it holds
 * @param tailRecords how many records are gathered in memory before their index rows are merged
 * @param lingerMillis how long what is in the journal waits for more, to be written to LMDB together; {@link #NEVER}: until
 *     the journal is full or a large group comes
 */
public record Settings(Path folder, long maxBytes, int tailRecords, long lingerMillis) {
    public static final long MOST_BYTES = 1L << 40;
    public static final int TAIL_RECORDS = 1 << 17;
    public static final long LINGER_MILLIS = 50;
    public static final long NEVER = Long.MAX_VALUE;

    public Settings {
        if (maxBytes < 1 << 20 || maxBytes > MOST_BYTES) {
            throw new IllegalArgumentException("a store has room for 1 MiB to 1 TiB, not " + maxBytes + " bytes");
        }
        if (tailRecords < 1 || tailRecords > 1 << 20) {
            throw new IllegalArgumentException("1 to 1,048,576 records are gathered, not " + tailRecords);
        }
        if (lingerMillis < 1) {
            throw new IllegalArgumentException("small groups wait for a millisecond or more, not " + lingerMillis);
        }
    }

    public Settings(Path folder, long maxBytes, int tailRecords) {
        this(folder, maxBytes, tailRecords, LINGER_MILLIS);
    }

    public static Settings in(Path folder) {
        return new Settings(folder, MOST_BYTES, TAIL_RECORDS);
    }
}
