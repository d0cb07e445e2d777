package org.byway.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands at the listening socket, where every connection is seen before a byte of it is read: counts them, in all and by
 * address, closes what is too many, and gives each of the others a {@link Watch}.
 *
 * <p>Connections are counted by the thread that accepts them and by the event loop that closes them.
 */
@ChannelHandler.Sharable
final class Door extends ChannelInboundHandlerAdapter {
    private final HttpLimits limits;
    private final Map<SocketAddress, Watch> watches = new ConcurrentHashMap<>();
    private final Map<InetAddress, Integer> strangers = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger fromHome = new AtomicInteger();
    private volatile boolean closing;

    Door(HttpLimits limits) {
        this.limits = limits;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        if (!(accepted instanceof Channel channel)) {
            context.fireChannelRead(accepted);
        } else if (enter(channel)) {
            context.fireChannelRead(channel);
        } else {
            channel.unsafe().closeForcibly();
            ReferenceCountUtil.release(accepted);
        }
    }

    private boolean enter(Channel channel) {
        if (closing) {
            return false;
        }
        if (channel instanceof NioDomainSocketChannel) {
            return enterFromHome(channel);
        }
        return channel.remoteAddress() instanceof InetSocketAddress from && enter(channel, from);
    }

    /** Whoever comes by the home's own socket finds room when strangers take all, and is not watched: it is the owner's node. */
    private boolean enterFromHome(Channel channel) {
        if (fromHome.incrementAndGet() > HttpLimits.HOME_CONNECTIONS) {
            fromHome.decrementAndGet();
            return false;
        }
        channel.closeFuture().addListener(closed -> fromHome.decrementAndGet());
        return true;
    }

    private boolean enter(Channel channel, InetSocketAddress from) {
        InetAddress address = from.getAddress();
        boolean stranger = !address.isLoopbackAddress();
        int inAll = open.incrementAndGet();
        int ofOne = stranger ? strangers.merge(address, 1, Integer::sum) : 0;
        if (inAll > limits.connections() || ofOne > limits.strangerConnections()) {
            leave(address, stranger);
            return false;
        }
        SocketAddress key = SocketAddress.inetSocketAddress(from);
        Watch watch = new Watch(channel, limits.patience(), System.nanoTime());
        watches.put(key, watch);
        channel.pipeline().addLast(watch);
        channel.closeFuture().addListener(closed -> {
            watches.remove(key, watch);
            leave(address, stranger);
        });
        return true;
    }

    private void leave(InetAddress address, boolean stranger) {
        open.decrementAndGet();
        if (stranger) {
            strangers.computeIfPresent(address, (any, count) -> count == 1 ? null : count - 1);
        }
    }

    /** The watch of an open connection, or null where it has just closed or came by the home's own socket. */
    Watch watch(SocketAddress remote) {
        return remote == null ? null : watches.get(remote);
    }

    int connections() {
        return open.get() + fromHome.get();
    }

    /** Cuts the connections whose clients took too long; on the event loop. */
    void sweep(long now) {
        watches.values().forEach(watch -> watch.sweep(now));
    }

    /** Lets nobody in any more, and closes connections as they fall idle; on the event loop. */
    void close() {
        closing = true;
        watches.values().forEach(Watch::leave);
    }
}
