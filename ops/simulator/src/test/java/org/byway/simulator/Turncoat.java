package org.byway.simulator;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.byway.protocol.community.Link;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;
import org.byway.protocol.wire.Ack;
import org.byway.protocol.wire.Announce;
import org.byway.protocol.wire.Bundle;
import org.byway.protocol.wire.Carried;
import org.byway.protocol.wire.Carries;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Hello;
import org.byway.protocol.wire.Item;
import org.byway.protocol.wire.Pong;
import org.byway.protocol.wire.Reconcile;
import org.byway.protocol.wire.Records;

/**
 * Who was as honest as the others until it turned: from then on it acknowledges everything and passes nothing on, announces to all
 * what it will not give and what nobody has, says that it supplies every community from nearby, and begins comparisons that
 * it never goes on with. Some flood besides. Whoever hangs up is dialled again.
 */
final class Turncoat implements Host.Impostor {
    private static final long TICK_MILLIS = 1_000;
    private static final int INVENTED = 20;
    private static final int FLOOD_TICKS = 10;
    private static final long ROUNDS = 1_000_000;
    /** Of set reconciliation: version, then one range over all, of which nothing is said. */
    private static final byte[] EVERYTHING = {0x61, 0, 0, 0};

    private final Cluster cluster;
    private final Host self;
    private final Dice dice;
    private final List<SignedRecord> links;
    private final List<Host> linked;
    private final List<Bundle> flood;
    private final Set<Channel.End> greeted = new HashSet<>();
    private final Set<Bytes32> told = new HashSet<>();
    private long sent = ROUNDS;
    private int ticks;

    /** @param flood what it sends every ten seconds besides; nothing where it is quiet about itself */
    Turncoat(Cluster cluster, Host self, List<Bundle> flood) {
        this.cluster = cluster;
        this.self = self;
        this.flood = flood;
        this.dice = new Dice(cluster.seed(), "turncoat " + self.number());
        this.links = links();
        this.linked = cluster.hosts().stream()
                .filter(host -> cluster.shape().linked(self.number(), host.number()))
                .toList();
    }

    private List<SignedRecord> links() {
        List<SignedRecord> all = new ArrayList<>();
        String cursor = null;
        do {
            Store.Page page = self.store()
                    .list(new Store.Query(self.clock(), Kind.FEDERATION_LINK.number(), null, null, 100, cursor));
            all.addAll(page.records());
            cursor = page.next();
        } while (cursor != null);
        return all;
    }

    void turn() {
        self.yield(this);
        self.ends().values().stream().filter(Channel.End::isOpen).forEach(this::greets);
        tick();
    }

    @Override
    public void opened(Channel.End end, boolean dialled) {
        if (dialled) {
            say(end, Frame.newBuilder().setHello(hello(end.other().host)));
        }
    }

    private Hello hello(Host other) {
        List<SignedRecord> papers = new ArrayList<>(List.of(self.community().charter()));
        for (SignedRecord record : links) {
            boolean between = Link.held(record.envelope(), record.content()) instanceof Checked.Ok<Link>(Link link)
                    && link.other(other.community().id()) != null
                    && link.other(self.community().id()) != null;
            if (between) {
                papers.add(record);
            }
        }
        return Hello.newBuilder()
                .addVersions(1)
                .addAllFeatures(List.of("trees", "sketch"))
                .setCommunity(bytes(self.community().id()))
                .setClock(self.clock())
                .setPapers(Bundles.write(papers))
                .setAgent("simulated")
                .build();
    }

    @Override
    public void heard(Channel.End end, Frame frame) {
        switch (frame.getBodyCase()) {
            case HELLO -> {
                if (end == end.channel().acceptor) {
                    say(end, Frame.newBuilder().setHello(hello(end.other().host)));
                }
                greets(end);
            }
            case PING ->
                say(
                        end,
                        Frame.newBuilder()
                                .setPong(Pong.newBuilder()
                                        .setNonce(frame.getPing().getNonce())
                                        .setClock(self.clock())));
            case RECORDS -> takes(end, frame.getRecords());
            case ANNOUNCE ->
                boast(
                        end,
                        frame.getAnnounce().getCommunity(),
                        frame.getAnnounce().getIdsList());
            default -> {} // Whoever asks, compares or grafts waits in vain.
        }
    }

