package org.byway.server.transport;

/**
 * What a transport allows.
 *
 * @param frameBytes the longest frame, without its length
 * @param connections connections from outside, half-open ones included
 * @param connectionsPerAddress the same from one IPv4 address or IPv6 /64; loopback is exempt
 * @param halfOpen connections from outside that are no session yet; the oldest goes when a newer one comes
 * @param halfOpenPerAddress the same from one address; loopback is exempt
 * @param slowBytes what may wait to be written to one peer before its sender is told to hold on
 * @param queuedBytes what may wait at most; a single frame is always taken when nothing else waits
 * @param queuedBytesInAll what waits to be written to all peers
 * @param unreadFrames frames of one peer that were delivered and not yet consumed, before reading from it pauses
 * @param unreadBytes the same in bytes
 * @param unreadBytesInAll the same over all peers
 * @param unfinishedBytesInAll what is set aside for frames that have begun and not ended, over all peers
 */
public record Limits(
        int frameBytes,
        int connections,
        int connectionsPerAddress,
        int halfOpen,
        int halfOpenPerAddress,
        int slowBytes,
        int queuedBytes,
        long queuedBytesInAll,
        int unreadFrames,
        int unreadBytes,
        long unreadBytesInAll,
        long unfinishedBytesInAll) {
    private static final int MIB = 1 << 20;

    /** One bundle of 1 MiB and what a frame puts around it. */
    public static final int FRAME_BYTES = MIB + 1024;

    public static final Limits USUAL = new Limits(
            FRAME_BYTES, 12_000, 64, 2_048, 32, MIB, 4 * MIB, 64L * MIB, 4_096, 4 * MIB, 64L * MIB, 32L * MIB);

    /** The same with at most so many connections, half of which may be half open: so a newer one that means it finds room. */
    public Limits within(int most) {
        return new Limits(
                frameBytes,
                Math.min(connections, most),
                connectionsPerAddress,
                Math.clamp(most / 2, 1, halfOpen),
                halfOpenPerAddress,
                slowBytes,
                queuedBytes,
                queuedBytesInAll,
                unreadFrames,
                unreadBytes,
                unreadBytesInAll,
                unfinishedBytesInAll);
    }

    /** The same where reading from a peer pauses after so many frames that were not consumed. */
    public Limits unread(int frames) {
        return new Limits(
                frameBytes,
                connections,
                connectionsPerAddress,
                halfOpen,
                halfOpenPerAddress,
                slowBytes,
                queuedBytes,
                queuedBytesInAll,
                frames,
                unreadBytes,
                unreadBytesInAll,
                unfinishedBytesInAll);
    }
}
