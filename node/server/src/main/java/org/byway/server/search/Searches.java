package org.byway.server.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.byway.protocol.market.Area;
import org.byway.protocol.market.Candidate;
import org.byway.protocol.market.Continuation;
import org.byway.protocol.market.Hit;
import org.byway.protocol.market.Hits;
import org.byway.protocol.market.Lexicon;
import org.byway.protocol.market.Query;
import org.byway.protocol.market.QueryReader;
import org.byway.protocol.market.Reach;
import org.byway.protocol.market.Sort;
import org.byway.protocol.market.Sought;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.storage.Follower;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers searches, a few at a time and each within its time, by the index that it keeps beside the store. */
public final class Searches implements AutoCloseable {
    /** What takes more of a processor's time is refused; and what takes ten times as long, since others use it too. */
    public static final long MOST_MILLIS = 50;

    private static final Logger LOG = LoggerFactory.getLogger("org.byway.search");
    static final int MOST_WAITING = 128;
    private static final long WARM_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final List<String> WARMING = List.of("bread", "tall ladder", "braed", "old garden table");

    /** Held, or its level would be forgotten: what Lucene has to say of vectors and files is nothing for a host. */
    private static final java.util.logging.Logger LUCENE = java.util.logging.Logger.getLogger("org.apache.lucene");

    static {
        LUCENE.setLevel(java.util.logging.Level.SEVERE);
    }

    private final IndexKeeper keeper;
    private final Supplier<Lexicon> lexicon;
    private final LongSupplier clock;
    private final long mostNanos;
    private final ThreadPoolExecutor threads;
    private final ConcurrentLinkedQueue<OpenLists> idle = new ConcurrentLinkedQueue<>();

    /**
     * @param folder of the index
     * @param store is closed with this
     * @param lexicon as it is at the moment
     * @param clock milliseconds since 1970
     */
    public Searches(Path folder, Follower store, Supplier<Lexicon> lexicon, LongSupplier clock) {
        this(folder, store, lexicon, clock, MOST_MILLIS);
    }

    /** With another limit, for tests on busy machines. */
    Searches(Path folder, Follower store, Supplier<Lexicon> lexicon, LongSupplier clock, long mostMillis) {
        this.keeper = new IndexKeeper(folder, store, this::warm);
        this.lexicon = lexicon;
        this.clock = clock;
        this.mostNanos = TimeUnit.MILLISECONDS.toNanos(mostMillis);
        int processors = Runtime.getRuntime().availableProcessors();
        threads = new ThreadPoolExecutor(
                processors,
                processors,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(MOST_WAITING),
                task -> Thread.ofPlatform().name("byway-search").daemon().unstarted(task));
    }

    /** Begins to open or to build the index. */
    public void start() {
        keeper.start();
    }

    /** Completes once everything that is on disk by now can be found. */
    public CompletionStage<Void> settled() {
        return keeper.settled();
    }

    /** The words and kinds that this node knows, as they are at the moment. */
    public Lexicon lexicon() {
        return lexicon.get();
    }

    /** The record as it is held against what people look for; null where it is nothing that can be found. */
    public Candidate candidate(Envelope envelope, byte[] content) {
        return keeper.candidate(envelope, content);
    }

    /** Whether there is an index to search in, or how much of it is built. */
    public int percent() {
        return keeper.searchable() == null ? Math.min(99, keeper.percent()) : 100;
    }

    /** Entries of the store's log that searches do not know of yet, as of a moment ago. */
    public long behind() {
        return keeper.behind();
    }

    /** Whether the index is made quicker to search, beside everything else. */
    public boolean compacting() {
        return keeper.compacting();
    }

    /** A page of at most so many; the continuation is that of the page before, or null. */
    public CompletionStage<Checked<Hits>> page(Query query, int limit, Continuation from) {
        return run(state -> widening(state, query, limit, from));
    }

    /** Likewise, of what an intent makes somebody look for; opened by the lexicon of the moment. */
    public CompletionStage<Checked<Hits>> matches(Sought sought, int limit, Continuation from) {
        return run(state -> search(state, sought, Sort.RELEVANCE, limit, from, Reach.SPELT));
    }

    /** A search in one state of the index. */
    private interface Task {
        Hits run(State state) throws IOException, TookTooLong;
    }

    /** A state of the index, how long it may still be searched, and the time by which records have expired. */
    private record State(DirectoryReader reader, OpenLists lists, Budget budget, long now) {}

