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
    /** While it catches up, what it has so far is shown so often. */
    private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(2);

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
    private volatile long behind;
    private volatile boolean stopping;
    private volatile boolean suspect;
    private final AtomicLong arrivals = new AtomicLong();
    private volatile long arrivalsFound;
    private volatile boolean idle;
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
        if (idle) {
            LockSupport.unpark(thread);
        }
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

    /** Entries of the store's log that searches do not know of yet, as of a moment ago; 0 only where there are none now. */
    long behind() {
        return behind == 0 && arrivals.get() != arrivalsFound ? 1 : behind;
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
            long seen = arrivals.get();
            for (var one = waiting.poll(); one != null; one = waiting.poll()) {
                asked.add(one);
            }
            if (!asked.isEmpty()) {
                hurry();
            } else if (!suspect && following.rests()) {
                continue;
            }
            if (following.takeIn()) {
                asked.forEach(one -> one.complete(null));
                asked.clear();
                awaitMore(seen);
                following.pacing.woken(System.nanoTime());
            }
            if (suspect) {
                suspect = false;
                following.index.check();
            }
        }
        following.end();
    }

    private void awaitMore(long seen) {
        arrivalsFound = seen;
        idle = true; // before it is looked whether something has arrived: who comes later sees it
        if (arrivals.get() == seen && !stopping && !suspect && waiting.isEmpty()) {
            LockSupport.parkNanos(compacting ? MERGING_NANOS : COMMIT_NANOS);
        }
        idle = false;
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
        private final Pacing pacing = new Pacing(System.nanoTime(), store.last());
        private Mark mark;
        private long expiredTo;
        private boolean changed;
        private Mending mending;
        private long last;
        private long shown;
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

        /** Leaves the processors to others, if it is time for that. */
        boolean rests() {
            last = store.last();
            behind = Math.max(0, last - shown);
            long nanos = pacing.restNanos(System.nanoTime(), last);
            if (nanos > 0) {
                LockSupport.parkNanos(nanos);
            }
            return nanos > 0;
        }

        /** Takes in one page; whether all that there is can be found now. */
        boolean takeIn() throws IOException {
            long from = System.nanoTime();
            boolean done = step();
            pacing.worked(from, System.nanoTime());
            if (!done) {
                pacing.behind();
                return false;
            }
            settle();
            pacing.shown(System.nanoTime());
            return mending == null;
        }

        /** Takes in one page; whether there is no more for now. */
        private boolean step() throws IOException {
            if (mending != null && searchable != null) {
                mend();
                return false;
            }
            Follower.Page page = store.page(mark.next(), PAGE_RECORDS);
            indexing.take(page.records(), pacing.alone());
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
                indexing.take(List.of(new Follower.Heard(number, 0, heard.envelope(), heard.content())), false);
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
        private void settle() throws IOException {
            boolean first = searchable == null;
            if (changed || first) {
                refresh();
            }
            if (first) {
                warm();
                percent = 100;
                searchable = index;
                LOG.info("the search index is ready");
                Background.enter(); // who has just started a node waits for the first search
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
            shown = mark.next();
            behind = Math.max(0, last - shown);
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
