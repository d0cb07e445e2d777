package org.byway.agent.node;

import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.vault.SignedSnapshot;

/**
 * One place at one node, where snapshots of a vault lie, as an agent sees it. Calls wait for the answer, for a bounded time.
 * What was put is on the node's disk by the answer; after Unreachable it may be or not, and every call may be made again.
 */
public interface SnapshotPort {
    /** What a node tells of a snapshot. */
    record Listed(long number, Bytes32 digest, int sizeBytes) {}

    /** The node's key. */
    Bytes32 node();

    /** Of these, the chunks that are to be put before a snapshot may name them. */
    Reply<List<Bytes32>> missing(List<Bytes32> chunks);

    /** Leaves a chunk of at most {@link SignedSnapshot#CHUNK_BYTES}; answers with its digest. */
    Reply<Bytes32> put(byte[] chunk);

    /** A chunk, found to have that digest; refused as {@code unknown-chunk} where it is not there. */
    Reply<byte[]> chunk(Bytes32 digest);

    /** Leaves a snapshot. Refused as {@code incomplete} where chunks are missing, as {@code stale} where one as new is there. */
    Reply<Bytes32> put(SignedSnapshot snapshot);

    /** One of the newest, found to be signed by the place; refused as {@code unknown-snapshot} where it is not there. */
    Reply<SignedSnapshot> snapshot(long number);

    /** The newest one, found to be signed by the place. That the node has no newer one is its word alone. */
    Reply<SignedSnapshot> latest();

    /** The newest ones, newest first, by the node's word. */
    Reply<List<Listed>> list(int limit);

    /** Lets the node let go of all that lies at the place. */
    Reply<Boolean> remove();
}
