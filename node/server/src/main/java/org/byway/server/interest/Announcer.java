package org.byway.server.interest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.byway.protocol.interest.Interest;
import org.byway.protocol.interest.InterestIndex.Found;
import org.byway.protocol.interest.Owner;
import org.byway.protocol.interest.Position;
import org.byway.protocol.market.Candidate;
import org.byway.protocol.market.Lexicon;
import org.byway.protocol.market.Match;
import org.byway.protocol.market.Reach;
import org.byway.protocol.market.Sought;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Statement;
import org.byway.protocol.store.StoreFault;
import org.byway.server.http.InterestService;
import org.byway.server.interest.Audience.Heard;
import org.byway.server.interest.InterestFile.Change;
import org.byway.storage.Follower;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the interests, follows the store's log and tells each audience what fits, on a thread of its own. Those that have
 * heard all share a page; of those that are behind, one after the other is read a page, which others who are as far share.
 */
public final class Announcer implements InterestService, AutoCloseable {
    /** What is further back than this is not read again for anybody. */
    public static final long MOST_BEHIND = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger("org.byway.interest");
    private static final int PAGE_RECORDS = 256;
    private static final int MOST_FOUND = 4_096;
    private static final long STOP_SECONDS = 3;

    private final Sources sources;
    private final InterestWriter writer;
    private final Registry registry;
    private final TreeMap<Long, Audience> audiences = new TreeMap<>();
    private final ConcurrentLinkedQueue<Runnable> asked = new ConcurrentLinkedQueue<>();
    private final Thread thread = Thread.ofPlatform().name("byway-announcer").unstarted(this::run);
    private volatile boolean stopping;
    private volatile Heads heads = ids -> List.of();
    private long nextInterest;
    private long audiencesMade;
    private long front;
    private long lastServed;

    /**
     * What announcing needs of its node.
     *
     * @param store closed with the announcer
     * @param candidates a record's content, as it is held against interests; null where it is nothing that can be found
     * @param clock milliseconds since 1970
     */
    public record Sources(
            Follower store,
            BiFunction<Envelope, byte[], Candidate> candidates,
            Supplier<Lexicon> lexicon,
            LongSupplier clock) {}

    /** Asks the store for records by their ids, and waits for the answer: null for each that is the head of nothing. */
    public interface Heads extends Function<List<Bytes32>, List<SignedRecord>> {}

    /** Reads the interests from the file, or makes it. */
    public Announcer(Path file, Sources sources) throws IOException {
        this.sources = sources;
        InterestFile interests = InterestFile.open(file);
        this.writer = new InterestWriter(interests);
        this.registry = new Registry(sources.lexicon().get());
        this.nextInterest = interests.next();
        this.front = sources.store().last();
        List<Change> moved = new ArrayList<>();
        for (Interest interest : interests.interests()) {
            Interest here = ofThisStore(interest);
            registry.add(here);
            if (!here.equals(interest)) {
                moved.add(new Change.Added(here));
            }
        }
        remember(moved, interests);
    }

    /** That some begin anew: at the next start they must not do so again, behind what nobody was told yet. */
    private static void remember(List<Change> moved, InterestFile interests) {
        if (!moved.isEmpty()) {
            try {
                interests.append(moved);
            } catch (IOException e) {
                LOG.warn("that interests began anew with this store cannot be written: {}", e.toString());
            }
        }
    }

    /** The interest; matched from now on where it was added to another store. */
    private Interest ofThisStore(Interest interest) {
        return start(interest.since()) instanceof Gap(Position from, Why why) && why == Why.OTHER_STORE
                ? since(interest, from)
                : interest;
    }

    private static Interest since(Interest interest, Position from) {
        return new Interest(
                interest.number(), interest.owner(), from, interest.name(), interest.wording(), interest.query());
    }

    public void start(Heads ofStore) {
        heads = ofStore;
        sources.store().onMoved(() -> LockSupport.unpark(thread));
        thread.start();
    }

    private <T> CompletableFuture<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        asked.add(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        LockSupport.unpark(thread);
        return answer;
    }

    // Interests.

    @Override
    public CompletionStage<Checked<Interest>> add(Owner owner, String name, Map<String, String> wording) {
        return ask(() -> admit(owner, name, wording)).thenCompose(admitted -> switch (admitted) {
            case Checked.Refused<Interest> refused -> CompletableFuture.completedFuture(refused);
            case Checked.Ok<Interest>(Interest interest) -> keep(interest);
        });
    }

    private Checked<Interest> admit(Owner owner, String name, Map<String, String> wording) {
        Checked<Interest> read = Interest.read(nextInterest, owner, now(), name, wording);
        if (read instanceof Checked.Ok<Interest>(Interest interest)) {
            Refusal refusal = registry.refusal(interest);
            if (refusal != null) {
                return new Checked.Refused<>(refusal);
            }
            nextInterest++;
            registry.add(interest);
        }
        return read;
    }

