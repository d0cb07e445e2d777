package org.byway.protocol.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.byway.protocol.community.Charter;
import org.byway.protocol.community.Chartering;
import org.byway.protocol.fuzz.Good;
import org.byway.protocol.mail.MemoryMailStore;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.store.MemoryStore;
import org.byway.protocol.store.Store;
import org.byway.protocol.store.StoreFault;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Hello;

/** A node in memory with one session: the other node of its community, which says whatever it likes. */
final class FuzzedNode {
    static final long SESSION = 1;
    /** Timers that are due at once are few in good company; a chain of them that does not end is a fault. */
    private static final int MOST_STEPS = 10_000;

    private static final long MAIL_BYTES = 1 << 20;
    private static final Charter CHARTER = Chartering.charter(Chartering.FIRST);

    private final Peer peer = new Peer(
            new Config(Chartering.NORTH, Chartering.FIRST, List.of(), new Config.Software("fuzzed", true)),
            new MemoryStore(),
            new MailGround(new MemoryMailStore(), new byte[32], MAIL_BYTES),
            new Random(1));
    private final Inbound inbound = new Inbound(new Verification(Good.BELIEVING), Good.BELIEVING);
    private final List<Event> due = new ArrayList<>();
    private final List<Frame> said = new ArrayList<>();
    private long now = Chartering.NOON;

    FuzzedNode() {
        handle(new Event.Started());
        handle(new Event.Opened(SESSION, Chartering.SOUTH.publicKey(), null));
    }

    /** A greeting that opens everything. */
    static byte[] hello() {
        return frame(frame -> frame.setHello(Hello.newBuilder()
                .addVersions(Papers.VERSION)
                .addAllFeatures(List.of(BlobRoom.FEATURE, TreeRoom.FEATURE, SketchRoom.FEATURE, Sender.PACKED_FEATURE))
                .setCommunity(Chartering.bytes(CHARTER.community()))
                .setClock(Chartering.NOON)
                .setPapers(Bundles.write(List.<SignedRecord>of(Chartering.FIRST)))));
    }

    static byte[] frame(Consumer<Frame.Builder> body) {
        Frame.Builder frame = Frame.newBuilder();
        body.accept(frame);
        return frame.build().toByteArray();
    }

    /** A frame arrives. */
    FuzzedNode hears(byte[] frame) {
        now += 100;
        handle(inbound.open(SESSION, frame));
        return this;
    }

    /** What the node has said. */
    List<Frame> said() {
        return said;
    }

    boolean isLinked() {
        return peer.neighbours(now).stream().anyMatch(each -> each.state() == Neighbour.State.LINKED);
    }

    private void handle(Event first) {
        due.add(first);
        for (int steps = 0; !due.isEmpty(); steps++) {
            if (steps == MOST_STEPS) {
                throw new AssertionError("it never comes to rest: " + due);
            }
            peer.handle(now, due.remove(0)).forEach(this::done);
        }
    }

    /** The driver's part, as far as it is about this session; blobs and letters to others lead nowhere. */
    private void done(Effect effect) {
        switch (effect) {
            case Effect.Send(long session, Frame frame, boolean packed) -> said.add(frame);
            case Effect.Commit(Store.Group group) -> due.add(committed(group));
            case Effect.SetTimer(long at, Timer timer) when at <= now -> due.add(new Event.Fired(timer));
            default -> {
                // Nobody waits for it here.
            }
        }
    }

    private static Event committed(Store.Group group) {
        try {
            group.commit();
            return new Event.Committed(group);
        } catch (StoreFault e) {
            throw new AssertionError(e);
        }
    }
}
