package org.byway.protocol.store;

import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.sync.Sketch;
import org.byway.protocol.sync.SyncSet;

/**
 * What a node keeps: the heads of lineages with their content, the floors of those that ended, and which ids lost.
 *
 * <p>One thread, the owner, calls everything but {@link Group#commit}. Its reads see all that it staged, committed or
 * not. Nothing staged is durable before the group that holds it is committed; a crash drops what was not committed, and
 * only that. Expected refusals are decided before anything is staged: the store throws only for a broken disk.
 */
public interface Store extends AutoCloseable {
    /** Whether there is nothing to fetch: the record is held, with or without content, or is remembered to have lost. */
    boolean knows(Bytes32 id);

    /** The record, or null where it is not held. */
    SignedRecord get(Bytes32 id);

    /** Whether the record is held and on disk as it stands: neither it nor a change of its content waits for a commit. */
    boolean written(Bytes32 id);

    /** The head of a lineage or the floor that is left of it; null where neither is known. */
    Head head(Bytes32 author, Bytes32 lineage);

    /**
     * Stages a record that has won its lineage. What it replaces leaves sets, lists and the disk, and its id is
     * remembered as lost until horizon + 900 s. If the same id is held as a bare head, the content is filled in.
     */
    void put(SignedRecord record);

    /** Stages that the id lost on arrival: remembered until its horizon + 900 s. */
    void lose(SignedRecord record);

    /** Stages that the head stays without its content. */
    void dropContent(Bytes32 id);

    /**
     * Stages that an author's records of a lower key sequence, all but key events, leave sets, lists and the disk; their
     * floors stay until horizon + 900 s, as of records that have expired.
     */
    void retire(Bytes32 author, int keySequence);

    /**
     * Stages that a whole UTC hour (milliseconds) has passed: records that expire at or before it leave sets, lists and
     * the disk; their floors stay until horizon + 900 s, and floors and lost ids that are past that go.
     */
    void expire(long hourMillis);

    /** The last hour staged by {@link #expire}, in milliseconds; 0 where there was none. */
    long expiredTo();

    /** The set of one community for reconciliation, as it stands; ids that expire at or before the cutoff are left out. */
    SyncSet set(Bytes32 community, long cutoffMillis);

    /** Works out a bounded part of what {@link #sketch} needs, if that is kept of this community; whether there is more to do. */
    boolean growSketch(Bytes32 community);

    /** The symbols of {@link #set}, a copy; null where they are not worked out. */
    Sketch sketch(Bytes32 community, long cutoffMillis);

    /**
     * Held records of one community that are {@link #written}, in order of arrival, from behind that place on; both limits
     * at least one record.
     */
    Chunk scan(Bytes32 community, long after, int maxBytes, int maxRecords);

    /** Live records, newest first. Work is bounded: a page may be short, or even empty, and still have a next one. */
    Page list(Query query);

    /** Heads live at that time, in milliseconds. */
    Counts counts(long now);

    /** Every community of which a record is held, in ascending order. */
    List<Bytes32> communities();

    /** What was staged since the last take, or null where there is nothing. Groups are committed in order. */
    Group take();

    /** To be called by the owner once the group's commit has returned. */
    void committed(Group group);

    @Override
    void close();

    /** Staged changes that become durable together. */
    interface Group {
        /** Counts up; a store on disk goes on where it ended. */
        long number();

        /** How many records were put. */
        int records();

        /** Durable on return. On {@link StoreFault} nothing of the group is, and it may be tried again. */
        void commit() throws StoreFault;
    }

    /**
     * What is known of a lineage: its precedence, when its head expires and whether the head is still held. A floor is
     * the head of old, no longer held.
     */
    record Head(Bytes32 id, int keySequence, boolean withdrawn, int revision, long expires, boolean held) {}

    /** Records in order of arrival, the place behind the last of them, and whether there are no more for now. */
    record Chunk(List<SignedRecord> records, long next, boolean done) {}

    /**
     * Which records to list: live at that time; kind 0 for all; author and community null for all; the cursor of the page
     * before, or null.
     */
    record Query(long now, int kind, Bytes32 author, Bytes32 community, int limit, String cursor) {}

    /** Records by creation and id, both descending, and the cursor of the next page, or null where this is the last. */
    record Page(List<SignedRecord> records, String next) {}

    /** Live heads, withdrawals left out: in all, intents and offers. */
    record Counts(long records, long intents, long offers) {}
}
