package org.byway.server.transport;

import java.net.SocketAddress;
import org.byway.protocol.community.Address;

/**
 * What the transport has to say. Called on I/O threads, so nothing here may block.
 *
 * <p>For one session the calls come in order, on one thread: {@code opened}, then any number of {@code frame} and
 * {@code writable}, then {@code closed} once. Different sessions are on different threads at the same time.
 */
public interface TransportEvents {
    /** A session stands: both sides have proved their node keys, except that a dialled peer may yet refuse this node's. */
    void opened(Session session);

    /**
     * One whole frame, of 1 to {@link Limits#frameBytes} bytes; the array is the receiver's.
     * {@link Session#consumed} must be called once for it, on any thread, or the session stops reading after a while.
     */
    void frame(Session session, byte[] frame);

    /** Called once after a {@link Sent#SLOW} or {@link Sent#FULL}, when half of what is slow is left, or less. */
    void writable(Session session);

    /** The last call for the session. What was queued and not written is lost. */
    void closed(Session session, Close close);

    /** A connection from outside ended before it was a session. */
    void refused(SocketAddress remote, Close close);

    /** An attempt to reach an address failed before there was a session. On any thread. */
    void unreached(Address address, Close close);

    /** Accepting stops for a while, usually since this process has no file descriptors left. Open sessions go on. */
    void acceptingPaused(String detail, long forMillis);
}
