package org.byway.agent.ledger;

import java.io.IOException;

/**
 * Where the bytes of a ledger and of a vault are kept. Appending is durable on return; a crash may leave a part of what was being appended, and
 * nothing else is lost. IOException is a broken or full disk.
 */
public interface Binder extends AutoCloseable {
    /** What is kept, each by itself. */
    enum Part {
        LINES("ledger"),
        BUNDLES("bundles"),
        VAULT("vault");

        private final String file;

        Part(String file) {
            this.file = file;
        }

        /** The name of its file; never changes. */
        public String file() {
            return file;
        }
    }

    long size(Part part) throws IOException;

    /** Exactly that many bytes. */
    byte[] read(Part part, long from, int length) throws IOException;

    /** Only while holding the turn. */
    void append(Part part, byte[] bytes) throws IOException;

    /** Only while holding the turn, and only to a size that some append has left; what is not longer stays as it is. */
    void truncate(Part part, long size) throws IOException;

    /** Waits until no other thread or process has the turn to write, and takes it. A thread that has it may take it again. */
    Turn turn() throws IOException;

    @Override
    void close() throws IOException;

    /** The turn to write, until closed. */
    interface Turn extends AutoCloseable {
        @Override
        void close() throws IOException;
    }
}
