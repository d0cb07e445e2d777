package org.byway.server.transport;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;

/**
 * How a transport is set up.
 *
 * @param ioThreads threads that read, write and do the TLS of all connections
 * @param tls who does the TLS: the native library where it is there, else the JDK
 * @param socks by which others are dialled; null where there is no proxy
 */
public record TransportConfig(Limits limits, Timing timing, int ioThreads, SslProvider tls, Socks socks) {
    public static TransportConfig usual() {
        int threads = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);
        return new TransportConfig(Limits.USUAL, Timing.USUAL, threads, fastestTls(), null);
    }

    private static SslProvider fastestTls() {
        return OpenSsl.isAvailable() && SslProvider.isTlsv13Supported(SslProvider.OPENSSL)
                ? SslProvider.OPENSSL
                : SslProvider.JDK;
    }

    public TransportConfig with(Limits other) {
        return new TransportConfig(other, timing, ioThreads, tls, socks);
    }

    public TransportConfig with(Timing other) {
        return new TransportConfig(limits, other, ioThreads, tls, socks);
    }

    public TransportConfig with(SslProvider other) {
        return new TransportConfig(limits, timing, ioThreads, other, socks);
    }

    public TransportConfig with(Socks other) {
        return new TransportConfig(limits, timing, ioThreads, tls, other);
    }
}
