package org.byway.protocol.peer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.byway.protocol.admission.Admission;
import org.byway.protocol.admission.Judged;
import org.byway.protocol.admission.Precedence;
import org.byway.protocol.admission.Verdict;
import org.byway.protocol.community.LinkScope;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;
import org.byway.protocol.wire.Receipt;
import org.byway.protocol.wire.Refused;

/**
 * Takes records in: decides, stages, and once they are on disk acknowledges, answers and sends on. One group of changes
 * is committed at a time; what arrives meanwhile makes up the next.
 */
final class Intake {
    /**
     * A record that was staged.
     *
     * @param session that brought it; 0 where it was posted here
     * @param hops over how many sessions it came; 0 where it was asked for
     */
    record Arrival(long session, int hops, SignedRecord record) {
        Arrival withoutContent() {
            return new Arrival(session, hops, record.withoutContent());
        }

        /** Whether both came alike, and are of one community. */
        boolean cameWith(Arrival other) {
            return session == other.session
                    && hops == other.hops
                    && record.envelope().home().equals(other.record.envelope().home());
        }
    }

    private record Acknowledgement(long session, long number, long bytes) {}

    /** What waits for one commit. */
    private static final class Batch {
        final List<Arrival> arrivals = new ArrayList<>();
        final List<Acknowledgement> acknowledgements = new ArrayList<>();
        final List<Effect.Answer> answers = new ArrayList<>();

        boolean isEmpty() {
            return arrivals.isEmpty() && acknowledgements.isEmpty() && answers.isEmpty();
        }
    }

    private static final Refusal CANNOT_WRITE =
            new Refusal(Reason.STORE_FULL, "the node cannot write to its disk at the moment");
    private static final Refusal DROPPED =
            new Refusal(Reason.NOT_YOURS, "the community's charter does not name this node, so it postmarks nothing");
    private static final Refusal CLOCK_OFF =
            new Refusal(Reason.CLOCK_OFF, "the node's clock is off, so it does not postmark");

    private final Context context;
    private final Admission admission;
    private final SigningKey node;
    /** Is told of links and offers that are on disk. */
    private final Consumer<SignedRecord> seen;

    private final Consumer<Bytes32> withdrawn;
    private final Entrance entrance;
    private final Proofs proofs;
    private final CareRoom care;
    private final Pool pool = new Pool();
    private Batch staged = new Batch();
    private Batch committing;
    private Store.Group group;
    private boolean stuck;
    /** What came while nothing could be written: it was not looked at. */
    private final List<Acknowledgement> unread = new ArrayList<>();

    Intake(
            Context context,
            Admission admission,
            SigningKey node,
            CareRoom care,
            Consumer<SignedRecord> seen,
            Consumer<Bytes32> withdrawn) {
        this.context = context;
        this.admission = admission;
        this.node = node;
        this.seen = seen;
        this.withdrawn = withdrawn;
        this.proofs = new Proofs(context, node);
        this.care = care;
        this.entrance = new Entrance(context, care);
    }

    /** Reads what is held, at the start. */
    void start(long now) {
        entrance.start();
        proofs.start(now);
        care.start(now);
    }

    /** The proof that an author has signed two things where only one may be; null where there is none. */
    Bytes32 proofAgainst(Bytes32 author) {
        return proofs.against(author);
    }

    /** Says to everybody what was seen of two things signed where only one may be. */
    private void prove(long now) {
        if (!stuck && context.isNamed(node.publicKey())) {
            proofs.due(now).forEach(record -> enter(record, now));
        }
    }

    /** Why that member cannot post; null if it can. */
    Refusal outside(Bytes32 member, long now) {
        return entrance.outside(member, now);
    }

    /** Whether the last commit failed, so that nothing new is taken. */
    boolean stuck() {
        return stuck;
    }