    private CompletionStage<Checked<Hits>> run(Task task) {
        CompletableFuture<Checked<Hits>> answer = new CompletableFuture<>();
        try {
            threads.execute(() -> answer(task, answer));
        } catch (RejectedExecutionException e) {
            answer.complete(Refusal.of(Reason.NOT_YET, "too many searches wait at the moment"));
        }
        return answer;
    }

    private void answer(Task task, CompletableFuture<Checked<Hits>> answer) {
        SearchIndex index = keeper.searchable();
        if (index == null) {
            answer.complete(
                    Refusal.of(Reason.NOT_YET, "the search index is being opened or built: " + percent() + " %"));
            return;
        }
        try {
            answer.complete(new Checked.Ok<>(run(task, index)));
        } catch (TookTooLong e) {
            answer.complete(Refusal.of(
                    Reason.OVER_BUDGET,
                    "the search took more than " + MOST_MILLIS
                            + " ms: name a category, a smaller place or rarer words"));
        } catch (IOException | RuntimeException | InternalError e) {
            LOG.warn("a search failed", e);
            keeper.suspect();
            answer.completeExceptionally(e);
        }
    }

    private Hits run(Task task, SearchIndex index) throws IOException, TookTooLong {
        OpenLists lists = idle.poll();
        if (lists == null) {
            lists = new OpenLists();
        }
        DirectoryReader reader = index.acquire();
        try {
            lists.keep(reader);
            return task.run(new State(reader, lists, new Budget(mostNanos), clock.getAsLong()));
        } finally {
            idle.add(lists);
            index.release(reader);
        }
    }

    /** Searches a few times, whatever comes of it: the first searches of a process take many times as long as later ones. */
    private void warm(DirectoryReader reader) throws IOException {
        State state = new State(reader, new OpenLists(), new Budget(WARM_NANOS), clock.getAsLong());
        try {
            for (String words : WARMING) {
                for (Sort sort : Sort.values()) {
                    widening(state, warming(words, sort), 1, null);
                }
            }
        } catch (TookTooLong e) {
            LOG.debug("warming up took long");
        }
    }

    private static Query warming(String words, Sort sort) {
        return QueryReader.read(Kind.OFFER, name -> switch (name) {
                    case "q" -> words;
                    case "near" -> "0,0";
                    case "currency" -> "EUR";
                    case "sort" -> sort.word();
                    default -> null;
                })
                .orThrow();
    }

    private Hits widening(State state, Query query, int limit, Continuation from) throws IOException, TookTooLong {
        Reach reach = from == null ? Reach.SPELT : from.reach();
        Lexicon words = lexicon.get();
        while (true) {
            Sought sought = Sought.of(query, words, reach);
            Hits hits = search(state, sought, query.sort(), limit, from, reach);
            Reach next = reach.next(sought.words().size());
            if (!hits.hits().isEmpty() || from != null || next == null) {
                return hits;
            }
            reach = next;
        }
    }

    private static Hits search(State state, Sought sought, Sort sort, int limit, Continuation from, Reach reach)
            throws IOException, TookTooLong {
        Ranking ranking = new Ranking(limit + 1, from == null ? null : from.after());
        SegmentSearch.Task task = new SegmentSearch.Task(sought, sort, ranking, state.budget(), state.now());
        for (LeafReaderContext segment : state.reader().leaves()) {
            SegmentSearch.run(task, segment, state.lists().of(segment.reader()));
        }
        List<Ranking.Kept> kept = ranking.best();
        List<Hit> hits = new ArrayList<>();
        for (Ranking.Kept one : kept.subList(0, Math.min(limit, kept.size()))) {
            hits.add(hit(one, sought));
        }
        boolean more = kept.size() > limit;
        return new Hits(
                hits, reach, more ? new Continuation(reach, kept.get(limit - 1).rank()) : null);
    }

    private static Hit hit(Ranking.Kept kept, Sought sought) throws IOException {
        HitLine line = HitLine.read(kept.line());
        Area area = sought.area();
        return new Hit(
                line.id(),
                sought.kind(),
                line.community(),
                line.author(),
                kept.rank().created(),
                kept.expires(),
                line.title(),
                line.category(),
                line.price(),
                line.place(),
                area == null ? -1 : area.metresTo(line.place().centre()),
                kept.score());
    }

    /** Ends the threads; what the index has is committed. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        keeper.close();
    }
}
