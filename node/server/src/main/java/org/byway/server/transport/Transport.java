package org.byway.server.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.proxy.Socks5ProxyHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.byway.protocol.community.Address;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.reach.Whereabouts;
import org.byway.protocol.record.Bytes32;

/** A node's connections with other nodes. */
public final class Transport implements AutoCloseable {
    private static final int BACKLOG = 1_024;

    /** Looking for the slowest session means looking at them all. */
    private static final int RELIEF_MILLIS = 20;

    /** Tor builds a way first. */
    private static final int PROXY_MILLIS = 60_000;

    /** Little, so that what waits is in the outbox, where it is counted. */
    private static final WriteBufferWaterMark IN_NETTY = new WriteBufferWaterMark(64 * 1024, 192 * 1024);

    private final TransportConfig config;
    private final TransportEvents events;
    private final Tls tls;
    private final Shared shared;
    private final Gate gate;
    private final Loops loops;
    private final boolean ownLoops;
    private final Seldom queuedRelief = new Seldom(RELIEF_MILLIS);
    private final Seldom unfinishedRelief = new Seldom(RELIEF_MILLIS);
    private final Seldom evictionRelief = new Seldom(RELIEF_MILLIS);
    private final long secret = new SecureRandom().nextLong();
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, Session> sessions = new ConcurrentHashMap<>();
    private final Queue<Channel> listeners = new ConcurrentLinkedQueue<>();
    private volatile boolean closing;

    /** @param lent whose I/O threads it takes; null where it has its own */
    private Transport(TransportConfig config, Tls tls, TransportEvents events, Loops lent) {
        Limits limits = config.limits();
        this.config = config;
        this.events = events;
        this.tls = tls;
        this.gate = new Gate(limits);
        this.shared = new Shared(
                events,
                limits,
                config.timing(),
                new Pressure(limits.queuedBytesInAll(), this::relieveQueued),
                new Pressure(limits.unreadBytesInAll(), () -> {}),
                new Pressure(limits.unfinishedBytesInAll(), this::relieveUnfinished));
        this.ownLoops = lent == null;
        this.loops = lent == null ? Loops.start(config.ioThreads()) : lent;
    }

    /**
     * Makes the certificate and starts the I/O threads; nothing is listened to or dialled yet.
     *
     * @param random for the certificate's key
     */
    public static Transport start(
            TransportConfig config,
            SigningKey node,
            SignatureCheck signatures,
            SecureRandom random,
            TransportEvents events) {
        return start(config, new Tls(config.tls(), node, signatures, random), events);
    }

    static Transport start(TransportConfig config, Tls tls, TransportEvents events) {
        return new Transport(config, tls, events, null);
    }

    /**
     * Another node's transport on the I/O threads of this one, which is to be closed after it: for a program that is thousands
     * of nodes at once.
     */
    public Transport beside(
            SigningKey node, SignatureCheck signatures, SecureRandom random, TransportEvents otherEvents) {
        return new Transport(config, new Tls(config.tls(), node, signatures, random), otherEvents, loops);
    }

