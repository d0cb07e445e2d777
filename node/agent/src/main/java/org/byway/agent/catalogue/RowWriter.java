package org.byway.agent.catalogue;

import java.io.IOException;

/** Writes records as rows that {@link Rows} reads again. */
public interface RowWriter extends AutoCloseable {
    /** Throws InvalidProtocolBufferException, an IOException, for what is no content of its kind. */
    void write(Listed listed) throws IOException;

    /** Writes what is left; the stream below stays open. */
    @Override
    void close() throws IOException;
}
