package org.byway.server.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/**
 * Sits on the listening socket: when accepting fails, for want of file descriptors for instance, it stops for a while, a
 * longer one each time, and leaves the open sessions alone.
 */
final class Acceptor extends ChannelInboundHandlerAdapter {
    private static final int FIRST_MILLIS = 100;
    private static final int MOST_MILLIS = 3_200;

    private final TransportEvents events;
    private long waitMillis = FIRST_MILLIS;

    Acceptor(TransportEvents events) {
        this.events = events;
    }

    @Override
    public void channelRead(ChannelHandlerContext listening, Object accepted) {
        waitMillis = FIRST_MILLIS;
        listening.fireChannelRead(accepted);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext listening, Throwable failure) {
        if (!listening.channel().config().isAutoRead()) {
            return;
        }
        long millis = waitMillis;
        waitMillis = Math.min(MOST_MILLIS, 2 * waitMillis);
        listening.channel().config().setAutoRead(false);
        var unused = listening
                .executor()
                .schedule(() -> listening.channel().config().setAutoRead(true), millis, TimeUnit.MILLISECONDS);
        events.acceptingPaused(String.valueOf(failure.getMessage()), millis);
    }
}