    /** Accepts connections at the address, port 0 for a free one; returns the one it is. */
    public InetSocketAddress listen(InetSocketAddress address) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.listening())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .handler(new Acceptor(events))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, IN_NETTY)
                .childHandler(initializer(this::accept))
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen at " + address + ": " + bound.cause().getMessage(), bound.cause());
        }
        listeners.add(bound.channel());
        return (InetSocketAddress) bound.channel().localAddress();
    }

    /** Bytes of frames that were taken to be sent, since the start. */
    public long sentBytes() {
        return shared.queued().everBytes();
    }

    /** Bytes of frames that were delivered, since the start. */
    public long receivedBytes() {
        return shared.unread().everBytes();
    }

    /**
     * Makes one attempt to reach an address; the events tell of a session or of why there is none. Names are looked up, and
     * all that is found is tried in turn. Where the address names no node, any may answer.
     */
    public void dial(Address address) {
        dial(address, false);
    }

    /** Likewise; what leads into a local network is not dialled where that is not wanted. */
    public void dial(Address address, boolean outsideOnly) {
        Dial dial = new Dial(address, loops.group().next(), events);
        Whereabouts where = Whereabouts.of(address.host());
        if (config.socks() != null && config.socks().takes(where)) {
            dial.startUnresolved(this::connectByProxy);
        } else if (where == Whereabouts.ONION) {
            dial.failed(Cause.UNREACHABLE.because("an .onion address is reached by Tor alone: set socks5"));
        } else {
            dial.start(outsideOnly, this::connect);
        }
    }

    /** The connections from outside that are open now, half-open ones included. */
    public int accepted() {
        return gate.size();
    }

    /** The sessions that stand, whoever dialled. */
    public int sessions() {
        return sessions.size();
    }

    private interface Setup {
        void channel(Channel channel);
    }

    private static ChannelInitializer<Channel> initializer(Setup setup) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                setup.channel(channel);
            }
        };
    }

    private void accept(Channel channel) {
        if (gate.isFull() && evictionRelief.due()) {
            evict();
        }
        switch (gate.enter(channel, Gate.addressOf(channel))) {
            case Gate.Verdict.Refuse(Close why) -> {
                events.refused(channel.remoteAddress(), why);
                var unused = channel.close();
            }
            case Gate.Verdict.Admit(Channel instead) -> {
                channel.closeFuture().addListener(closed -> gate.left(channel));
                if (instead != null) {
                    instead.pipeline()
                            .fireUserEventTriggered(
                                    Cause.TOO_MANY.because("newer handshakes need the room of this unfinished one"));
                }
                handshake(channel, tls.accepting(channel), null);
            }
        }
    }

    private ChannelFuture connect(Dial dial, InetSocketAddress resolved) {
        return bootstrap(dial)
                .handler(initializer(channel -> handshake(channel, dial)))
                .connect(resolved);
    }

    private ChannelFuture connectByProxy(Dial dial, InetSocketAddress unresolved) {
        return bootstrap(dial)
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .handler(initializer(channel -> {
                    Socks5ProxyHandler proxy =
                            new Socks5ProxyHandler(config.socks().at());
                    proxy.setConnectTimeoutMillis(PROXY_MILLIS);
                    channel.pipeline().addLast(proxy);
                    handshake(channel, dial);
                    channel.pipeline().get(SslHandler.class).setHandshakeTimeoutMillis(PROXY_MILLIS);
                }))
                .connect(unresolved);
    }

    private void handshake(Channel channel, Dial dial) {
        handshake(channel, tls.dialling(channel, dial.address().node()), dial);
    }

    private Bootstrap bootstrap(Dial dial) {
        return new Bootstrap()
                .group(dial.loop())
                .channel(loops.connecting())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timing().connectMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, IN_NETTY);
    }

    private void handshake(Channel channel, SslHandler handler, Dial dial) {
        Loops.tune(channel);
        handler.setHandshakeTimeoutMillis(timing().handshakeMillis());
        handler.setCloseNotifyFlushTimeoutMillis(timing().farewellMillis());
        Handshake.Outcome outcome = new Handshake.Outcome() {
            @Override
            public void completed(ChannelHandlerContext handshake, Bytes32 key) {
                open(handshake, key, dial);
            }

            @Override
            public void failed(Close why) {
                if (dial == null) {
                    events.refused(channel.remoteAddress(), why);
                } else {
                    dial.failed(why);
                }
            }
        };
        channel.pipeline().addLast(handler, new Handshake(handler, outcome));
    }

    private void open(ChannelHandlerContext handshake, Bytes32 key, Dial dial) {
        Channel channel = handshake.channel();
        gate.completed(channel);
        SessionHandler handler = new SessionHandler(shared, ended -> sessions.remove(ended.id()));
        Address dialled = dial == null ? null : dial.address();
        Session session = new Session(ids.incrementAndGet(), key, channel.remoteAddress(), dialled, handler);
        channel.pipeline().replace(handshake.handler(), null, handler);
        sessions.put(session.id(), session);
        if (dial != null) {
            dial.succeeded();
        }
        handler.open(session);
        if (closing) {
            handler.finish(Cause.STOPPED.because("this node is closing"));
        }
    }

    private Timing timing() {
        return config.timing();
    }

    /** Drops the peer that has taken nothing for longest, unless all of them get on: then each is only slowed. */
    private void relieveQueued() {
        if (!queuedRelief.due()) {
            return;
        }
        long longest = TimeUnit.MILLISECONDS.toNanos(timing().stallMillis() / 4);
        Session stuck = null;
        for (Session session : sessions.values()) {
            long stalled = session.handler().stalledNanos();
            if (stalled > longest) {
                longest = stalled;
                stuck = session;
            }
        }
        if (stuck != null) {
            stuck.handler()
                    .cut(Cause.SLOW_READER.because(
                            "too much waits for all peers together, and this one took nothing for the longest"));
        }
    }

    /** One of those who came from outside makes room, so that the next one finds a place. */
    private void evict() {
        List<Eviction.Guest> guests = new ArrayList<>();
        for (Session session : sessions.values()) {
            if (session.dialled() == null) {
                guests.add(session.handler().guest());
            }
        }
        Session gone = sessions.get(Eviction.choose(guests, secret));
        if (gone != null) {
            gone.handler().cut(Cause.TOO_MANY.because("others need the room, and many come from the same network"));
        }
    }

    /** Drops the peer whose unfinished frame is the oldest. */
    private void relieveUnfinished() {
        if (!unfinishedRelief.due()) {
            return;
        }
        long longest = -1;
        Session slowest = null;
        for (Session session : sessions.values()) {
            long unfinished = session.handler().unfinishedNanos();
            if (unfinished > longest) {
                longest = unfinished;
                slowest = session;
            }
        }
        if (slowest != null) {
            slowest.handler()
                    .cut(Cause.SLOW_WRITER.because(
                            "too many frames are unfinished for all peers together, and this one is the oldest"));
        }
    }

    /** Says farewell to everybody and ends, within twice the time for a farewell and a little. */
    @Override
    public void close() {
        closing = true;
        listeners.forEach(listener -> listener.close().awaitUninterruptibly());
        List<Session> open = List.copyOf(sessions.values());
        open.forEach(session -> session.handler().finish(Cause.STOPPED.because("this node is closing")));
        open.forEach(session -> session.handler().awaitClosed(2L * timing().farewellMillis()));
        if (!ownLoops) {
            return;
        }
        loops.group()
                .shutdownGracefully(0, timing().farewellMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(2L * timing().farewellMillis());
    }
}
