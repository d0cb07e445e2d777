package org.byway.agent;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.byway.agent.catalogue.Listed;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Reply;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.Bundle;
import org.byway.protocol.wire.Item;

/**
 * The live records of a kind that a node lists, newest first, with all that they say. Each is what its id says; whether its seal
 * holds is the node's word, as in every list.
 */
public final class LiveRecords {
    private static final int PAGE = 200;
    private static final int AT_ONCE = 8;

    private final NodePort node;

    public LiveRecords(NodePort node) {
        this.node = node;
    }

    /** Takes one record after the other; an IOException ends it. */
    public interface Taker {
        void take(Listed listed) throws IOException;
    }

    /**
     * Gives every record to the taker, community null for all, and replies with how many. What ends or loses its content while this
     * goes on is left out.
     */
    public Reply<Long> each(Kind kind, Bytes32 community, Taker taker) throws IOException {
        long taken = 0;
        String cursor = null;
        try (ExecutorService fetching =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            do {
                Reply<NodePort.Listing> page = node.list(new NodePort.Query(kind, community, PAGE, cursor));
                if (!(page instanceof Reply.Got<NodePort.Listing>(NodePort.Listing listing))) {
                    return page.map(none -> 0L);
                }
                List<Future<Reply<byte[]>>> fetched = new ArrayList<>();
                List<Bytes32> ids = listing.items().stream()
                        .map(item -> Bytes32.ofHex(item.path("id").asText()))
                        .toList();
                ids.forEach(id -> fetched.add(fetching.submit(() -> node.record(id))));
                for (int i = 0; i < ids.size(); i++) {
                    switch (fetched.get(i).get()) {
                        case Reply.Got<byte[]>(byte[] bundle) -> taken += take(bundle, ids.get(i), taker);
                        case Reply.Refused<byte[]> gone -> {}
                        case Reply.Unreachable<byte[]>(String why) -> {
                            return new Reply.Unreachable<>(why);
                        }
                    }
                }
                cursor = listing.next();
            } while (cursor != null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Unreachable<>("interrupted");
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        return new Reply.Got<>(taken);
    }

    /** How many were taken: one, or none where the node holds only the head. */
    private static int take(byte[] bundle, Bytes32 id, Taker taker) throws IOException {
        Item item = Bundle.parseFrom(bundle).getRecords(0);
        byte[] content = item.getContent().toByteArray();
        if (!(Envelope.parse(item.getEnvelope().toByteArray()) instanceof Checked.Ok<Envelope>(Envelope envelope))
                || !envelope.id().equals(id)) {
            throw new InvalidProtocolBufferException("the node gave another record than " + id);
        }
        if (!item.hasContent()) {
            return 0;
        }
        if (!Sha256.of(content).equals(envelope.contentDigest())) {
            throw new InvalidProtocolBufferException("the node gave another content of " + id);
        }
        taker.take(new Listed(envelope, content));
        return 1;
    }
}