    /** What became of the records. */
    Taking delivered(Session session, Event.Delivered frame, long now) {
        long bytes = 0;
        for (Judged judged : frame.records()) {
            bytes += judged.record().sizeBytes();
        }
        Taking taking = new Taking(frame.hops());
        Acknowledgement acknowledgement = new Acknowledgement(session.id, frame.number(), bytes);
        session.takenBytes += bytes;
        if (session.takenBytes > PeerLimits.MOST_TAKEN_BYTES) {
            context.drop(session, new Refusal(Reason.OVER_BUDGET, "more was sent than the window holds"));
            return taking;
        }
        if (stuck) {
            unread.add(acknowledgement);
            return taking;
        }
        for (Judged judged : frame.records()) {
            Refusal fault = take(session, judged, now, taking);
            if (fault != null) {
                context.drop(session, fault);
                return taking;
            }
        }
        taking.ask(context, session);
        staged.acknowledgements.add(acknowledgement);
        return taking;
    }

    /** A record that came outside a Records frame, as with a greeting. */
    void paper(Session session, Judged judged, long now) {
        Taking taking = new Taking(0);
        Refusal fault = take(session, judged, now, taking);
        taking.ask(context, session);
        if (fault != null) {
            context.note(Effect.Level.NOTICE, "a paper of " + session.node + " was refused: " + fault);
        }
    }

    /** The refusal is given only where no honest peer would have sent the record. */
    private Refusal take(Session session, Judged judged, long now, Taking taking) {
        Envelope envelope = judged.envelope();
        boolean wanted = pool.wants(envelope.id()) || (envelope.is(Kind.KEY_EVENT) && pool.wants(envelope.author()));
        boolean carried = session.shares(envelope.home(), context.community())
                && session.scope.carries(envelope.kind(), judged.record().content());
        if (!wanted && !carried) {
            session.refused++;
            taking.refused.add(envelope.id());
            return null;
        }
        if (!wanted && turnsAway(session, envelope, now)) {
            taking.refused.add(envelope.id());
            return null;
        }
        Verdict verdict = admission.travelling(judged, now);
        proofs.compare(judged.record(), verdict);
        switch (verdict) {
            case Verdict.Stands(SignedRecord standing) -> {
                taking.entered(envelope.home());
                if (isCounted(envelope)) {
                    context.reputes().entered(envelope.home(), now);
                }
                enter(new Arrival(session.id, taking.hops, standing), now);
            }
            case Verdict.Held() -> taking.held(envelope.home(), envelope.id());
            case Verdict.Lost(SignedRecord lost) -> context.store().lose(lost);
            case Verdict.WantsCharter(Bytes32 id) -> {
                pool.add(id, new Pool.Waiting(session.id, judged));
                taking.ids.add(id);
                taking.refused.add(envelope.id());
            }
            case Verdict.WantsIdentity(Bytes32 author) -> {
                pool.add(author, new Pool.Waiting(session.id, judged));
                taking.authors.add(author);
                taking.refused.add(envelope.id());
            }
            case Verdict.Refuse(Refusal refusal) -> {
                session.refused++;
                taking.refused.add(envelope.id());
                return refusal.reason().timeless() ? refusal : null;
            }
        }
        return null;
    }

    /** Whether its community has brought as much as it may for now. Who is of it, and has been told so long ago, is dropped. */
    private boolean turnsAway(Session session, Envelope envelope, long now) {
        Bytes32 home = envelope.home();
        if (!isCounted(envelope) || !context.reputes().isSlowed(home, now)) {
            return false;
        }
        if (home.equals(session.community) && context.reputes().turnedAway(home, now)) {
            context.drop(session, new Refusal(Reason.OVER_BUDGET, "goes on sending what this node takes no more of"));
        }
        return true;
    }

    private boolean isCounted(Envelope envelope) {
        return !envelope.home().equals(context.community()) && !LinkScope.isAlwaysCarried(envelope.kind());
    }

    /** Stages a record of this node's own that stands. */
    void enter(SignedRecord record, long now) {
        enter(new Arrival(0, 0, record), now);
    }

    /** Stages a record that stands, and what had waited for it. */
    private void enter(Arrival brought, long now) {
        Arrival arrival = care.purges(brought.record(), now) ? brought.withoutContent() : brought;
        SignedRecord record = arrival.record();
        Envelope envelope = record.envelope();
        Store store = context.store();
        Store.Head before = replacesWords(envelope) ? store.head(envelope.author(), envelope.lineage()) : null;
        if (before != null) {
            withdrawn.accept(before.id());
            entrance.forget(before.id());
            care.forget(before.id());
        }
        store.put(record);
        entrance.note(record);
        proofs.note(record);
        care.note(record, now);
        staged.arrivals.add(arrival);
        if (envelope.is(Kind.CHARTER)) {
            context.charters().changed(envelope.home());
            free(envelope.id(), now);
        } else if (envelope.is(Kind.KEY_EVENT)) {
            store.retire(envelope.author(), envelope.keySequence());
            free(envelope.author(), now);
        }
    }

