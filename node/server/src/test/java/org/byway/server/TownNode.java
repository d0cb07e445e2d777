package org.byway.server;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.byway.protocol.community.Address;
import org.byway.protocol.community.Charter;
import org.byway.protocol.community.Link;
import org.byway.protocol.community.LinkHalf;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.mail.MailLimits;
import org.byway.protocol.peer.Follow;
import org.byway.protocol.peer.Neighbour;
import org.byway.protocol.peer.PeerLimits;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.CharterStatement;
import org.byway.protocol.wire.Offer;
import org.byway.server.http.NodeService;

/** A node on loopback with a community of its own, and the steward and sellers who would use it. */
public final class TownNode implements AutoCloseable {
    private static final long STORE_BYTES = 1L << 30;
    private static final long LINK_MILLIS = 60_000;

    private final SecureRandom random = new SecureRandom();
    private final Path folder;
    private final long storeBytes;
    private final SigningKey steward = SigningKey.ofSeed(bytes(32));
    private final Map<Bytes32, CompletableFuture<Void>> arrivals = new ConcurrentHashMap<>();
    private NodeSettings.Outlook outlook = NodeSettings.Outlook.NONE;
    private Consumer<CharterStatement.Builder> rules = statement -> {};
    private byte[] charter;
    private Node node;
    /** Each record is created later than the one before. */
    private long lastCreated;

    public TownNode(Path folder) {
        this(folder, STORE_BYTES);
    }

    TownNode(Path folder, long storeBytes) {
        this.folder = folder;
        this.storeBytes = storeBytes;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** From its next start on it looks for others so. */
    TownNode looking(NodeSettings.Outlook outlook) {
        this.outlook = outlook;
        return this;
    }

    /** Its community's charter says this too. */
    public TownNode chartered(Consumer<CharterStatement.Builder> rules) {
        this.rules = rules;
        return this;
    }

    /** Starts it, or starts it again. */
    public TownNode start() throws Exception {
        NodeHome home = NodeHome.open(folder, random);
        if (charter == null) {
            CharterStatement.Builder statement =
                    Charter.statement(
                            "Lindenau", steward.publicKey(), List.of(home.key().publicKey()), bytes(16))
                            .toBuilder();
            rules.accept(statement);
            byte[] content = Charter.write(statement.build(), List.of(steward));
            charter = Bundles.write(List.of(sealed(steward, (Bytes32) null, Kind.CHARTER, Limits.NEVER, content)))
                    .toByteArray();
        }
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        node = Node.start(
                home,
                new NodeSettings(
                        loopback,
                        loopback,
                        List.of(),
                        Set.of(),
                        Set.of(),
                        "test",
                        storeBytes,
                        1L << 30,
                        1L << 30,
                        MailLimits.NODE_BYTES,
                        PeerLimits.DAILY_RECORDS,
                        outlook,
                        Follow.OWN),
                charter,
                this::arrived);
        return this;
    }

    NodeService.Facts facts() {
        return node.facts();
    }

    /** HOST:PORT of its HTTP interface. */
    String http() {
        return node.http();
    }

    public NodeService service() {
        return node.service();
    }

    public SignedRecord offer(String title, Bytes32... photos) {
        Offer.Builder offer = Offer.newBuilder().setTitle(title);
        for (Bytes32 photo : photos) {
            offer.addPhotos(ByteString.copyFrom(photo.bytes()));
        }
        byte[] content = offer.build().toByteArray();
        long expires = System.currentTimeMillis() + 7 * Limits.DAY_MILLIS;
        return sealed(SigningKey.ofSeed(bytes(32)), facts().community(), Kind.OFFER, expires, content);
    }

    /** The key of its community's steward. */
    public SigningKey steward() {
        return steward;
    }

    /** What somebody says in its community, for a week. */
    public SignedRecord said(SigningKey by, Kind kind, byte[] content) {
        long expires = System.currentTimeMillis() + 7 * Limits.DAY_MILLIS;
        return sealed(by, facts().community(), kind, expires, content);
    }

    private SignedRecord sealed(SigningKey key, Bytes32 community, Kind kind, long expires, byte[] content) {
        Bytes32 lineage = Lineage.of(expires, bytes(Lineage.RANDOM_BYTES));
        return sealed(key, new Envelope.Place(key.publicKey(), 0, community, lineage, null), kind, expires, content);
    }

    /** The author takes it back. */
    public SignedRecord withdrawn(SigningKey by, SignedRecord record) {
        Envelope before = record.envelope();
        Envelope.Place place = new Envelope.Place(by.publicKey(), 0, before.community(), before.lineage(), before);
        return sealed(by, place, Kind.WITHDRAWAL, before.horizon(), new byte[0]);
    }

    private SignedRecord sealed(SigningKey key, Envelope.Place place, Kind kind, long expires, byte[] content) {
        long created = Math.max(lastCreated + 1, System.currentTimeMillis());
        lastCreated = created;
        Envelope envelope =
                Envelope.write(place, kind, created, expires, content).orThrow();
        return new SignedRecord(envelope, content, Signed.seal(key, key.publicKey(), envelope.id()), 0, null, 0);
    }

    public void post(SignedRecord... records) throws Exception {
        var receipt = service()
                .post(Bundles.write(List.of(records)).toByteArray(), null)
                .toCompletableFuture()
                .get()
                .orThrow();
        if (receipt.getRefusedCount() > 0) {
            throw new IllegalStateException(receipt.getRefused(0).toString());
        }
    }

    /** Answers an invite of the other node. */
    public void join(TownNode other) throws Exception {
        join(other, other.address());
    }

    /** Where it listens. */
    Address address() {
        Address at = Address.parse(facts().listen().get(0)).orThrow();
        return new Address(facts().node(), at.host(), at.port());
    }

    /** Answers an invite of the other node that says it is there. */
    void join(TownNode other, Address address) throws Exception {
        long expires = System.currentTimeMillis() + Limits.DAY_MILLIS;
        LinkHalf invite = LinkHalf.sign(
                other.steward,
                new LinkHalf.Draft(other.facts().community(), expires, 3, List.of(address), bytes(16), null));
        LinkHalf answer = LinkHalf.sign(
                steward, new LinkHalf.Draft(facts().community(), expires, 3, List.of(), bytes(16), invite));
        byte[] content = new Link(invite, answer, false).write();
        post(sealed(steward, facts().community(), Kind.FEDERATION_LINK, expires, content));
    }

    /** Completes once the record is on this node's disk. */
    CompletableFuture<Void> arrival(Bytes32 id) {
        CompletableFuture<Void> arrival = arrivals.computeIfAbsent(id, any -> new CompletableFuture<>());
        if (service().find(id).toCompletableFuture().join().isPresent()) {
            arrival.complete(null);
        }
        return arrival;
    }

    private void arrived(List<SignedRecord> records) {
        records.forEach(record -> arrivals.computeIfAbsent(record.id(), any -> new CompletableFuture<>())
                .complete(null));
    }

    /** Completes once this node has a session with the other one. */
    public CompletableFuture<List<Neighbour>> link(TownNode other) {
        return service().neighboursOnceLinked(other.facts().node(), LINK_MILLIS).toCompletableFuture();
    }

    @Override
    public void close() throws IOException {
        node.close();
    }
}
