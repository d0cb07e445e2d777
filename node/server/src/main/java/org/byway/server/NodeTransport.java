package org.byway.server;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.byway.protocol.community.Address;
import org.byway.protocol.peer.Event;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.byway.server.transport.Close;
import org.byway.server.transport.Session;
import org.byway.server.transport.TransportEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what the transport says to the loop: frames by way of the verifying threads, everything in the order of its session. */
final class NodeTransport implements TransportEvents {
    private static final Logger LOG = LoggerFactory.getLogger("org.byway.transport");

    /** More than a thread does that brings it. */
    private static final int AWAY = Integer.MAX_VALUE;

    private static final Duration REFUSALS_TOLD_EVERY = Duration.ofSeconds(5);

    private final Verifiers verifiers;
    private final CompletableFuture<NodeLoop> fed = new CompletableFuture<>();
    private final AtomicInteger untold = new AtomicInteger();
    private final AtomicLong tellAgain = new AtomicLong(System.nanoTime());

    NodeTransport(Verifiers verifiers) {
        this.verifiers = verifiers;
    }

    /** The loop that all goes to; until then the verifying threads wait with what they have. */
    void feed(NodeLoop loop) {
        fed.complete(loop);
    }

    private NodeLoop loop() {
        return fed.join();
    }

    @Override
    public void opened(Session session) {
        inOrder(session, AWAY, lane -> loop().opened(session));
    }

    @Override
    public void frame(Session session, byte[] frame) {
        // On an I/O thread nobody waits for the loop, or unpacks what may be ten times as much.
        int bytes = fed.isDone() && !Packing.isPacked(frame) ? frame.length : AWAY;
        inOrder(session, bytes, lane -> open(session, frame, lane));
    }

    private void open(Session session, byte[] frame, Verifiers.Lane lane) {
        Event event = switch (Packing.unpack(frame)) {
            case Checked.Ok<byte[]>(byte[] plain) -> lane.inbound().open(session.id(), plain);
            case Checked.Refused<byte[]>(Refusal refusal) -> new Event.Rejected(session.id(), refusal);
        };
        loop().happened(event, () -> session.consumed(frame.length));
    }

    @Override
    public void writable(Session session) {
        inOrder(session, AWAY, lane -> loop().happened(new Event.Writable(session.id(), true)));
    }

    @Override
    public void closed(Session session, Close close) {
        inOrder(session, AWAY, lane -> loop().happened(new Event.Closed(session.id(), close.toString())));
    }

    private void inOrder(Session session, int bytes, Consumer<Verifiers.Lane> work) {
        try {
            verifiers.of(session.id()).run(bytes, work);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} said something while the node was ending", session);
        }
    }

    /** Anybody can bring this about as often as they like, so it does not fill the log. */
    @Override
    public void refused(SocketAddress remote, Close close) {
        untold.incrementAndGet();
        long now = System.nanoTime();
        long due = tellAgain.get();
        if (now - due >= 0 && tellAgain.compareAndSet(due, now + REFUSALS_TOLD_EVERY.toNanos())) {
            LOG.info("refused {} connections, the last from {}: {}", untold.getAndSet(0), remote, close);
        }
    }

    @Override
    public void unreached(Address address, Close close) {
        LOG.info("cannot reach {}: {}", address.text(), close);
        loop().happened(new Event.DialFailed(address, close.toString()));
    }

    @Override
    public void acceptingPaused(String detail, long forMillis) {
        LOG.warn("not accepting connections for {} ms: {}", forMillis, detail);
    }
}
