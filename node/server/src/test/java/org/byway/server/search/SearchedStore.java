package org.byway.server.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.market.Candidate;
import org.byway.protocol.market.Continuation;
import org.byway.protocol.market.Hits;
import org.byway.protocol.market.Query;
import org.byway.protocol.market.Samples;
import org.byway.protocol.market.Sought;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.search.Language;
import org.byway.protocol.store.Store;
import org.byway.storage.LmdbStore;
import org.byway.storage.Settings;

/** A store on disk with the index that follows it, and beside them what can be found, for the plain way of searching. */
final class SearchedStore implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;
    private static final long MOST_MILLIS = 60_000;

    private final Path folder;
    private final Random random = new Random(11);
    private final SigningKey author;
    private final TreeMap<Bytes32, Candidate> candidates = new TreeMap<>();
    private LmdbStore store;
    private Searches searches;
    private volatile CompletableFuture<Void> held = CompletableFuture.completedFuture(null);
    private long made;

    SearchedStore(Path folder) throws Exception {
        this.folder = folder;
        byte[] key = new byte[SigningKey.SEED_BYTES];
        random.nextBytes(key);
        author = SigningKey.ofSeed(key);
        open();
    }

    Path index() {
        return folder.resolve("index");
    }

    void open() throws Exception {
        store = LmdbStore.open(new Settings(folder.resolve("store"), 1 << 28, 1000));
        searches = new Searches(index(), store.follow(), () -> Samples.LEXICON, this::now, MOST_MILLIS);
        searches.start();
    }

    private long now() {
        held.join();
        return Samples.NOW;
    }

    /** Lets no search go on until that is complete. */
    void hold(CompletableFuture<Void> until) {
        held = until;
    }

    /** A record of that content; what it replaces may be null. */
    SignedRecord record(Kind kind, Bytes32 community, byte[] content, Envelope after) {
        byte[] chance = new byte[Lineage.RANDOM_BYTES];
        random.nextBytes(chance);
        // Some share a moment, as a catalogue's do.
        long created = Samples.NOW - Limits.DAY_MILLIS + 1000 * (made++ / 3);
        long expires = created + (1 + random.nextInt(10)) * Limits.DAY_MILLIS;
        Bytes32 lineage = after == null ? Lineage.of(Samples.NOW + 15 * Limits.DAY_MILLIS, chance) : after.lineage();
        if (kind == Kind.WITHDRAWAL) {
            expires = lineage.a();
        }
        Envelope.Place place = new Envelope.Place(author.publicKey(), 0, community, lineage, after);
        Envelope envelope =
                Envelope.write(place, kind, created, expires, content).orThrow();
        return new SignedRecord(envelope, content, Signed.seal(author, author.publicKey(), envelope.id()), 0, null, 0);
    }

    void put(SignedRecord record, SignedRecord replaced) {
        store.put(record);
        if (replaced != null) {
            candidates.remove(replaced.id());
        }
        Candidate candidate = Candidate.of(record.envelope(), record.content(), Language.ALL);
        if (candidate != null) {
            candidates.put(candidate.id(), candidate);
        }
    }

    void dropContent(SignedRecord record) {
        store.dropContent(record.id());
        candidates.remove(record.id());
    }

    /** The author's key is rotated away, and nothing is signed anew. */
    void retire() {
        store.retire(author.publicKey(), 1);
        candidates.clear();
    }

    void commit() throws Exception {
        for (Store.Group group = store.take(); group != null; group = store.take()) {
            group.commit();
            store.committed(group);
        }
        settle();
    }

    void settle() throws Exception {
        searches.settled().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void expire(long hour) {
        store.expire(hour);
        candidates.values().removeIf(candidate -> candidate.expires() <= hour);
    }

    Collection<Candidate> candidates() {
        return new ArrayList<>(candidates.values());
    }

    Checked<Hits> search(Query query, int limit, Continuation from) throws Exception {
        return searches.page(query, limit, from).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    CompletableFuture<Checked<Hits>> searching(Query query, int limit) {
        return searches.page(query, limit, null).toCompletableFuture();
    }

    Checked<Hits> matches(Sought sought, int limit) throws Exception {
        return searches.matches(sought, limit, null).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    List<Bytes32> ids(String... query) throws Exception {
        return search(Samples.query(Kind.OFFER, query), 1000, null).orThrow().hits().stream()
                .map(hit -> hit.id())
                .toList();
    }

    @Override
    public void close() {
        searches.close();
        store.close();
    }
}
