package org.byway.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.byway.protocol.reach.Whereabouts;

/** The end of a session's pipeline: frames in and out, and the clock that ends a session which gets nowhere. */
final class SessionHandler extends ChannelInboundHandlerAdapter {
    private final Shared shared;
    private final Consumer<Session> whenClosed;
    private final FrameReader reader;
    private final Unread unread;
    private ChannelHandlerContext context;
    private Outbox outbox;
    private Patience patience;
    private ScheduledFuture<?> look;
    private Session session;
    private Close close;
    private boolean farewell;
    private volatile int unfinishedBytes;
    private volatile long unfinishedSinceNanos;
    private final AtomicLong brought = new AtomicLong();
    private volatile long openedNanos;

    SessionHandler(Shared shared, Consumer<Session> whenClosed) {
        this.shared = shared;
        this.whenClosed = whenClosed;
        this.reader = new FrameReader(shared.limits().frameBytes());
        this.unread = new Unread(shared.limits(), shared.unread());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        patience = new Patience(shared.timing(), now());
        outbox = new Outbox(added, shared.limits(), shared.queued(), this::writable);
    }

    /** The session is known to the outside from here on. */
    void open(Session opened) {
        session = opened;
        openedNanos = now();
        long millis = Patience.lookMillis(shared.timing());
        look = context.executor().scheduleAtFixedRate(this::look, millis, millis, TimeUnit.MILLISECONDS);
        shared.events().opened(opened);
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (close == null) {
                patience.heard(now(), bytes.readableBytes());
                Close fault = reader.read(bytes, this::deliver);
                countUnfinished();
                if (fault != null) {
                    cut(fault);
                }
            }
        } finally {
            bytes.release();
        }
    }

    private void deliver(byte[] frame) {
        brought.lazySet(brought.get() + frame.length);
        patience.framed(now());
        if (unread.delivered(frame.length)) {
            context.channel().config().setAutoRead(false);
        }
        shared.events().frame(session, frame);
    }

    private void countUnfinished() {
        int held = unfinishedBytes;
        int holds = reader.holdsBytes();
        if (holds == held) {
            return;
        }
        if (held == 0) {
            unfinishedSinceNanos = now();
        }
        unfinishedBytes = holds;
        if (holds > held) {
            shared.unfinished().add(holds - held);
        } else {
            shared.unfinished().remove(held - holds);
        }
    }

    void consumed(int frameBytes) {
        if (unread.consumed(frameBytes)) {
            run(this::resume);
        }
    }

    private void resume() {
        if (unread.resume()) {
            patience.resumed(now());
            context.channel().config().setAutoRead(true);
        }
    }

    Sent send(byte[] frame) {
        if (frame.length == 0 || frame.length > shared.limits().frameBytes()) {
            throw new IllegalArgumentException("a frame of " + frame.length + " bytes");
        }
        return outbox.offer(frame);
    }

    private void writable() {
        shared.events().writable(session);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext from) {
        if (from.channel().isWritable()) {
            outbox.drain();
        }
    }

    private void look() {
        Close slow = unread.paused() ? null : patience.reading(now(), reader);
        if (slow == null) {
            slow = patience.writing(now(), outbox);
        }
        if (slow != null) {
            cut(slow);
        }
    }

    /** From any thread: what is queued is written first, for a while. */
    void finish(Close why) {
        run(() -> {
            if (close == null) {
                close = why;
                outbox.finish(() -> {
                    var unused = context.close();
                });
                var unused = context.executor()
                        .schedule(this::closeNow, shared.timing().farewellMillis(), TimeUnit.MILLISECONDS);
            }
        });
    }

    /** From any thread: at once, and without waiting for a peer that takes nothing. */
    void cut(Close why) {
        run(() -> {
            if (close == null) {
                close = why;
                outbox.end();
                closeNow();
            }
        });
    }

    /** Past the TLS handler, which would wait for its farewell to be taken. */
    private void closeNow() {
        if (context.channel().isOpen()) {
            var unused = context.pipeline().firstContext().close();
        }
    }

    private void run(Runnable task) {
        if (context.executor().inEventLoop()) {
            task.run();
            return;
        }
        try {
            context.executor().execute(task);
        } catch (RejectedExecutionException e) {
            // The I/O threads have ended, and every session with them.
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext from, Object event) {
        if (event instanceof SslCloseCompletionEvent closed && closed.isSuccess()) {
            farewell = true;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable failure) {
        if (close == null) {
            close = Handshake.why(failure);
            outbox.end();
            closeNow();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        outbox.end();
        look.cancel(false);
        shared.unfinished().remove(unfinishedBytes);
        unfinishedBytes = 0;
        Close why = close == null ? ending() : close;
        shared.events().closed(session, why);
        whenClosed.accept(session);
    }

    private Close ending() {
        if (reader.midway()) {
            return Cause.BAD_FRAME.because("it ended in the middle: " + reader.progress());
        }
        return farewell
                ? Cause.PEER_CLOSED.because("the other side closed")
                : Cause.BROKEN.because("the connection ended without a farewell");
    }

    long queuedBytes() {
        return outbox.queuedBytes();
    }

    /** For how long the peer has taken nothing of what waits for it; 0 where nothing waits. */
    long stalledNanos() {
        return outbox.queuedBytes() == 0 ? 0 : now() - outbox.progressNanos();
    }

    /** For how long a frame has been unfinished; -1 where none is. */
    long unfinishedNanos() {
        return unfinishedBytes == 0 ? -1 : now() - unfinishedSinceNanos;
    }

    /** As one of whom it is asked who has to go. */
    Eviction.Guest guest() {
        String network = Whereabouts.network(Gate.addressOf(context.channel()).getAddress());
        return new Eviction.Guest(session.id(), network, now() - openedNanos, brought.get());
    }

    void awaitClosed(long millis) {
        context.channel().closeFuture().awaitUninterruptibly(millis);
    }

    private long now() {
        return context.executor().ticker().nanoTime();
    }
}
