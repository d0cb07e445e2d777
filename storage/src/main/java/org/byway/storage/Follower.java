package org.byway.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.store.StoreFault;
import org.byway.storage.Entry.Put;
import org.lmdbjava.Cursor;
import org.lmdbjava.GetOp;
import org.lmdbjava.Txn;

/**
 * Reads the log on a thread of its own, beside the owner: whatever LMDB holds, in the order in which it was decided;
 * what is in the journal alone comes a moment later, or by {@link #hurry}. What
 * is derived from the records, as an index for searching is, follows the store by it and is made again by it.
 *
 * <p>Each page is a short transaction: a long one would keep the disk from using freed pages again. A record that replaces
 * another names the entry of that one; what has expired by {@link Page#expiredTo} is not told of one by one. A content
 * that was filled in or dropped later is told by {@link #edited}, for as long as the process lives.
 */
public final class Follower implements AutoCloseable {
    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_VISITED = 1 << 16;
    private static final int MOST_EDITS = 1 << 16;

    private final Environment env;
    private final Backlog backlog;
    private final Sha256 sha = new Sha256();
    private final ByteBuffer key = ByteBuffer.allocateDirect(Long.BYTES);
    private final ConcurrentLinkedQueue<Long> edits = new ConcurrentLinkedQueue<>();
    private volatile Runnable listener = () -> {};
    private boolean closed;

    Follower(Environment env, Backlog backlog) {
        this.env = env;
        this.backlog = backlog;
    }

    /**
     * A record as it was entered.
     *
     * @param number of its entry, from 1
     * @param replaced the entry of what it took the place of; 0: none
     * @param content null where the head alone is held
     */
    public record Heard(long number, long replaced, Envelope envelope, byte[] content) {}

    /**
     * @param left entries of records that left and were not replaced: some that expired, and all that were signed with a key
     *     that was rotated away
     * @param next behind which the next page goes on: the last entry that was looked at
     * @param last the last entry there is
     * @param expiredTo the last hour by which the store has let records expire, in milliseconds
     */
    public record Page(List<Heard> records, List<Long> left, long next, long last, long expiredTo) {
        public boolean done() {
            return next >= last;
        }
    }

    /** What was entered behind that entry; at most so many records. An empty page that is done once this is closed. */
    public synchronized Page page(long after, int mostRecords) {
        List<Heard> records = new ArrayList<>();
        List<Long> left = new ArrayList<>();
        if (closed) {
            return new Page(records, left, after, after, 0);
        }
        try (Txn<ByteBuffer> txn = env.read();
                Cursor<ByteBuffer> log = env.log.openCursor(txn)) {
            State.Staged staged = env.state(txn).staged();
            long last = staged.nextEntry() - 1;
            long next = after;
            long bytes = 0;
            boolean more = log.get(key.clear().putLong(after + 1).flip(), GetOp.MDB_SET_RANGE);
            for (int visited = 0; more && visited < MOST_VISITED; visited++) {
                long number = log.key().getLong(0);
                if (EntryFormat.communityOf(log.val()) >= 0) {
                    Heard heard = heard(number, log.val());
                    bytes += heard.content() == null ? 0 : heard.content().length;
                    records.add(heard);
                } else {
                    List<Long> floors = EntryFormat.floorsOf(log.val());
                    bytes += (long) floors.size() * Long.BYTES;
                    left.addAll(floors);
                }
                next = number;
                if (records.size() == mostRecords || bytes > MOST_BYTES) {
                    return new Page(records, left, next, last, staged.expiredTo());
                }
                more = log.next();
            }
            return new Page(records, left, more ? next : Math.max(next, last), last, staged.expiredTo());
        }
    }

    private Heard heard(long number, ByteBuffer value) {
        Put put = (Put) EntryFormat.read(value, sha);
        return new Heard(number, put.replaced(), put.envelope(), put.content());
    }

    /** The last entry there is; 0 where there is none, and once this is closed. */
    public synchronized long last() {
        if (closed) {
            return 0;
        }
        try (Txn<ByteBuffer> txn = env.read()) {
            return env.state(txn).staged().nextEntry() - 1;
        }
    }

    /** The record of that entry as it is now; null where it is none any more. */
    public synchronized Heard at(long number) {
        if (closed) {
            return null;
        }
        try (Txn<ByteBuffer> txn = env.read()) {
            ByteBuffer value = env.log.get(txn, key.clear().putLong(number).flip());
            return value == null || EntryFormat.communityOf(value) < 0 ? null : heard(number, value);
        }
    }

    /** The id that the entry is about, by which a store is told from another; null where there is none. */
    public synchronized Bytes32 mark(long number) {
        if (closed) {
            return null;
        }
        try (Txn<ByteBuffer> txn = env.read()) {
            ByteBuffer value = env.log.get(txn, key.clear().putLong(number).flip());
            return value == null
                    ? null
                    : switch (EntryFormat.read(value, sha)) {
                        case Put put -> half(put.envelope().id());
                        case Entry.Floor floor -> half(floor.id());
                        case Entry.Lost lost -> new Bytes32(lost.high(), lost.low(), 0, 0);
                        case Entry.Retire retire -> Bytes32.ZERO;
                    };
        }
    }

    /** What is left of every id, whatever becomes of its record. */
    private static Bytes32 half(Bytes32 id) {
        return new Bytes32(id.a(), id.b(), 0, 0);
    }

    /** Lets all that is on disk be read, also what would be written to LMDB a moment later. */
    public synchronized void hurry() throws StoreFault {
        if (!closed) {
            backlog.drain();
        }
    }

    /** Runs this, on a thread of the store's, whenever there may be more to read; it must not take long. */
    public void onMoved(Runnable told) {
        listener = told;
    }

    void moved() {
        listener.run();
    }

    /** Told by the store: the contents of these entries are others on disk now. */
    void edit(Iterable<Long> numbers) {
        for (long number : numbers) {
            if (edits.size() < MOST_EDITS) {
                edits.add(number);
            }
        }
    }

    /** An entry whose content has changed since it was entered, each told once; null where there is none. */
    public Long edited() {
        return edits.poll();
    }

    /** To be called before the store is closed; waits for the page that is being read. */
    @Override
    public synchronized void close() {
        closed = true;
    }
}
