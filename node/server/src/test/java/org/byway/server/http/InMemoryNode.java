package org.byway.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.byway.protocol.care.Act;
import org.byway.protocol.community.Address;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.interest.Owner;
import org.byway.protocol.market.Candidate;
import org.byway.protocol.market.Continuation;
import org.byway.protocol.market.Hits;
import org.byway.protocol.market.Lexicon;
import org.byway.protocol.market.MarketRule;
import org.byway.protocol.market.Match;
import org.byway.protocol.market.MatchReason;
import org.byway.protocol.market.PlainSearch;
import org.byway.protocol.market.Query;
import org.byway.protocol.market.Sought;
import org.byway.protocol.peer.Neighbour;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.search.Language;
import org.byway.protocol.store.MemoryStore;
import org.byway.protocol.store.Store;
import org.byway.protocol.wire.Receipt;
import org.byway.protocol.wire.Refused;

/** A node of one community in memory that postmarks whatever is valid, of its community and not expired. */
final class InMemoryNode implements NodeService, AutoCloseable {
    final SigningKey key = SampleOffers.key(1);
    final Bytes32 community = SampleOffers.COMMUNITY;
    private final MemoryStore store = new MemoryStore();
    private final Verification verification = new Verification(new StrictEd25519());
    private final TreeMap<Address, Neighbour> added = new TreeMap<>();
    private final Map<Bytes32, List<CompletableFuture<Void>>> waits = new TreeMap<>();
    private final ExecutorService owner = Executors.newSingleThreadExecutor();
    private volatile String unready;
    private volatile RuntimeException fault;
    private volatile boolean silent;
    private volatile Refusal refusal;
    private final VaultService vaults;
    private final BlobService blobs;

    InMemoryNode() {
        this(null, null);
    }

    /** With what keeps vaults and pictures; null for nothing. */
    InMemoryNode(VaultService vaults, BlobService blobs) {
        this.vaults = vaults;
        this.blobs = blobs;
    }

    void unready(String why) {
        unready = why;
    }

    void failWith(RuntimeException broken) {
        fault = broken;
    }

    /** From now on nothing is answered. */
    void fallSilent() {
        silent = true;
    }

    void refuseWith(Refusal why) {
        refusal = why;
    }

    private <T> CompletionStage<T> owned(Supplier<T> work) {
        if (silent) {
            return new CompletableFuture<>();
        }
        return CompletableFuture.supplyAsync(
                () -> {
                    if (fault != null) {
                        throw fault;
                    }
                    return work.get();
                },
                owner);
    }

    @Override
    public Facts facts() {
        return new Facts(key.publicKey(), community, community, "Testtown", List.of("127.0.0.1:7400"), "0.1.0");
    }

    @Override
    public String unready() {
        return unready;
    }

    @Override
    public CompletionStage<Checked<Receipt>> post(byte[] bundle, Owner by) {
        return owned(() -> {
            if (refusal != null) {
                return new Checked.Refused<>(refusal);
            }
            return switch (verification.bundle(bundle)) {
                case Checked.Refused<List<SignedRecord>> refused -> refused.as();
                case Checked.Ok<List<SignedRecord>>(List<SignedRecord> records) -> new Checked.Ok<>(take(records));
            };
        });
    }