    private static boolean replacesWords(Envelope envelope) {
        return envelope.is(Kind.WITHDRAWAL) || envelope.is(Kind.MEMBERSHIP) || envelope.is(Kind.NOTICE);
    }

    private void free(Bytes32 arrived, long now) {
        for (Pool.Waiting waiting : pool.take(arrived)) {
            Session session = context.sessions().get(waiting.session());
            if (session == null) {
                continue;
            }
            Taking taking = new Taking(0);
            Refusal fault = take(session, waiting.judged(), now, taking);
            taking.ask(context, session);
            if (fault != null) {
                context.drop(session, fault);
            }
        }
    }

    /** Decides on all posts together, so that one signature postmarks them. */
    void posted(List<Event.Post> posts, boolean clockOff, long now) {
        boolean dropped = !context.isNamed(node.publicKey());
        if (stuck || clockOff || dropped) {
            Refusal why = stuck ? CANNOT_WRITE : clockOff ? CLOCK_OFF : DROPPED;
            posts.forEach(post -> context.out().add(new Effect.Decline(post.ticket(), why)));
            return;
        }
        List<Refusal[]> refusals =
                posts.stream().map(post -> new Refusal[post.records().size()]).toList();
        enterPosted(posts, refusals, true, now);
        enterPosted(posts, refusals, false, now);
        for (int i = 0; i < posts.size(); i++) {
            staged.answers.add(new Effect.Answer(posts.get(i).ticket(), receipt(posts.get(i), refusals.get(i))));
        }
    }

    /** Key events first: what their identities say may come with them. */
    private void enterPosted(List<Event.Post> posts, List<Refusal[]> refusals, boolean keyEvents, long now) {
        Set<Bytes32> accepted = new LinkedHashSet<>();
        List<SignedRecord> standing = new ArrayList<>();
        for (int i = 0; i < posts.size(); i++) {
            List<Judged> records = posts.get(i).records();
            for (int j = 0; j < records.size(); j++) {
                Judged judged = records.get(j);
                if (judged.envelope().is(Kind.KEY_EVENT) == keyEvents && !accepted.contains(judged.id())) {
                    Refusal outside = entrance.refusal(posts.get(i), judged, now);
                    refusals.get(i)[j] = outside == null ? consider(judged, accepted, standing, now) : outside;
                }
            }
        }
        if (!standing.isEmpty()) {
            Bytes32[] ids = accepted.toArray(Bytes32[]::new);
            Signed postmark =
                    Signed.postmark(node, context.community(), context.naming().id(), now, ids);
            for (int i = 0; i < ids.length; i++) {
                enterPosted(standing.get(i).postmarked(postmark, i), now);
            }
        }
    }

    private Refusal consider(Judged judged, Set<Bytes32> accepted, List<SignedRecord> standing, long now) {
        Verdict verdict = admission.posted(judged, now);
        proofs.compare(judged.record(), verdict);
        return switch (verdict) {
            case Verdict.Stands(SignedRecord stands) -> {
                accepted.add(stands.id());
                standing.add(stands);
                yield null;
            }
            case Verdict.Held() ->
                context.store().get(judged.id()) == null
                        ? new Refusal(Reason.STALE, "a later revision is here already")
                        : null;
            case Verdict.Lost(SignedRecord lost) ->
                new Refusal(Reason.STALE, "a later revision, or the withdrawal, of " + lost.id() + " is here already");
            case Verdict.WantsCharter(Bytes32 id) -> new Refusal(Reason.UNKNOWN_CHARTER, "charter " + id);
            case Verdict.WantsIdentity(Bytes32 author) ->
                new Refusal(Reason.UNKNOWN_AUTHOR, "post the inception of " + author + " first");
            case Verdict.Refuse(Refusal refusal) -> refusal;
        };
    }

