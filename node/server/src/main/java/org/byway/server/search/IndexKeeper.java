package org.byway.server.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.lucene.index.DirectoryReader;
import org.byway.protocol.market.Candidate;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.store.StoreFault;
import org.byway.server.search.SearchIndex.Mark;
import org.byway.storage.Follower;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index true to the store, on a thread of its own: opens it, builds it where it is missing, damaged or of
 * another store, follows what the store takes in, and lets go of what has expired.
 */
final class IndexKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("org.byway.search");
    private static final int PAGE_RECORDS = 4_096;
    private static final long REFRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long MERGING_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long STOP_SECONDS = 3;

    private final Path folder;
    private final Follower store;
    private final Warming warming;
    private final Languages languages = new Languages();
    private final Thread thread = Thread.ofPlatform().name("byway-index").unstarted(this::run);
    private volatile SearchIndex searchable;
    private volatile int percent;
    private volatile boolean stopping;
    private volatile boolean suspect;
    private final AtomicLong arrivals = new AtomicLong();
    private volatile boolean compacting;
    private final ConcurrentLinkedQueue<CompletableFuture<Void>> waiting = new ConcurrentLinkedQueue<>();

    /** Does something with an index before it is searched. */
    interface Warming {
        void warm(DirectoryReader reader) throws IOException;
    }

    /** Follows the store into an index in that folder. */
    IndexKeeper(Path folder, Follower store, Warming warming) {
        this.folder = folder;
        this.store = store;
        this.warming = warming;
        store.onMoved(this::arrived);
    }

    void start() {
        thread.start();
    }

    private void arrived() {
        arrivals.incrementAndGet();
        LockSupport.unpark(thread);
    }

    /** Completes once everything that is on disk by now can be found. */
    CompletableFuture<Void> settled() {
        CompletableFuture<Void> one = new CompletableFuture<>();
        waiting.add(one);
        LockSupport.unpark(thread);
        return one;
    }

    /** The index to search in; null while it is opened or built. */
    SearchIndex searchable() {
        return searchable;
    }

    /** How much of the store has been looked at while nothing can be searched yet. */
    int percent() {
        return percent;
    }

    /** Whether it is made quicker to search, beside everything else. */
    boolean compacting() {
        return compacting;
    }

    /** A search failed in a way that a damaged file would explain: it is looked into, and healed if it is so. */
    void suspect() {
        suspect = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        boolean anew = false;
        while (!stopping) {
            SearchIndex index = null;
            try {
                index = anew ? SearchIndex.make(folder) : open();
                follow(new Following(index));
            } catch (IOException | RuntimeException | InternalError e) {
                if (!stopping) {
                    LOG.warn("the search index is made again: {}", e.toString());
                    LOG.debug("what was wrong with the index", e);
                    anew = true;
                    LockSupport.parkNanos(RETRY_NANOS);
                }
            } finally {
                searchable = null;
                close(index);
            }
        }
    }

    private static void close(SearchIndex index) {
        if (index != null) {
            try {
                index.close();
            } catch (IOException | RuntimeException | InternalError e) {
                LOG.warn("the search index could not be closed: {}", e.toString());
            }
        }
    }

    private SearchIndex open() throws IOException {
        SearchIndex index = null;
        try {
            index = SearchIndex.open(folder);
        } catch (IOException | RuntimeException | InternalError e) {
            LOG.warn("the search index is damaged and is made again: {}", e.toString());
        }
        if (index != null && !ofThisStore(index.mark())) {
            LOG.info("the search index is of another state of the store and is made again");
            index.close();
            index = null;
        }
        return index == null ? SearchIndex.make(folder) : index;
    }

    private boolean ofThisStore(Mark mark) {
        return mark.anchor() > 0
                && mark.id().equals(store.mark(mark.anchor()))
                && store.page(mark.next(), 1).last() >= mark.next();
    }

    private void follow(Following following) throws IOException {
        List<CompletableFuture<Void>> asked = new ArrayList<>();
        while (!stopping) {
            for (var one = waiting.poll(); one != null; one = waiting.poll()) {
                asked.add(one);
            }
            if (!asked.isEmpty()) {
                hurry();
            }
            long seen = arrivals.get();
            long began = System.nanoTime();
            boolean done = following.step();
            long took = System.nanoTime() - began;
            long early = following.earlyNanos();
            if (done && early > 0 && asked.isEmpty()) {
                if (waiting.isEmpty() && !stopping && !suspect) {
                    LockSupport.parkNanos(early);
                }
            } else if (done) {
                following.settle();
                if (following.mending != null) {
                    continue;
                }
                asked.forEach(one -> one.complete(null));
                asked.clear();
                if (arrivals.get() == seen && !stopping && !suspect && waiting.isEmpty()) {
                    LockSupport.parkNanos(compacting ? MERGING_NANOS : COMMIT_NANOS);
                }
            } else if (arrivals.get() != seen && searchable != null) {
                // Records arrive as fast as they are indexed: those who wait for an acknowledgement go first.
                LockSupport.parkNanos(took);
            }
            if (suspect) {
                suspect = false;
                following.index.check();
            }
        }
        following.end();
    }

    private void hurry() {
        try {
            store.hurry();
        } catch (StoreFault full) {
            LOG.debug("what is on disk cannot all be read: {}", full.getMessage());
        }
    }

    /** How far one index has come. */
    private final class Following {
        private final SearchIndex index;
        private final Indexing indexing;
        private Mark mark;
        private long expiredTo;
        private boolean changed;
        private Mending mending;
        private long refreshed = System.nanoTime();
        private long committed = System.nanoTime();
        private long told = System.nanoTime();

        Following(SearchIndex index) throws IOException {
            this.index = index;
            this.mark = index.mark();
            this.indexing = new Indexing(index, languages);
            if (!index.whole()) {
                DirectoryReader reader = index.acquire();
                try {
                    mending = new Mending(store, mark.next(), reader);
                } finally {
                    index.release(reader);
                }
            } else if (mark.next() > 0) {
                index.commit(mark, false);
            }
        }

        /** Takes in one page; whether there is no more for now. */
        boolean step() throws IOException {
            if (mending != null && searchable != null) {
                mend();
                return false;
            }
            Follower.Page page = store.page(mark.next(), PAGE_RECORDS);
            indexing.take(page.records());
            for (long number : page.left()) {
                index.take(number);
                changed = true;
            }
            if (!page.records().isEmpty()) {
                Follower.Heard last = page.records().get(page.records().size() - 1);
                Bytes32 id = last.envelope().id();
                mark = new Mark(page.next(), last.number(), new Bytes32(id.a(), id.b(), 0, 0));
                changed = true;
            } else {
                mark = new Mark(page.next(), mark.anchor(), mark.id());
            }
            edits();
            if (page.expiredTo() > expiredTo) {
                expiredTo = page.expiredTo();
                index.expire(expiredTo);
                changed = true;
            }
            if (!page.done()) {
                progress(page);
            }
            return page.done();
        }

        /** For how long what has changed is not shown yet, since each showing costs files: after a pause at once. */
        long earlyNanos() {
            return changed && searchable != null ? refreshed + REFRESH_NANOS - System.nanoTime() : 0;
        }

        /** Looks through a page of what was followed before a crash; in the end, takes in what is different. */
        private void mend() throws IOException {
            if (mending.step()) {
                return;
            }
            for (long number : mending.different()) {
                edit(number);
            }
            mending = null;
        }

        private void edits() throws IOException {
            for (Long number = store.edited(); number != null; number = store.edited()) {
                edit(number);
            }
        }

        private void edit(long number) throws IOException {
            Follower.Heard heard = store.at(number);
            index.take(number);
            if (heard != null) {
                indexing.take(List.of(new Follower.Heard(number, 0, heard.envelope(), heard.content())));
            }
            changed = true;
        }

        private void progress(Follower.Page page) throws IOException {
            percent = (int) (100 * page.next() / Math.max(1, page.last()));
            long now = System.nanoTime();
            if (searchable == null && now - told > PROGRESS_NANOS) {
                told = now;
                LOG.info("the search index is being built: {} %", percent);
            }
            if (searchable != null && now - refreshed > REFRESH_NANOS) {
                refresh();
            }
        }

        /** Everything that the store has is in the index. */
        void settle() throws IOException {
            boolean first = searchable == null;
            if (changed || first) {
                refresh();
            }
            if (first) {
                warm();
                percent = 100;
                searchable = index;
                LOG.info("the search index is ready");
                index.compact();
                compacting = true;
            } else if (compacting && !index.merging()) {
                compacting = false;
                refresh();
                changed = true;
            }
            if (changed && (first || System.nanoTime() - committed > COMMIT_NANOS)) {
                commit();
            }
        }

        private void warm() throws IOException {
            DirectoryReader reader = index.acquire();
            try {
                warming.warm(reader);
            } finally {
                index.release(reader);
            }
        }

        private void refresh() throws IOException {
            index.refresh();
            refreshed = System.nanoTime();
        }

        private void commit() throws IOException {
            index.commit(mark, false);
            changed = false;
            committed = System.nanoTime();
        }

        /** With the last that there is to hear. */
        void end() throws IOException {
            edits();
            index.commit(mark, mending == null);
        }
    }

    /** What a record becomes in the index; null where it is none that can be found. */
    static Candidate candidate(Envelope envelope, byte[] content, Languages languages) {
        boolean market = envelope.is(Kind.OFFER) || envelope.is(Kind.INTENT);
        if (!market || content == null) {
            return null;
        }
        Candidate candidate = Candidate.of(envelope, content, languages.of(envelope.home()));
        return candidate == null || candidate.conditions().stock() == 0 ? null : candidate;
    }

    /** Likewise, by the languages of the communities that are known by now. From any thread. */
    Candidate candidate(Envelope envelope, byte[] content) {
        return candidate(envelope, content, languages);
    }

    /** Commits what there is, and ends. */
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        store.close();
    }
}