    private Receipt take(List<SignedRecord> records) {
        List<SignedRecord> postmarked = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            SignedRecord record = records.get(i);
            SignedRecord before = store.get(record.id());
            Envelope envelope = record.envelope();
            if (before != null) {
                postmarked.add(before);
            } else if (!community.equals(envelope.community())) {
                refused.add(Refused.newBuilder()
                        .setRecord(i)
                        .setReason(Reason.NOT_CARRIED.code())
                        .setDetail("another community's")
                        .build());
                postmarked.add(null);
            } else {
                SignedRecord entered = record.postmarked(
                        Signed.postmark(key, community, community, envelope.created(), record.id()), 0);
                store.put(entered);
                postmarked.add(entered);
            }
        }
        return Bundles.receipt(postmarked).toBuilder().addAllRefused(refused).build();
    }

    @Override
    public CompletionStage<Optional<Held>> find(Bytes32 id) {
        return owned(() -> Optional.ofNullable(store.get(id)).map(record -> new Held(record, true, true, null)));
    }

    @Override
    public CompletionStage<Listed> list(Store.Query query) {
        return owned(() -> new Listed(store.list(query), new TreeMap<>()));
    }

    @Override
    public CompletionStage<List<Act>> careLog(Bytes32 community) {
        return owned(List::of);
    }

    @Override
    public CompletionStage<Standing> standing() {
        return owned(() -> new Standing(
                store.counts(SampleOffers.NOW),
                List.copyOf(added.values()),
                List.of(new Standing.Held(
                        community, "Testtown", store.set(community, 0).size(), null)),
                -250));
    }

    @Override
    public CompletionStage<Checked<Hits>> search(Query query, int limit, Continuation from) {
        return owned(() -> {
            if (refusal != null) {
                return new Checked.Refused<>(refusal);
            }
            return new Checked.Ok<>(plain().page(query, limit, from));
        });
    }

    private PlainSearch plain() {
        List<Candidate> candidates = new ArrayList<>();
        Store.Query all = new Store.Query(SampleOffers.NOW, 0, null, null, Integer.MAX_VALUE, null);
        store.list(all).records().forEach(record -> {
            Candidate candidate = Candidate.of(record.envelope(), record.content(), Language.ALL);
            if (candidate != null) {
                candidates.add(candidate);
            }
        });
        return new PlainSearch(Lexicon.NONE, candidates, SampleOffers.NOW);
    }

    @Override
    public CompletionStage<Checked<Matches>> matches(Bytes32 id, int limit, Continuation from) {
        return owned(() -> {
            SignedRecord record = store.get(id);
            if (record == null) {
                return Refusal.of(Reason.STALE, "not held");
            }
            if (!record.envelope().is(Kind.INTENT)) {
                return Refusal.of(Reason.BAD_KIND, "not an intent");
            }
            Sought sought = Sought.of(MarketRule.intent(record.content()).orThrow(), Lexicon.NONE);
            Hits hits = plain().matches(sought, limit, from);
            List<Matched> matched = hits.hits().stream()
                    .map(hit -> new Matched(hit, reasons(sought, store.get(hit.id()))))
                    .toList();
            return new Checked.Ok<>(new Matches(matched, hits.next()));
        });
    }

    private static List<MatchReason> reasons(Sought sought, SignedRecord record) {
        Candidate candidate = Candidate.of(record.envelope(), record.content(), Language.ALL);
        return ((Match.Fits) Match.of(sought, candidate, SampleOffers.NOW)).reasons();
    }

    @Override
    public int searchPercent() {
        return 100;
    }

    /** Of one that always fails: standing interests are tried at real nodes. */
    @Override
    public long searchBehind() {
        return 0;
    }

    @Override
    public InterestService interests() {
        return new FailingInterests();
    }

    @Override
    public TokenService tokens() {
        throw new UnsupportedOperationException("tokens are tried at real nodes");
    }

    @Override
    public VaultService vaults() {
        return vaults;
    }

    @Override
    public BlobService blobs() {
        return blobs;
    }

    @Override
    public MailService mail() {
        throw new UnsupportedOperationException("letters are tried at real nodes");
    }

    @Override
    public CompletionStage<List<Neighbour>> neighbours() {
        return owned(() -> List.copyOf(added.values()));
    }

    @Override
    public CompletionStage<List<Neighbour>> neighboursOnceLinked(Bytes32 node, long waitMillis) {
        CompletableFuture<Void> link = new CompletableFuture<>();
        var unused = owned(() -> added.values().stream().anyMatch(each -> node.equals(each.node()))
                ? link.complete(null)
                : waits.computeIfAbsent(node, any -> new ArrayList<>()).add(link));
        return link.completeOnTimeout(null, waitMillis, TimeUnit.MILLISECONDS).thenCompose(linked -> neighbours());
    }

    @Override
    public CompletionStage<Void> addPeer(Address address) {
        return owned(() -> {
            added.put(address, new Neighbour(null, null, address, Neighbour.State.DIALLING, null, null));
            return null;
        });
    }

    /** As after a handshake. */
    CompletionStage<Void> linked(Address address, Bytes32 node) {
        return owned(() -> {
            added.put(address, new Neighbour(node, community, address, Neighbour.State.LINKED, null, 1_500L));
            if (node != null) {
                waits.getOrDefault(node, List.of()).forEach(wait -> wait.complete(null));
            }
            return null;
        });
    }

    @Override
    public CompletionStage<Boolean> removePeer(Address address) {
        return owned(() -> added.remove(address) != null);
    }

    /** A record that came with the community, not by a post. */
    CompletionStage<Void> hold(SignedRecord record) {
        return owned(() -> {
            store.put(record);
            return null;
        });
    }

    @Override
    public void close() {
        owner.shutdownNow();
    }
}