    /** Of two revisions posted together the later one stands, whichever came first. */
    private void enterPosted(SignedRecord record, long now) {
        Store.Head head = context.store()
                .head(record.envelope().author(), record.envelope().lineage());
        boolean stands = head == null || Precedence.of(record.envelope()).compareTo(Precedence.of(head)) > 0;
        if (stands) {
            enter(record, now);
        } else {
            context.store().lose(record);
        }
    }

    private Receipt receipt(Event.Post post, Refusal[] refused) {
        List<SignedRecord> postmarked = new ArrayList<>();
        Receipt.Builder problems = Receipt.newBuilder();
        for (int i = 0; i < refused.length; i++) {
            SignedRecord held = refused[i] == null
                    ? context.store().get(post.records().get(i).id())
                    : null;
            if (held != null && held.postmark() != null) {
                postmarked.add(held);
                continue;
            }
            postmarked.add(null);
            problems.addRefused(refused(i, refused[i] == null ? replaced() : refused[i]));
        }
        return Bundles.receipt(postmarked).toBuilder()
                .mergeFrom(problems.build())
                .build();
    }

    private static Refusal replaced() {
        return new Refusal(Reason.STALE, "another revision in the same post replaced it");
    }

    private static Refused refused(int record, Refusal why) {
        return Refused.newBuilder()
                .setRecord(record)
                .setReason(why.reason().code())
                .setDetail(why.detail())
                .build();
    }

    /** Hands the staged changes over if none are under way. What changed nothing is released at once. */
    void commitIfIdle(TreeRoom trees, long now) {
        prove(now);
        while (committing == null) {
            Store.Group next = context.store().take();
            if (next != null) {
                group = next;
                committing = staged;
                staged = new Batch();
                context.out().add(new Effect.Commit(next));
            } else if (staged.isEmpty()) {
                return;
            } else {
                Batch unchanged = staged;
                staged = new Batch();
                release(unchanged, trees, now);
            }
        }
    }

    /** The sessions in which something came that was not looked at, because nothing could be written. */
    SortedSet<Long> committed(Store.Group done, TreeRoom trees, long now) {
        SortedSet<Long> missed = new TreeSet<>();
        if (stuck) {
            context.note(Effect.Level.NOTICE, "the disk can be written to again");
            unread.forEach(each -> missed.add(each.session()));
            staged.acknowledgements.addAll(unread);
            unread.clear();
        }
        stuck = false;
        context.store().committed(done);
        Batch batch = committing;
        committing = null;
        group = null;
        release(batch, trees, now);
        return missed;
    }

    void failed(String why, long now) {
        if (!stuck) {
            context.note(Effect.Level.WARNING, "nothing can be written, reading goes on: " + why);
        }
        stuck = true;
        decline(committing);
        decline(staged);
        context.timer(now + PeerLimits.RETRY_MILLIS, new Timer.Retry());
    }

    /** Whoever waits is not kept waiting until there is room: what was decided stays, and is told to who posts it again. */
    private void decline(Batch batch) {
        batch.answers.forEach(answer -> context.out().add(new Effect.Decline(answer.ticket(), CANNOT_WRITE)));
        batch.answers.clear();
    }

    void retry() {
        if (stuck && group != null) {
            context.out().add(new Effect.Commit(group));
        }
    }

    private void release(Batch batch, TreeRoom trees, long now) {
        batch.answers.forEach(context.out()::add);
        if (!batch.arrivals.isEmpty()) {
            batch.arrivals.forEach(arrival -> written(arrival.record()));
            trees.forward(batch.arrivals, now);
            context.out()
                    .add(new Effect.Arrived(
                            batch.arrivals.stream().map(Arrival::record).toList()));
        }
        for (Acknowledgement each : batch.acknowledgements) {
            Session session = context.sessions().get(each.session());
            if (session != null) {
                session.takenBytes -= each.bytes();
                trees.took(session, each.number(), each.bytes(), now);
            }
        }
    }

    private void written(SignedRecord record) {
        Envelope envelope = record.envelope();
        if (envelope.is(Kind.FEDERATION_LINK)
                || envelope.is(Kind.OFFER)
                || envelope.is(Kind.CHARTER)
                || envelope.is(Kind.NODE_ANNOUNCEMENT)) {
            seen.accept(record);
        }
    }

    void forget(long session) {
        pool.forget(session);
    }
}
