package org.byway.agent.ledger;

import java.io.IOException;

/**
 * Where a ledger's bytes are kept. Appending is durable on return; a crash may leave a part of what was being appended, and
 * nothing else is lost. IOException is a broken or full disk.
 */
public interface Binder extends AutoCloseable {
    /** The two files. */
    enum Part {
        LINES,
        BUNDLES
    }

    long size(Part part) throws IOException;

    /** Exactly that many bytes. */
    byte[] read(Part part, long from, int length) throws IOException;

    /** Only while holding the turn. */
    void append(Part part, byte[] bytes) throws IOException;

    /** Only while holding the turn. */
    void truncate(Part part, long size) throws IOException;

    /** Waits until no other thread or process has the turn to write, and takes it. */
    Turn turn() throws IOException;

    @Override
    void close() throws IOException;

    /** The turn to write, until closed. */
    interface Turn extends AutoCloseable {
        @Override
        void close() throws IOException;
    }
}
