package org.byway.bench;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.byway.protocol.community.Address;
import org.byway.protocol.community.Charter;
import org.byway.protocol.community.Invite;
import org.byway.protocol.community.LinkHalf;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.seal.SignedRecord;
import org.byway.server.transport.Transport;
import org.byway.server.transport.TransportConfig;

/**
 * Many nodes of linked communities that greet a node, answer its pings, and want nothing of it. Each has a key and a
 * certificate of its own; as many as a charter may name share a community and a link.
 */
public final class HeldSessions implements AutoCloseable {
    private static final int AT_ONCE = 24;
    private static final long GREETING_SECONDS = 30;

    private final Transport threads;
    private final List<Neighbour> neighbours = new ArrayList<>();

    private HeldSessions(Transport threads) {
        this.threads = threads;
    }

    /**
     * Opens that many, some at once, and returns when all have been greeted.
     *
     * @param invite of the node's community
     */
    public static HeldSessions open(Address node, String invite, int count, RandomGenerator random)
            throws BenchFailure, InterruptedException {
        Transport threads = Transport.start(
                TransportConfig.usual(),
                SendingCommunity.key(random),
                new StrictEd25519(),
                new SecureRandom(),
                new NobodyHears());
        HeldSessions held = new HeldSessions(threads);
        try {
            held.open(node, invite, random, count);
            return held;
        } catch (BenchFailure | InterruptedException | RuntimeException e) {
            held.close();
            throw e;
        }
    }

    private void open(Address node, String invite, RandomGenerator random, int count)
            throws BenchFailure, InterruptedException {
        long now = System.currentTimeMillis();
        LinkHalf inviter = Invite.read(invite, now, new StrictEd25519()).orThrow();
        Semaphore room = new Semaphore(AT_ONCE);
        // Any node is taken there: a key that is expected costs a TLS context of its own for each dial.
        Address anywhere = new Address(null, node.host(), node.port());
        while (neighbours.size() < count) {
            int nodes = Math.min(Charter.MOST_NODES, count - neighbours.size());
            SendingCommunity community = SendingCommunity.found(nodes, random, now);
            SignedRecord link = community.answer(inviter, now);
            List<SignedRecord> links = List.of(link, community.narrowed(link, now));
            for (int i = 0; i < nodes; i++) {
                acquire(room, 1);
                Neighbour each = Neighbour.beside(threads, community, i, anywhere, links, Neighbour.AS_NODES);
                neighbours.add(each);
                var unused =
                        CompletableFuture.anyOf(each.greeted(), each.ended()).thenRun(room::release);
            }
        }
        acquire(room, AT_ONCE);
    }

    private void acquire(Semaphore room, int places) throws InterruptedException, BenchFailure {
        if (!room.tryAcquire(places, GREETING_SECONDS, TimeUnit.SECONDS) || left() < neighbours.size() - AT_ONCE) {
            throw new BenchFailure("node", "Only " + left() + " sessions stand: " + why(), "");
        }
    }

    /** How many stand. */
    public long left() {
        return neighbours.stream().filter(each -> !each.ended().isDone()).count();
    }

    /** Why the first of those ended that did; empty where none did. */
    public String why() {
        return neighbours.stream()
                .map(each -> each.ended().getNow(""))
                .filter(why -> !why.isEmpty())
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        threads.close();
    }
}
