package org.byway.server.http;

import org.byway.protocol.record.Limits;

/**
 * How much of anything a client may ask of the HTTP interface. Times are in milliseconds, rates in requests a second.
 *
 * @param connections in all
 * @param strangerConnections of one address that is not a loopback one
 * @param patience how long a client may take
 * @param bufferedBytes of bodies and answers, of all requests together
 * @param rates how often one address may ask
 */
public record HttpLimits(int connections, int strangerConnections, Patience patience, long bufferedBytes, Rates rates) {
    static final int BODY_BYTES = Limits.BUNDLE_BYTES;
    static final int JSON_BYTES = 4096;
    static final int JSON_DEPTH = 8;
    static final int LINE_BYTES = 4096;
    static final int HEADER_BYTES = 16 * 1024;
    static final int OPEN_REQUESTS_PER_CONNECTION = 128;
    /** By the home's own socket, beside all others. */
    static final int HOME_CONNECTIONS = 64;

    static final int LIST_ITEMS = 200;
    static final int LIST_ITEMS_UNASKED = 50;
    static final int HITS_UNASKED = 20;

    /** Streams of events that are open at once; the last few are the host's. */
    static final int STREAMS = 256;

    static final int STRANGERS_STREAMS = 224;

    /** Of events that a reader has not taken; what comes behind them waits in the store. */
    static final int STREAM_BYTES = 256 * 1024;

    public static final HttpLimits STANDARD =
            new HttpLimits(2_048, 64, new Patience(10_000, 60_000, 30_000), 64L << 20, new Rates(50_000, 500));

    /** The same with at most so many connections. */
    public HttpLimits with(int most) {
        return new HttpLimits(most, Math.min(strangerConnections, most), patience, bufferedBytes, rates);
    }

    /**
     * @param headMillis from the first byte of a request, or from the connection, until its head is complete
     * @param idleMillis between two requests
     * @param requestMillis from a request's head until its answer has been taken
     */
    public record Patience(long headMillis, long idleMillis, long requestMillis) {}

    /** A second's worth may come at once. */
    public record Rates(int loopback, int strangers) {}
}
