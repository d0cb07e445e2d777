package org.byway.server.interest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.interest.Interest;
import org.byway.protocol.interest.Owner;
import org.byway.protocol.interest.Position;
import org.byway.protocol.market.Candidate;
import org.byway.protocol.market.Samples;
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
import org.byway.protocol.wire.Offer;
import org.byway.server.http.InterestService.Announcement;
import org.byway.server.http.InterestService.Hearer;
import org.byway.server.http.InterestService.Stream;
import org.byway.server.http.InterestService.Wanted;
import org.byway.storage.LmdbStore;
import org.byway.storage.Settings;

/** A store on disk with an announcer that follows it, and people who listen. */
final class AnnouncedStore implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final int USUAL_DAYS = 2;

    private final Path folder;
    private final Random random = new Random(3);
    private final SigningKey author;
    private long made;
    private LmdbStore store;
    private Announcer announcer;
    private volatile long now = Samples.NOW;

    AnnouncedStore(Path folder) throws Exception {
        this.folder = folder;
        byte[] key = new byte[SigningKey.SEED_BYTES];
        random.nextBytes(key);
        author = SigningKey.ofSeed(key);
        open();
    }

    void open() throws Exception {
        store = LmdbStore.open(new Settings(folder.resolve("store"), 1 << 28, 1000));
        announcer = new Announcer(
                folder.resolve("interests"),
                new Announcer.Sources(store.follow(), AnnouncedStore::candidate, () -> Samples.LEXICON, () -> now));
        announcer.start(this::heads);
    }

    private static Candidate candidate(Envelope envelope, byte[] content) {
        return Candidate.of(envelope, content, Language.ALL);
    }

    private synchronized List<SignedRecord> heads(List<Bytes32> ids) {
        List<SignedRecord> records = new ArrayList<>();
        ids.forEach(id -> records.add(store.get(id)));
        return records;
    }

    void clock(long millis) {
        now = millis;
    }

    SignedRecord offer(String title) {
        return offer(title, USUAL_DAYS);
    }

    SignedRecord offer(String title, int days) {
        return record(Kind.OFFER, content(title), null, Samples.NOW + days * Limits.DAY_MILLIS);
    }

    SignedRecord revision(SignedRecord of, String title) {
        return record(Kind.OFFER, content(title), of.envelope(), Samples.NOW + USUAL_DAYS * Limits.DAY_MILLIS);
    }

    SignedRecord withdrawal(SignedRecord of) {
        return record(Kind.WITHDRAWAL, new byte[0], of.envelope(), of.envelope().horizon());
    }

    private static byte[] content(String title) {
        return Offer.newBuilder().setTitle(title).build().toByteArray();
    }

    private SignedRecord record(Kind kind, byte[] content, Envelope after, long expires) {
        byte[] chance = new byte[Lineage.RANDOM_BYTES];
        random.nextBytes(chance);
        long created = Samples.NOW + 1000 * made++;
        Bytes32 lineage = after == null ? Lineage.of(Samples.NOW + 10 * Limits.DAY_MILLIS, chance) : after.lineage();
        Envelope.Place place = new Envelope.Place(author.publicKey(), 0, Samples.TOWN, lineage, after);
        Envelope envelope =
                Envelope.write(place, kind, created, expires, content).orThrow();
        return new SignedRecord(envelope, content, Signed.seal(author, author.publicKey(), envelope.id()), 0, null, 0);
    }

    /** On disk when it returns. */
    synchronized void post(SignedRecord... records) throws Exception {
        for (SignedRecord record : records) {
            store.put(record);
        }
        for (Store.Group group = store.take(); group != null; group = store.take()) {
            group.commit();
            store.committed(group);
        }
    }

    Interest add(String... wording) {
        return tryAdd(Owner.HOME, wording).orThrow();
    }

    Checked<Interest> tryAdd(Owner owner, String... wording) {
        Map<String, String> said = new TreeMap<>();
        for (int i = 0; i < wording.length; i += 2) {
            said.put(wording[i], wording[i + 1]);
        }
        return announcer.add(owner, "", said).toCompletableFuture().join();
    }

    List<Interest> interests(Owner owner) {
        return announcer.list(owner, 0, 100).toCompletableFuture().join();
    }

    boolean remove(Owner owner, long number) {
        return announcer.remove(owner, number).toCompletableFuture().join();
    }

    /** Hears what a query finds, or all interests of the host where there is no text. */
    Listener listen(String text, Position from) {
        Wanted wanted =
                text == null ? new Wanted.Own(Owner.HOME) : new Wanted.Asked(Samples.query(Kind.OFFER, "q", text));
        return listenTo(wanted, from);
    }

    Listener listenTo(Wanted wanted, Position from) {
        Listener listener = new Listener();
        listener.stream = announcer
                .announce(wanted, from, listener)
                .toCompletableFuture()
                .join()
                .orThrow();
        return listener;
    }

    /** Somebody who has room for so much until more is made. */
    static final class Listener implements Hearer {
        private final BlockingQueue<Announcement> heard = new LinkedBlockingQueue<>();
        private final AtomicInteger room = new AtomicInteger(Integer.MAX_VALUE);
        private volatile Stream stream;
        private volatile Position last;
        private volatile boolean ended;

        @Override
        public boolean hear(Announcement what) {
            last = what.position();
            if (!(what instanceof Announcement.Reached)) {
                heard.add(what);
                room.decrementAndGet();
            }
            return room.get() > 0;
        }

        @Override
        public void ended() {
            ended = true;
        }

        boolean hasEnded() {
            return ended;
        }

        /** The position of what was heard last. */
        Position last() {
            return last;
        }

        /** Room for so many more from now on. */
        void room(int count) {
            room.set(count);
            stream.room();
        }

        void leave() {
            stream.close();
        }

        Announcement next() throws InterruptedException {
            Announcement next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing was announced");
            }
            return next;
        }

        /** The titles of the next so many, each with the interest where it has one. */
        List<String> titles(int count) throws InterruptedException {
            List<String> titles = new ArrayList<>();
            while (titles.size() < count) {
                Announcement.Matched matched = (Announcement.Matched) next();
                String title = matched.hit().title();
                titles.add(matched.interest() == 0 ? title : title + " for " + matched.interest());
            }
            return titles;
        }

        int waiting() {
            return heard.size();
        }
    }

    @Override
    public void close() {
        announcer.close();
        store.close();
    }
}