    /** On disk before the answer; taken away again where that cannot be. */
    private CompletionStage<Checked<Interest>> keep(Interest interest) {
        return writer.write(new Change.Added(interest)).handle((done, fault) -> {
            if (fault == null) {
                return new Checked.Ok<>(interest);
            }
            LOG.warn("an interest cannot be written", fault);
            var unused = ask(() -> registry.remove(interest.owner(), interest.number()));
            return Refusal.of(Reason.STORE_FULL, "the node cannot write to its disk at the moment");
        });
    }

    @Override
    public CompletionStage<List<Interest>> list(Owner owner, long after, int limit) {
        return ask(() -> registry.list(owner, after, limit));
    }

    @Override
    public CompletionStage<Boolean> remove(Owner owner, long number) {
        return ask(() -> registry.remove(owner, number)).thenCompose(removed -> {
            if (removed == null) {
                return CompletableFuture.completedFuture(false);
            }
            return writer.write(new Change.Removed(number)).thenApply(done -> true);
        });
    }

    // Audiences.

    @Override
    public CompletionStage<Checked<Stream>> announce(Wanted wanted, Position from, Hearer hearer) {
        return ask(() -> enter(wanted, from, hearer));
    }

    private Checked<Stream> enter(Wanted wanted, Position from, Hearer hearer) {
        if (stopping) {
            return Refusal.of(Reason.NOT_YET, "the node is being stopped");
        }
        if (wanted instanceof Wanted.One(Owner owner, long number)
                && registry.list(owner, number - 1, 1).stream().noneMatch(one -> one.number() == number)) {
            return Refusal.of(Reason.STALE, "there is no interest " + number + " of yours");
        }
        Begin begin = from == null ? new Going(now()) : start(from);
        Audience audience = new Audience(- ++audiencesMade, wanted, hearer, begin.from());
        audiences.put(audience.number(), audience);
        if (audience.query() != null) {
            registry.put(
                    audience.number(),
                    Sought.of(audience.query(), sources.lexicon().get(), Reach.FORGIVING));
        }
        audience.tell(
                begin instanceof Gap(Position at, Why why)
                        ? new Announcement.Gap(at, from, why)
                        : new Announcement.Reached(begin.from()));
        return new Checked.Ok<>(new Entered(audience));
    }

    /** One audience's way to be heard; from any thread. */
    private final class Entered implements Stream {
        private final Audience audience;

        Entered(Audience audience) {
            this.audience = audience;
        }

        @Override
        public void room() {
            audience.room();
            LockSupport.unpark(thread);
        }

        @Override
        public void close() {
            var unused = ask(() -> {
                leave(audience);
                return null;
            });
        }
    }

    private void leave(Audience audience) {
        audience.leave();
        audiences.remove(audience.number());
        registry.drop(audience.number());
    }

    /** Where an audience begins. */
    private sealed interface Begin {
        Position from();
    }

    private record Going(Position from) implements Begin {}

    private record Gap(Position from, Why why) implements Begin {}

    private Begin start(Position from) {
        Position now = now();
        if (from.entry() > now.entry()) {
            return new Gap(now, Why.OTHER_STORE);
        }
        Bytes32 mark = sources.store().mark(from.entry());
        boolean known = Position.check(mark).equals(from.check());
        if (!known && mark != null) {
            return new Gap(now, Why.OTHER_STORE);
        }
        if (now.entry() - from.entry() > MOST_BEHIND) {
            return new Gap(behind(now.entry() - MOST_BEHIND), Why.TOO_FAR);
        }
        return known ? new Going(from) : new Gap(from, Why.FORGOTTEN);
    }

    /** Behind all that is on disk, and so behind all that was acknowledged. */
    private Position now() {
        try {
            sources.store().hurry();
        } catch (StoreFault full) {
            LOG.debug("what is on disk cannot all be read: {}", full.getMessage());
        }
        return behind(sources.store().last());
    }

    private Position behind(long entry) {
        return Position.behind(entry, sources.store().mark(entry));
    }

    // Announcing.

    private void run() {
        while (!stopping) {
            boolean more = false;
            try {
                for (Runnable one = asked.poll(); one != null; one = asked.poll()) {
                    one.run();
                }
                more = turn();
            } catch (RuntimeException e) {
                if (!stopping) {
                    LOG.error("announcing failed; those who listen begin again", e);
                    endAll();
                }
            }
            if (!more && !stopping) {
                LockSupport.park(this);
            }
        }
        endAll();
        asked.forEach(Runnable::run);
    }

    private void endAll() {
        new ArrayList<>(audiences.values()).forEach(audience -> {
            leave(audience);
            audience.end();
        });
    }

    /** A page for those at the front, and one for one of those behind; whether there is more to do at once. */
    private boolean turn() {
        registry.use(sources.lexicon().get(), audiences);
        List<Audience> atFront = new ArrayList<>();
        List<Audience> late = new ArrayList<>();
        for (Audience audience : audiences.values()) {
            if (audience.hasRoom()) {
                audience.begin();
                boolean whole = audience.position().whole();
                (whole && audience.position().entry() >= front ? atFront : late).add(audience);
            }
        }
        boolean more = follow(atFront);
        if (!late.isEmpty()) {
            catchUp(next(late), late);
            more = true;
        }
        return more;
    }

