package org.byway.bench;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.net.SocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.byway.protocol.community.Address;
import org.byway.protocol.gossip.GossipLimits;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Ack;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Hello;
import org.byway.protocol.wire.Pong;
import org.byway.server.transport.Close;
import org.byway.server.transport.Sent;
import org.byway.server.transport.Session;
import org.byway.server.transport.Transport;
import org.byway.server.transport.TransportConfig;
import org.byway.server.transport.TransportEvents;

/** The bench as one node of its community, in session with the node that is measured. */
final class Neighbour implements TransportEvents, AutoCloseable {
    private static final long GREETING_SECONDS = 20;

    /** Sent to whatever it is, and announced nothing. */
    static final List<String> PLAIN = List.of("sketch");

    /** What a node of this version knows. */
    static final List<String> AS_NODES = List.of("trees", "sketch");

    private final SendingCommunity community;
    private final List<SignedRecord> links;
    private final List<String> features;
    private final CompletableFuture<Void> greeted = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private volatile Consumer<Frame> listener = frame -> {};
    private volatile Session session;
    private volatile boolean deaf;
    private Transport transport;

    private Neighbour(SendingCommunity community, List<SignedRecord> links, List<String> features) {
        this.community = community;
        this.links = links;
        this.features = features;
    }

    /**
     * Dials the node as one of many nodes that share I/O threads, and does not wait.
     *
     * @param links the answered invite of that node's community, and what narrows it
     * @param features what it says that it knows
     */
    static Neighbour beside(
            Transport transport,
            SendingCommunity community,
            int node,
            Address address,
            List<SignedRecord> links,
            List<String> features) {
        Neighbour neighbour = new Neighbour(community, links, features);
        neighbour.transport =
                transport.beside(community.node(node), new StrictEd25519(), new SecureRandom(), neighbour);
        neighbour.transport.dial(address);
        return neighbour;
    }

    /**
     * Dials the node as the community's node of that index and greets it.
     *
     * @param link the answered invite of that node's community
     */
    static Neighbour dial(SendingCommunity community, int node, Address address, SignedRecord link)
            throws BenchFailure, InterruptedException {
        Neighbour neighbour = new Neighbour(community, List.of(link), PLAIN);
        neighbour.transport = Transport.start(
                TransportConfig.usual(), community.node(node), new StrictEd25519(), new SecureRandom(), neighbour);
        neighbour.transport.dial(address);
        neighbour.awaitGreeting();
        return neighbour;
    }

    /** Closes it where none comes. */
    void awaitGreeting() throws BenchFailure, InterruptedException {
        try {
            CompletableFuture.anyOf(greeted, ended).get(GREETING_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            ended.complete("no greeting within " + GREETING_SECONDS + " s");
        } catch (InterruptedException e) {
            close();
            throw e;
        }
        if (ended.isDone()) {
            close();
            throw new BenchFailure("node", "No session with the node: " + ended.join() + ".", "");
        }
    }

    /** Who hears all frames but greetings and pings, on an I/O thread. */
    void listen(Consumer<Frame> to) {
        listener = to;
    }

    /** Completes when the node has greeted. */
    CompletableFuture<Void> greeted() {
        return greeted;
    }

    /** Completes with the reason when the session has ended. */
    CompletableFuture<String> ended() {
        return ended;
    }

    /** Takes nothing more of what comes; where its transport lets one frame wait, nothing more is read either. */
    void stopReading() {
        deaf = true;
    }

    void send(byte[] frame) {
        if (session.send(frame) == Sent.FULL) {
            throw new IllegalStateException("more waits to be sent than the window allows");
        }
    }

    /** A moment later, as a node does with little. */
    void acknowledge(long number) {
        byte[] frame = Frame.newBuilder()
                .setAck(Ack.newBuilder().setNumber(number))
                .build()
                .toByteArray();
        CompletableFuture.delayedExecutor(GossipLimits.GATHERED_MILLIS, TimeUnit.MILLISECONDS)
                .execute(() -> session.send(frame));
    }

    @Override
    public void opened(Session opened) {
        session = opened;
        List<SignedRecord> papers = new ArrayList<>(List.of(community.charter()));
        papers.addAll(links);
        Hello.Builder hello = Hello.newBuilder()
                .addVersions(1)
                .addAllFeatures(features)
                .setCommunity(Parcels.bytes(community.id()))
                .setClock(System.currentTimeMillis())
                .setPapers(Bundles.write(papers))
                .setAgent("byway-bench");
        send(Frame.newBuilder().setHello(hello).build().toByteArray());
    }

    @Override
    public void frame(Session from, byte[] bytes) {
        if (deaf) {
            return;
        }
        from.consumed(bytes.length);
        try {
            CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
            in.enableAliasing(true);
            Frame frame = Frame.parseFrom(in);
            switch (frame.getBodyCase()) {
                case HELLO -> greeted.complete(null);
                case PING -> pong(frame.getPing().getNonce());
                case BYE ->
                    ended.complete(
                            frame.getBye().getReason() + ": " + frame.getBye().getDetail());
                default -> listener.accept(frame);
            }
        } catch (IOException e) {
            ended.complete("the node sent what is not a frame: " + e.getMessage());
        } catch (RuntimeException e) {
            ended.complete(e.toString());
        }
    }

    private void pong(long nonce) {
        send(Frame.newBuilder()
                .setPong(Pong.newBuilder().setNonce(nonce).setClock(System.currentTimeMillis()))
                .build()
                .toByteArray());
    }

    static ByteString bytes(byte[] of) {
        return ByteString.copyFrom(of);
    }

    @Override
    public void writable(Session from) {}

    @Override
    public void closed(Session from, Close close) {
        ended.complete(close.toString());
    }

    @Override
    public void refused(SocketAddress remote, Close close) {}

    @Override
    public void unreached(Address address, Close close) {
        ended.complete(close.toString());
    }

    @Override
    public void acceptingPaused(String detail, long forMillis) {}

    @Override
    public void close() {
        transport.close();
    }
}
