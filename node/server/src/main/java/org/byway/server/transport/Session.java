package org.byway.server.transport;

import java.net.SocketAddress;
import org.byway.protocol.community.Address;
import org.byway.protocol.record.Bytes32;

/** A connection on which both sides have proved who they are. Every method may be called from any thread. */
public final class Session {
    /** A peer must move this much in {@link Timing#stallMillis}, or all that there is to move. */
    public static final int PROGRESS_BYTES = Outbox.PIECE_BYTES;

    private final long id;
    private final Bytes32 key;
    private final SocketAddress remote;
    private final Address dialled;
    private final SessionHandler handler;

    Session(long id, Bytes32 key, SocketAddress remote, Address dialled, SessionHandler handler) {
        this.id = id;
        this.key = key;
        this.remote = remote;
        this.dialled = dialled;
        this.handler = handler;
    }

    /** Counts up from 1 in one transport; never used twice. */
    public long id() {
        return id;
    }

    /** The other side's node key. */
    public Bytes32 key() {
        return key;
    }

    public SocketAddress remote() {
        return remote;
    }

    /** The address that this node dialled; null where the other side opened the connection. */
    public Address dialled() {
        return dialled;
    }

    /** Queues a frame, whose bytes must not change any more; throws IllegalArgumentException for one that no peer would take. */
    public Sent send(byte[] frame) {
        return handler.send(frame);
    }

    /** What was taken and is not yet with the kernel. */
    public long queuedBytes() {
        return handler.queuedBytes();
    }

    /** One delivered frame of this length is done with: there is room for another. */
    public void consumed(int frameBytes) {
        handler.consumed(frameBytes);
    }

    /** Writes what is queued, for a short while at most, and closes. */
    public void close(String detail) {
        handler.finish(Cause.ASKED.because(detail));
    }

    SessionHandler handler() {
        return handler;
    }

    @Override
    public String toString() {
        return "session " + id + " with node " + key + " at " + remote;
    }
}
