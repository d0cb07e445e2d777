package org.byway.protocol.mail;

import java.util.List;
import org.byway.protocol.store.StoreFault;

/**
 * What a post office keeps: rows of bytes on shelves, each shelf in the order of its keys as unsigned bytes.
 *
 * <p>One thread, the owner, calls everything but {@link Group#commit}. Its reads see all that it staged, committed or
 * not. Nothing staged is durable before the group that holds it is committed; a crash drops what was not committed, and
 * only that. One group is committed after the other. Keys have 1 to 511 bytes, values at least one. Arrays that come in or go out are
 * not changed afterwards. It throws {@link MailStoreBroken} where the disk cannot be read.
 */
public interface MailStore extends AutoCloseable {
    /** The row's value, or null where there is no such row. */
    byte[] get(Shelf shelf, byte[] key);

    /**
     * Rows in order, from the first key that is not below the one given.
     *
     * @param before where to end, itself left out; null: at the shelf's end
     * @param most at least 1
     */
    List<Row> rows(Shelf shelf, byte[] from, byte[] before, int most);

    /** Stages that the row is there with this value. */
    void put(Shelf shelf, byte[] key, byte[] value);

    /** Stages that the row is not there. */
    void remove(Shelf shelf, byte[] key);

    /** What was staged since the last take, or null where there is nothing. Not before the group before is committed. */
    Group take();

    /** To be called by the owner once the group's commit has returned. */
    void committed(Group group);

    @Override
    void close();

    /** A row of a shelf. */
    record Row(byte[] key, byte[] value) {}

    /** Staged changes that become durable together. */
    interface Group {
        /** How many rows change. */
        int changes();

        /** Durable on return. On {@link StoreFault} nothing of the group is, and it may be tried again. */
        void commit() throws StoreFault;
    }

    /** What is kept apart. */
    enum Shelf {
        /** Letters that entered here, by id. */
        SPOOL,
        /** Their bytes, by sequence, as long as one of their nodes has not taken them. */
        LETTERS,
        /** Those, by node and sequence. */
        QUEUE,
        /** Mailboxes, by tag. */
        MAILBOXES,
        /** Letters that wait, by tag and position. */
        WAITING,
        /** Letters that wait or did, by tag and id. */
        SEEN,
        /** What goes when its time has come, by time. */
        EXPIRY,
        /** Sums over the others. */
        COUNTS
    }
}
