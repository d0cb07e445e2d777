package org.byway.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/**
 * Watches one connection from its first byte, so that a client which sends or reads by drops is cut. Times are those of
 * {@link System#nanoTime}; everything happens on the event loop.
 *
 * <p>While a request is open, its {@link Exchange} sets the limit. Between requests, a head that has begun must be whole
 * in time, and so must the first one after the connection was made. On HTTP/2 other frames come between requests, so
 * there only the limit for idleness holds.
 */
final class Watch extends ChannelInboundHandlerAdapter {
    private static final long NOT_BEGUN = 0;

    private final Channel channel;
    private final long headNanos;
    private final long idleNanos;
    private ChannelHandlerContext socketSide;
    private int openRequests;
    private boolean multiplexed;
    private boolean leaving;
    private long idleSince;
    private long headSince;
    private long cutAt = Long.MAX_VALUE;

    Watch(Channel channel, HttpLimits.Patience patience, long now) {
        this.channel = channel;
        this.headNanos = TimeUnit.MILLISECONDS.toNanos(patience.headMillis());
        this.idleNanos = TimeUnit.MILLISECONDS.toNanos(patience.idleMillis());
        this.idleSince = now;
        this.headSince = now;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        socketSide = context;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        if (openRequests == 0 && headSince == NOT_BEGUN && !multiplexed) {
            headSince = System.nanoTime();
        }
        context.fireChannelRead(bytes);
    }

    /** A request's head is whole; returns how many requests are open now. */
    int opened(boolean http2) {
        multiplexed |= http2;
        headSince = NOT_BEGUN;
        return ++openRequests;
    }

    /** A request's answer has been taken. */
    void ended(long now) {
        openRequests--;
        idleSince = now;
        if (leaving && openRequests == 0) {
            cut();
        }
    }

    /** Closes the connection as soon as it has no open request. */
    void leave() {
        leaving = true;
        if (openRequests == 0) {
            cut();
        }
    }

    /** Cuts the connection at that time at the latest. */
    void cutAt(long time) {
        cutAt = Math.min(cutAt, time);
    }

    void sweep(long now) {
        boolean idle = openRequests == 0 && now - idleSince > idleNanos;
        boolean slow = openRequests == 0 && headSince != NOT_BEGUN && now - headSince > headNanos;
        if (idle || slow || now >= cutAt) {
            cut();
        }
    }

    /** At once, whatever still waits to be written: from the socket's side, since the other side would wait for it. */
    void cut() {
        if (socketSide == null) {
            ChannelFuture unused = channel.close();
        } else {
            ChannelFuture unused = socketSide.close();
        }
    }
}