    private void greets(Channel.End end) {
        greeted.add(end);
        Carries.Builder lie = Carries.newBuilder();
        cluster.hosts()
                .forEach(host -> lie.addCommunities(Carried.newBuilder()
                        .setCommunity(bytes(host.community().id()))
                        .setHops(host == self ? 0 : 1)
                        .setRecords(1_000_000)));
        say(end, Frame.newBuilder().setCarries(lie));
    }

    private void takes(Channel.End end, Records records) {
        say(end, Frame.newBuilder().setAck(Ack.newBuilder().setNumber(records.getNumber())));
        for (Item item : records.getBundle().getRecordsList()) {
            Envelope envelope = Envelope.parse(item.getEnvelope().toByteArray()).orThrow();
            boast(end, bytes(envelope.home()), List.of(bytes(envelope.id())));
        }
    }

    /** Is the first to announce it everywhere. */
    private void boast(Channel.End from, ByteString community, List<ByteString> ids) {
        List<ByteString> fresh = ids.stream()
                .filter(id -> id.size() == Bytes32.SIZE && told.add(Bytes32.of(id.toByteArray())))
                .toList();
        if (!fresh.isEmpty()) {
            open().filter(end -> end != from).forEach(end -> announce(end, community, fresh));
        }
    }

    private void announce(Channel.End end, ByteString community, List<ByteString> ids) {
        say(
                end,
                Frame.newBuilder()
                        .setAnnounce(Announce.newBuilder()
                                .setCommunity(community)
                                .setHops(1)
                                .addAllIds(ids)));
    }

    private void tick() {
        ticks++;
        greeted.removeIf(end -> !end.isOpen());
        for (Channel.End end : open().toList()) {
            Host other = end.other().host;
            List<ByteString> invented = new ArrayList<>();
            for (int i = 0; i < INVENTED; i++) {
                invented.add(ByteString.copyFrom(dice.bytes(Bytes32.SIZE)));
            }
            announce(end, bytes(other.community().id()), invented);
            compare(end, other);
            if (ticks % FLOOD_TICKS == 0) {
                flood.forEach(bundle -> bring(end, bundle));
            }
        }
        linked.stream().filter(this::isApart).forEach(host -> cluster.network().dial(self, Network.address(host)));
        cluster.schedule().after(TICK_MILLIS, this::tick);
    }

    /** Begins to compare, and never goes on. */
    private void compare(Channel.End end, Host other) {
        say(
                end,
                Frame.newBuilder()
                        .setReconcile(Reconcile.newBuilder()
                                .setCommunity(bytes(other.community().id()))
                                .setRound((int) ++sent)
                                .setCutoffHour(self.clock() / Limits.HOUR_MILLIS)
                                .setOpening(true)
                                .setMessage(ByteString.copyFrom(EVERYTHING))));
    }

    private void bring(Channel.End end, Bundle bundle) {
        say(
                end,
                Frame.newBuilder()
                        .setRecords(Records.newBuilder()
                                .setNumber(++sent)
                                .setBundle(bundle)
                                .setHops(1)));
    }

    private boolean isApart(Host other) {
        return self.ends().values().stream().noneMatch(end -> end.isOpen() && end.other().host == other);
    }

    private Stream<Channel.End> open() {
        return List.copyOf(greeted).stream().filter(Channel.End::isOpen);
    }

    private static void say(Channel.End end, Frame.Builder frame) {
        end.send(frame.build().toByteArray());
    }

    private static ByteString bytes(Bytes32 id) {
        return ByteString.copyFrom(id.bytes());
    }
}