    private Audience next(List<Audience> late) {
        Audience next = late.stream()
                .filter(audience -> audience.number() > lastServed)
                .findFirst()
                .orElse(late.get(0));
        lastServed = next.number();
        return next;
    }

    private boolean follow(List<Audience> atFront) {
        if (atFront.isEmpty()) {
            front = sources.store().last();
            return false;
        }
        Follower.Page page = sources.store().page(front, PAGE_RECORDS);
        Set<Long> replaced = new HashSet<>();
        page.records().forEach(heard -> replaced.add(heard.replaced()));
        long now = sources.clock().getAsLong();
        List<Heard> fitting = new ArrayList<>();
        int found = 0;
        for (Follower.Heard record : page.records()) {
            Candidate candidate = replaced.contains(record.number()) ? null : candidate(record, now);
            List<Found> matches =
                    candidate == null ? List.of() : registry.index().matches(candidate, now);
            if (!matches.isEmpty()) {
                fitting.add(new Heard(behind(record), candidate, matches, now));
                found += matches.size();
            }
            if (found > MOST_FOUND) {
                tell(atFront, page.done() ? fitting : standing(fitting));
                fitting.clear();
                found = 0;
            }
        }
        tell(atFront, page.done() ? fitting : standing(fitting));
        front = page.next();
        reached(atFront, page.next());
        return !page.done();
    }

    private static Position behind(Follower.Heard record) {
        return Position.behind(record.number(), record.envelope().id());
    }

    private void tell(List<Audience> some, List<Heard> fitting) {
        for (Heard heard : fitting) {
            some.forEach(audience -> audience.hear(heard, registry));
        }
    }

    /** Those that have not been replaced since, as the store says: for what is not told at once. */
    private List<Heard> standing(List<Heard> fitting) {
        if (fitting.isEmpty()) {
            return List.of();
        }
        List<SignedRecord> held =
                heads.apply(fitting.stream().map(each -> each.candidate().id()).toList());
        List<Heard> standing = new ArrayList<>();
        for (int i = 0; i < held.size(); i++) {
            SignedRecord record = held.get(i);
            if (record != null && record.content() != null) {
                Heard each = fitting.get(i);
                standing.add(new Heard(each.behind(), each.candidate(), each.found(), received(record)));
            }
        }
        return standing;
    }

    private void reached(List<Audience> some, long entry) {
        Position behind = behind(entry);
        some.forEach(audience -> audience.reached(behind));
    }

    private Candidate candidate(Follower.Heard record, long now) {
        Envelope envelope = record.envelope();
        boolean market = envelope.is(Kind.OFFER) || envelope.is(Kind.INTENT);
        return !market || record.content() == null || envelope.expires() <= now
                ? null
                : sources.candidates().apply(envelope, record.content());
    }

    /**
     * One page for one audience, and for those of the late whose place is within it; what was replaced since is left out,
     * the store is asked for that.
     */
    private void catchUp(Audience audience, List<Audience> late) {
        long after = audience.told();
        Follower.Page page = sources.store().page(after, PAGE_RECORDS);
        List<Audience> along = late.stream()
                .filter(each -> each == audience || (each.told() >= after && each.told() < page.next()))
                .toList();
        long now = sources.clock().getAsLong();
        List<Heard> fitting = new ArrayList<>();
        long next = page.next();
        int found = 0;
        for (Follower.Heard record : page.records()) {
            Candidate candidate = candidate(record, now);
            List<Found> matches = candidate == null ? List.of() : matches(along, candidate, now);
            if (!matches.isEmpty()) {
                fitting.add(new Heard(behind(record), candidate, matches, now));
                found += matches.size();
            }
            if (found > MOST_FOUND) {
                next = record.number();
                break;
            }
        }
        tell(along, standing(fitting));
        reached(along, next);
    }

    private List<Found> matches(List<Audience> along, Candidate candidate, long now) {
        Audience audience = along.get(0);
        return along.size() > 1
                ? registry.index().matches(candidate, now)
                : switch (audience.wanted()) {
                    case Wanted.Own own -> registry.index().matches(candidate, now);
                    case Wanted.One(Owner owner, long number) -> matches(number, candidate, now);
                    case Wanted.Asked asking -> matches(audience.number(), candidate, now);
                };
    }

    private List<Found> matches(long number, Candidate candidate, long now) {
        Sought sought = registry.sought(number);
        return sought != null && Match.of(sought, candidate, now) instanceof Match.Fits fits
                ? List.of(new Found(number, fits))
                : List.of();
    }

    private static long received(SignedRecord record) {
        return record.postmark() != null && record.postmark().statement() instanceof Statement.Postmark postmark
                ? postmark.time()
                : record.envelope().created();
    }

    /** Ends all that listen, and lets go of the file and the store. */
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            writer.close();
        } catch (IOException e) {
            LOG.warn("the interests' file could not be closed", e);
        }
        sources.store().close();
    }
}
