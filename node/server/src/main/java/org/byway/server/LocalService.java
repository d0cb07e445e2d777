package org.byway.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.byway.protocol.admission.Judged;
import org.byway.protocol.care.Act;
import org.byway.protocol.care.Hiding;
import org.byway.protocol.community.Address;
import org.byway.protocol.community.Charter;
import org.byway.protocol.interest.Owner;
import org.byway.protocol.market.Continuation;
import org.byway.protocol.market.Hits;
import org.byway.protocol.market.Query;
import org.byway.protocol.peer.Event;
import org.byway.protocol.peer.Neighbour;
import org.byway.protocol.peer.Peer;
import org.byway.protocol.peer.Repute;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;
import org.byway.protocol.wire.Receipt;
import org.byway.server.http.BlobService;
import org.byway.server.http.InterestService;
import org.byway.server.http.MailService;
import org.byway.server.http.NodeService;
import org.byway.server.http.TokenService;
import org.byway.server.http.VaultService;
import org.byway.server.search.Searches;

/** What the HTTP interface asks of a node, answered by its loop and its verifying threads. */
final class LocalService implements NodeService {
    private static final int MOST_SETS = 256;

    private volatile Facts facts;
    private final NodeHome home;
    private final NodeLoop loop;
    private final Verifiers verifiers;
    private final Finder finder;
    private final InterestService interests;
    private final Keepers keepers;
    private final MailService mail;
    private final TokenService tokens;
    private final LongSupplier clock;
    private final List<Address> added;

    /** What it answers by, beside the home and its facts. */
    record Parts(NodeLoop loop, Verifiers verifiers, Searches searches, InterestService interests, Keepers keepers) {}

    LocalService(Facts facts, NodeHome home, Parts parts, LongSupplier clock) throws IOException {
        this.finder = new Finder(parts.loop(), parts.searches(), clock);
        this.facts = facts;
        this.home = home;
        this.loop = parts.loop();
        this.verifiers = parts.verifiers();
        this.interests = parts.interests();
        this.keepers = parts.keepers();
        this.mail = new LocalMail(parts.loop(), parts.verifiers(), home.blockSecret());
        this.clock = clock;
        this.tokens = new LocalTokens(parts.loop(), parts.verifiers(), keepers.tokens(), clock);
        this.added = new ArrayList<>(home.peers());
    }

    @Override
    public Facts facts() {
        return facts;
    }

    /** Another Charter is in force. */
    void take(Charter inForce) {
        Facts now = facts;
        facts = new Facts(now.node(), now.community(), inForce.id(), inForce.name(), now.listen(), now.version());
    }

    @Override
    public String unready() {
        return loop.stuck() ? "the node cannot write to its disk at the moment" : null;
    }

    @Override
    public CompletionStage<Checked<Receipt>> post(byte[] bundle, Owner by) {
        CompletableFuture<Checked<Receipt>> answer = new CompletableFuture<>();
        verifiers.any().run(bundle.length, lane -> {
            switch (lane.inbound().posted(bundle)) {
                case Checked.Refused<List<Judged>> refused -> answer.complete(refused.as());
                case Checked.Ok<List<Judged>>(List<Judged> records) -> posted(loop.post(records, poster(by)), answer);
            }
        });
        return answer;
    }

    private static Event.Poster poster(Owner by) {
        return by instanceof Owner.Persona(Bytes32 key)
                ? new Event.Poster(key, false)
                : by == null ? Event.Poster.STRANGER : Event.Poster.HOST;
    }

    private static void posted(CompletableFuture<Checked<Receipt>> said, CompletableFuture<Checked<Receipt>> answer) {
        var unused = said.whenComplete((receipt, fault) -> {
            if (fault == null) {
                answer.complete(receipt);
            } else {
                answer.completeExceptionally(fault);
            }
        });
    }

    @Override
    public CompletionStage<Optional<Held>> find(Bytes32 id) {
        CompletableFuture<Optional<Held>> answer = new CompletableFuture<>();
        var unused = loop.ask(
                        (peer, store) -> Optional.ofNullable(store.get(id)).map(record -> held(peer, record)))
                .whenComplete((held, fault) -> {
                    if (fault != null) {
                        answer.completeExceptionally(fault);
                    } else if (held.isEmpty()) {
                        answer.complete(held);
                    } else {
                        verifiers.any().run(lane -> answer.complete(Optional.of(verified(lane, held.get()))));
                    }
                });
        return answer;
    }

    private Held held(Peer peer, SignedRecord record) {
        return new Held(
                record,
                false,
                live(record),
                peer.proofAgainst(record.envelope().author()),
                peer.hiding(clock.getAsLong()).hides(record.envelope(), clock.getAsLong()));
    }

    private static Held verified(Verifiers.Lane lane, Held held) {
        boolean valid = lane.verification().bundle(Bundles.write(List.of(held.record())))
                instanceof Checked.Ok<List<SignedRecord>>;
        return new Held(held.record(), valid, held.live(), held.proof(), held.hidden());
    }

