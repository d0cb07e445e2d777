package org.byway.server.transport;

/**
 * How long a transport waits, in milliseconds.
 *
 * @param connectMillis for the other side to answer at all
 * @param handshakeMillis for TLS, and again for the first frame
 * @param idleMillis without a byte received before a session ends; the protocol's pings keep an honest one alive
 * @param stallMillis in which a peer must take, or go on with a frame by, {@link Session#PROGRESS_BYTES}
 * @param farewellMillis to write what is queued after a close was asked for
 */
public record Timing(int connectMillis, int handshakeMillis, int idleMillis, int stallMillis, int farewellMillis) {
    public static final Timing USUAL = new Timing(10_000, 10_000, 90_000, 20_000, 2_000);
}
