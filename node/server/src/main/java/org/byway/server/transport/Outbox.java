package org.byway.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What waits to be written to one peer. {@link #offer} from any thread, the rest on the session's I/O thread.
 *
 * <p>Small frames leave together and large ones in pieces, each of at most {@link #PIECE_BYTES}: few writes, and progress
 * that can be seen. Whatever was taken counts until the kernel has it.
 */
final class Outbox {
    static final int PIECE_BYTES = 64 * 1024;
    private static final int PIECES_AT_ONCE = 16;

    private enum State {
        OPEN,
        FINISHING,
        ENDED
    }

    private final ChannelHandlerContext context;
    private final int slowBytes;
    private final int mostBytes;
    private final Pressure pressure;
    private final Runnable writable;
    private final Queue<byte[]> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong queued = new AtomicLong();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private volatile State state = State.OPEN;
    private volatile long progressNanos;
    private Runnable whenEmpty;
    private byte[] current;
    private int currentAt;

    /** The last argument runs on the I/O thread when there is room again, once after each time that there was not. */
    Outbox(ChannelHandlerContext context, Limits limits, Pressure pressure, Runnable writable) {
        this.context = context;
        this.slowBytes = limits.slowBytes();
        this.mostBytes = limits.queuedBytes();
        this.pressure = pressure;
        this.writable = writable;
    }

    Sent offer(byte[] frame) {
        if (state != State.OPEN) {
            return Sent.CLOSED;
        }
        long size = (long) frame.length + FrameReader.HEADER_BYTES;
        long all = queued.addAndGet(size);
        boolean first = all == size;
        if (!first && (all > mostBytes || pressure.high())) {
            queued.addAndGet(-size);
            wanted.set(true);
            drainSoon();
            return Sent.FULL;
        }
        if (first) {
            progressNanos = nanoTime();
        }
        pressure.add(size);
        waiting.add(frame);
        boolean slow = all > slowBytes;
        if (slow) {
            wanted.set(true);
        }
        drainSoon();
        return slow ? Sent.SLOW : Sent.TAKEN;
    }

    private void drainSoon() {
        if (draining.compareAndSet(false, true)) {
            try {
                context.executor().execute(this::drain);
            } catch (RejectedExecutionException e) {
                state = State.ENDED;
            }
        }
    }

    /** Writes what the socket takes, up to a megabyte; called again when the socket takes more. */
    void drain() {
        draining.set(false);
        if (state == State.ENDED) {
            end();
            return;
        }
        boolean more = true;
        for (int pieces = 0;
                more && pieces < PIECES_AT_ONCE && context.channel().isWritable();
                pieces++) {
            more = writePiece();
        }
        if (more && context.channel().isWritable()) {
            drainSoon();
        }
        sayIfWritable();
    }

    /** False when nothing waits any more. */
    private boolean writePiece() {
        if (current == null) {
            current = waiting.poll();
        }
        if (current == null) {
            return false;
        }
        ByteBuf piece = context.alloc().directBuffer(pieceBytes(), PIECE_BYTES);
        while (current != null && fill(piece)) {
            current = waiting.poll();
        }
        int size = piece.readableBytes();
        context.writeAndFlush(piece).addListener(done -> written(size));
        return current != null || !waiting.isEmpty();
    }

    private int pieceBytes() {
        return waiting.isEmpty()
                ? Math.min(PIECE_BYTES, current.length - currentAt + FrameReader.HEADER_BYTES)
                : PIECE_BYTES;
    }

    /** Adds the current frame, or as much of it as there is room for; whether all of it is in. */
    private boolean fill(ByteBuf piece) {
        int room = PIECE_BYTES - piece.readableBytes();
        if (currentAt == 0) {
            if (room <= FrameReader.HEADER_BYTES) {
                return false;
            }
            piece.writeInt(current.length);
            room -= FrameReader.HEADER_BYTES;
        }
        int take = Math.min(room, current.length - currentAt);
        piece.writeBytes(current, currentAt, take);
        currentAt += take;
        if (currentAt < current.length) {
            return false;
        }
        currentAt = 0;
        return true;
    }

    private void written(int size) {
        progressNanos = nanoTime();
        forget(size);
        sayIfWritable();
        sayIfEmpty();
    }

    private void forget(long size) {
        queued.addAndGet(-size);
        pressure.remove(size);
    }

    private void sayIfWritable() {
        long left = queued.get();
        boolean room = left == 0 || left <= slowBytes / 2 && !pressure.high();
        if (state == State.OPEN && room && wanted.compareAndSet(true, false)) {
            writable.run();
        }
    }

    private void sayIfEmpty() {
        if (state == State.FINISHING && queued.get() == 0) {
            whenEmpty.run();
        }
    }

    /** Nothing more is taken; what waits is written still, and then the argument runs on the I/O thread. */
    void finish(Runnable afterLast) {
        if (state == State.OPEN) {
            whenEmpty = afterLast;
            state = State.FINISHING;
            sayIfEmpty();
        }
    }

    /** Nothing more is taken, and what waits is forgotten. Pieces that were written already end by themselves. */
    void end() {
        state = State.ENDED;
        if (current != null) {
            forget((long) current.length - currentAt + (currentAt == 0 ? FrameReader.HEADER_BYTES : 0));
            current = null;
        }
        for (byte[] frame = waiting.poll(); frame != null; frame = waiting.poll()) {
            forget((long) frame.length + FrameReader.HEADER_BYTES);
        }
    }

    long queuedBytes() {
        return queued.get();
    }

    /** When the kernel last took a piece, or the first frame was queued. */
    long progressNanos() {
        return progressNanos;
    }

    private long nanoTime() {
        return context.executor().ticker().nanoTime();
    }
}
