package org.byway.server.transport;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/** The I/O threads and the kind of socket that goes with them: epoll where it is, else what every Java has. */
record Loops(
        MultiThreadIoEventLoopGroup group,
        Class<? extends ServerChannel> listening,
        Class<? extends SocketChannel> connecting) {
    /**
     * What the kernel may hold that it has not sent. Otherwise it takes megabytes for a peer that reads nothing, and such a
     * one is not told from one that does.
     */
    private static final long UNSENT_BYTES = 256 * 1024;

    static Loops start(int threads) {
        return Epoll.isAvailable()
                ? new Loops(
                        group(threads, EpollIoHandler.newFactory()),
                        EpollServerSocketChannel.class,
                        EpollSocketChannel.class)
                : new Loops(
                        group(threads, NioIoHandler.newFactory()),
                        NioServerSocketChannel.class,
                        NioSocketChannel.class);
    }

    /** Sets what only the kernel of Linux knows, on a connection of either side. */
    static void tune(Channel channel) {
        if (channel instanceof EpollSocketChannel) {
            channel.config().setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT_BYTES);
        }
    }

    private static MultiThreadIoEventLoopGroup group(int threads, IoHandlerFactory factory) {
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("byway-io", true), factory);
    }
}