    /** The third verdict. What the store gives is the head of its lineage. */
    private boolean live(SignedRecord record) {
        Envelope envelope = record.envelope();
        return record.content() != null && !envelope.is(Kind.WITHDRAWAL) && envelope.expires() > clock.getAsLong();
    }

    @Override
    public CompletionStage<Listed> list(Store.Query query) {
        return loop.ask((peer, store) -> {
            Store.Page page = store.list(query);
            Hiding hiding = peer.hiding(query.now());
            SortedMap<Bytes32, org.byway.protocol.care.Standing> hidden = new TreeMap<>();
            for (SignedRecord record : page.records()) {
                var notice = hiding.hides(record.envelope(), query.now());
                if (notice != null) {
                    hidden.put(record.id(), notice);
                }
            }
            return new Listed(page, hidden);
        });
    }

    @Override
    public CompletionStage<List<Act>> careLog(Bytes32 community) {
        return loop.ask((peer, store) -> peer.notices().log(community, clock.getAsLong()));
    }

    /** What is hidden from now on. */
    void take(Hiding now) {
        finder.take(now);
        keepers.blobs().bar(now.barred(), now.freed());
    }

    @Override
    public CompletionStage<Standing> standing() {
        return loop.ask((peer, store) -> {
            long now = clock.getAsLong();
            return new Standing(store.counts(now), peer.neighbours(now), sets(peer, store, now), peer.behindMillis());
        });
    }

    private static List<Standing.Held> sets(Peer peer, Store store, long now) {
        Map<Bytes32, Repute> reputes =
                peer.reputes(now).stream().collect(Collectors.toMap(Repute::community, each -> each));
        return store.communities().stream()
                .limit(MOST_SETS)
                .map(each -> new Standing.Held(
                        each,
                        peer.charter(each) == null ? null : peer.charter(each).name(),
                        store.set(each, store.expiredTo()).size(),
                        reputes.get(each)))
                .toList();
    }

    @Override
    public CompletionStage<Checked<Hits>> search(Query query, int limit, Continuation from) {
        return finder.search(query, limit, from);
    }

    @Override
    public CompletionStage<Checked<Matches>> matches(Bytes32 intent, int limit, Continuation from) {
        return finder.matches(intent, limit, from);
    }

    @Override
    public int searchPercent() {
        return finder.percent();
    }

    @Override
    public long searchBehind() {
        return finder.behind();
    }

    @Override
    public InterestService interests() {
        return interests;
    }

    @Override
    public TokenService tokens() {
        return tokens;
    }

    @Override
    public VaultService vaults() {
        return keepers.vaults();
    }

    @Override
    public BlobService blobs() {
        return keepers.blobs();
    }

    @Override
    public MailService mail() {
        return mail;
    }

    @Override
    public CompletionStage<List<Neighbour>> neighbours() {
        return loop.ask((peer, store) -> peer.neighbours(clock.getAsLong()));
    }

    @Override
    public CompletionStage<List<Neighbour>> neighboursOnceLinked(Bytes32 node, long waitMillis) {
        CompletableFuture<Void> link = new CompletableFuture<>();
        var unused = loop.ask((peer, store) -> isLinked(peer, node) ? link.complete(null) : loop.awaitLink(node, link));
        return link.completeOnTimeout(null, waitMillis, TimeUnit.MILLISECONDS).thenCompose(linked -> neighbours());
    }

    private boolean isLinked(Peer peer, Bytes32 node) {
        return peer.neighbours(clock.getAsLong()).stream()
                .anyMatch(each -> each.state() == Neighbour.State.LINKED && node.equals(each.node()));
    }

    @Override
    public CompletionStage<Void> addPeer(Address address) {
        return changePeers(address, true).thenApply(changed -> {
            loop.happened(new Event.AddressAdded(address));
            return null;
        });
    }

    @Override
    public CompletionStage<Boolean> removePeer(Address address) {
        return changePeers(address, false).thenApply(changed -> {
            if (changed) {
                loop.happened(new Event.AddressRemoved(address));
            }
            return changed;
        });
    }

    /** On a verifying thread, since it writes to the disk; whether anything changed. */
    private CompletionStage<Boolean> changePeers(Address address, boolean add) {
        return CompletableFuture.supplyAsync(
                () -> {
                    synchronized (added) {
                        boolean change = add ? !added.contains(address) : added.contains(address);
                        if (!change) {
                            return false;
                        }
                        List<Address> next = new ArrayList<>(added);
                        if (add) {
                            next.add(address);
                        } else {
                            next.remove(address);
                        }
                        try {
                            home.peers(next);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        added.clear();
                        added.addAll(next);
                        return true;
                    }
                },
                verifiers.any());
    }

    /** The addresses that were added in earlier runs. */
    List<Address> added() {
        synchronized (added) {
            return List.copyOf(added);
        }
    }
}
