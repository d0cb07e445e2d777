package org.byway.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.byway.protocol.admission.Judged;
import org.byway.protocol.blob.BlobEffect;
import org.byway.protocol.blob.BlobEvent;
import org.byway.protocol.community.Address;
import org.byway.protocol.mail.Bytes16;
import org.byway.protocol.mail.MailEffect;
import org.byway.protocol.mail.MailEvent;
import org.byway.protocol.mail.MailReply;
import org.byway.protocol.mail.MailRequest;
import org.byway.protocol.mail.MailStore;
import org.byway.protocol.peer.Effect;
import org.byway.protocol.peer.Event;
import org.byway.protocol.peer.Peer;
import org.byway.protocol.peer.Timer;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;
import org.byway.protocol.store.StoreFault;
import org.byway.protocol.wire.Receipt;
import org.byway.server.transport.Sent;
import org.byway.server.transport.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a {@link Peer}: one thread owns it and its store, another commits. What happens on other threads comes in through
 * a queue; posts that wait there together are postmarked together. There is no linger: the first record leaves at once, and
 * a group is what arrived while the one before it was written.
 */
final class NodeLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("org.byway.node");
    private static final int DRAINED = 1024;
    /** Records postmarked by one signature; a tree would hold eight times as many. */
    private static final int TOGETHER = 8192;

    /** Records of a group that is committed without a change of thread. */
    private static final int ALONE = 64;

    /** So long at a time what is due goes before what waits. */
    private static final long FIRED_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    private static final int LINK_WAITS = 256;
    private static final int MAIL_WAITS = 4_096;
    private static final long STOP_SECONDS = 3;

    private sealed interface Input {
        /** Something happened; afterwards is run once the peer has dealt with it. */
        record Happened(Event event, Runnable afterwards) implements Input {}

        record Opened(Session session) implements Input {}

        record Posted(List<Judged> records, Event.Poster by, CompletableFuture<Checked<Receipt>> answer)
                implements Input {}

        record Mailed(MailRequest request, CompletableFuture<Checked<MailReply>> answer) implements Input {}

        record Asked(Runnable question) implements Input {}

        record Stop() implements Input {}
    }

    /** A timer, due at that reading of the monotonic clock, in nanoseconds since the loop began. */
    private record Due(long at, long sequence, Timer timer) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int order = Long.compare(at, other.at);
            return order == 0 ? Long.compare(sequence, other.sequence) : order;
        }
    }

    /** What the loop reports; called on its thread, so nothing here may block. */
    interface Listener {
        void received(int records);

        void arrived(List<SignedRecord> records);

        void committed(int records, long nanos);

        /** The loop has ended by a fault of its own; the node must end. */
        void broken(Throwable fault);
    }

    private final Peer peer;
    private final Store store;
    private final LongSupplier clock;
    private final Hands hands;
    private final Listener listener;
    private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
    private final Map<Long, Session> sessions = new HashMap<>();
    private final Map<Long, CompletableFuture<Checked<Receipt>>> posts = new HashMap<>();
    private final Map<Long, CompletableFuture<Checked<MailReply>>> mails = new HashMap<>();
    private final Waits<Bytes32> links = new Waits<>(LINK_WAITS);
    private final Waits<Bytes16> mailboxes = new Waits<>(MAIL_WAITS);
    private final Waits<Bytes32> letters = new Waits<>(MAIL_WAITS);
    private final PriorityQueue<Due> timers = new PriorityQueue<>();
    private final ArrayDeque<Event> inner = new ArrayDeque<>();
    private final ExecutorService committer = Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().name("byway-commit").unstarted(task));
    private final ExecutorService mailCommitter = Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().name("byway-mail").unstarted(task));
    private final Thread owner;
    private final long began = System.nanoTime();
    private long sequence;
    private long tickets;
    private volatile boolean stuck;
    private boolean stopping;

    /**
     * What the loop has others do, at once and without blocking.
     *
     * @param dial one attempt to reach an address, and whether it may not lead into a local network
     * @param anchors what is to be kept over restarts
     * @param blobs what is to be done with blobs, and who is told what came of it
     */
    record Hands(
            BiConsumer<Address, Boolean> dial,
            Consumer<List<Address>> anchors,
            BiConsumer<BlobEffect.Work, Consumer<BlobEvent>> blobs) {}

    /** The clock tells milliseconds since 1970. */
    NodeLoop(Peer peer, Store store, LongSupplier clock, Hands hands, Listener listener) {
        this.peer = peer;
        this.store = store;
        this.clock = clock;
        this.hands = hands;
        this.listener = listener;
        this.owner = Thread.ofPlatform().name("byway-owner").unstarted(this::run);
    }

    void start() {
        happened(new Event.Started());
        owner.start();
    }

    void happened(Event event) {
        happened(event, () -> {});
    }

    void happened(Event event, Runnable afterwards) {
        inputs.add(new Input.Happened(event, afterwards));
    }

    void opened(Session session) {
        inputs.add(new Input.Opened(session));
    }

    /** Verified records; the receipt comes once they are on disk, a refusal where the node can take nothing at the moment. */
    CompletableFuture<Checked<Receipt>> post(List<Judged> records, Event.Poster by) {
        CompletableFuture<Checked<Receipt>> answer = new CompletableFuture<>();
        inputs.add(new Input.Posted(records, by, answer));
        return answer;
    }

    /** What somebody asks of the post office; answered once it is on disk. */
    CompletableFuture<Checked<MailReply>> mail(MailRequest request) {
        CompletableFuture<Checked<MailReply>> answer = new CompletableFuture<>();
        inputs.add(new Input.Mailed(request, answer));
        return answer;
    }

    /** Asks the peer and its store, on the thread that owns them. */
    <T> CompletableFuture<T> ask(BiFunction<Peer, Store, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        inputs.add(new Input.Asked(() -> {
            try {
                answer.complete(question.apply(peer, store));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }));
        return answer;
    }

    /** Completes the wait with the next link with that node; to be called from within a question. Whether there was room. */
    boolean awaitLink(Bytes32 node, CompletableFuture<Void> wait) {
        return links.add(node, wait);
    }

    /** Completes the wait with the next letter in that mailbox; to be called from within a question. Whether there was room. */
    boolean awaitLetter(Bytes16 mailbox, CompletableFuture<Void> wait) {
        return mailboxes.add(mailbox, wait);
    }

    /** Completes the wait once no node is waited for any more to which that letter goes; likewise. */
    boolean awaitSettled(Bytes32 letter, CompletableFuture<Void> wait) {
        return letters.add(letter, wait);
    }

    /** Whether the last commit failed, so that nothing can be posted. */
    boolean stuck() {
        return stuck;
    }

    private void run() {
        List<Input> drained = new ArrayList<>(DRAINED);
        try {
            while (!stopping) {
                long wait = timers.isEmpty() ? Long.MAX_VALUE : timers.peek().at() - elapsed();
                Input first = inputs.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
                if (first != null) {
                    drained.add(first);
                    inputs.drainTo(drained, DRAINED);
                    takeIn(drained);
                    drained.clear();
                }
                fire();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("the node ends by a fault of its own", e);
            listener.broken(e);
        }
    }

    private void takeIn(List<Input> drained) {
        List<Event.Post> together = new ArrayList<>();
        int waiting = 0;
        for (Input input : drained) {
            if (input
                    instanceof
                    Input.Posted(List<Judged> records, Event.Poster by, CompletableFuture<Checked<Receipt>> answer)) {
                waiting += records.size();
                if (waiting > TOGETHER) {
                    flush(together);
                    waiting = records.size();
                }
                posts.put(++tickets, answer);
                together.add(new Event.Post(tickets, records, by));
                continue;
            }
            flush(together);
            switch (input) {
                case Input.Happened(Event event, Runnable afterwards) -> {
                    handle(event);
                    afterwards.run();
                }
                case Input.Opened(Session session) -> {
                    sessions.put(session.id(), session);
                    handle(new Event.Opened(session.id(), session.key(), session.dialled()));
                }
                case Input.Mailed(MailRequest request, CompletableFuture<Checked<MailReply>> answer) -> {
                    mails.put(++tickets, answer);
                    handle(new Event.Mail(new MailEvent.Asked(tickets, request)));
                }
                case Input.Asked(Runnable question) -> question.run();
                case Input.Stop() -> stopping = true;
                case Input.Posted posted -> throw new AssertionError("posts are taken together");
            }
        }
        flush(together);
    }

    private void flush(List<Event.Post> together) {
        if (!together.isEmpty()) {
            handle(new Event.Posted(List.copyOf(together)));
            together.clear();
        }
    }

    /**
     * What is due by now. What that makes due in its turn comes after all that waits in the queue, and where something waits so does
     * most of what is due: hundreds of sessions may be owed a slice each.
     */
    private void fire() {
        long now = elapsed();
        while (!timers.isEmpty() && timers.peek().at() <= now) {
            handle(new Event.Fired(timers.poll().timer()));
            if (!inputs.isEmpty() && elapsed() - now > FIRED_NANOS) {
                return;
            }
        }
    }

    private long elapsed() {
        return System.nanoTime() - began;
    }

    private void handle(Event event) {
        inner.add(event);
        while (!inner.isEmpty()) {
            Event next = inner.poll();
            if (next instanceof Event.Closed(long session, String reason)) {
                sessions.remove(session);
            } else if (next instanceof Event.Delivered delivered) {
                listener.received(delivered.records().size());
            }
            long now = clock.getAsLong();
            for (Effect effect : peer.handle(now, next)) {
                carryOut(effect, now);
            }
        }
    }

    private void carryOut(Effect effect, long now) {
        switch (effect) {
            case Effect.Send send -> send(send);
            case Effect.Close(long id, Refusal why) -> {
                Session session = sessions.get(id);
                if (session != null) {
                    session.close(why.toString());
                }
            }
            case Effect.Dial(Address address, boolean outsideOnly) ->
                hands.dial().accept(address, outsideOnly);
            case Effect.Remember(List<Address> anchors) -> hands.anchors().accept(anchors);
            case Effect.Commit(Store.Group group) -> {
                if (group.records() <= ALONE && inputs.isEmpty()) {
                    commit(group, inner::add);
                } else {
                    committer.execute(() -> commit(group, this::happened));
                }
            }
            case Effect.Answer(long ticket, Receipt receipt) -> answer(ticket, new Checked.Ok<>(receipt));
            case Effect.Decline(long ticket, Refusal why) -> answer(ticket, new Checked.Refused<>(why));
            case Effect.SetTimer(long at, Timer timer) -> {
                long due = elapsed() + TimeUnit.MILLISECONDS.toNanos(Math.max(0, at - now));
                timers.add(new Due(due, sequence++, timer));
            }
            case Effect.Arrived(List<SignedRecord> records) -> listener.arrived(records);
            case Effect.Linked(Bytes32 node) -> links.come(node);
            case Effect.Mail(MailEffect mail) -> carryOut(mail);
            case Effect.Blob(BlobEffect.Work work) ->
                hands.blobs().accept(work, done -> happened(new Event.Blob(done)));
            case Effect.Note(Effect.Level level, String text) -> note(level, text);
        }
    }

    private void carryOut(MailEffect effect) {
        switch (effect) {
            case MailEffect.Commit(MailStore.Group group) -> mailCommitter.execute(() -> commit(group));
            case MailEffect.Answer(long ticket, Checked<MailReply> said) -> {
                CompletableFuture<Checked<MailReply>> answer = mails.remove(ticket);
                if (answer != null) {
                    answer.complete(said);
                }
            }
            case MailEffect.Arrived(Bytes16 mailbox) -> mailboxes.come(mailbox);
            case MailEffect.Settled(Bytes32 letter) -> letters.come(letter);
            case MailEffect.Send send -> throw new AssertionError("the peer has sent it");
            case MailEffect.Drop drop -> throw new AssertionError("the peer has dropped it");
            case MailEffect.SetTimer timer -> throw new AssertionError("the peer has set it");
            case MailEffect.Note note -> throw new AssertionError("the peer has noted it");
        }
    }

    private void commit(MailStore.Group group) {
        try {
            group.commit();
            happened(new Event.Mail(new MailEvent.Committed(group)));
        } catch (StoreFault e) {
            happened(new Event.Mail(new MailEvent.CommitFailed(group, e)));
        } catch (RuntimeException | Error e) {
            LOG.error("the node ends: a commit of letters broke", e);
            listener.broken(e);
        }
    }

    private void answer(long ticket, Checked<Receipt> said) {
        CompletableFuture<Checked<Receipt>> answer = posts.remove(ticket);
        if (answer != null) {
            answer.complete(said);
        }
    }

    private void send(Effect.Send send) {
        Session session = sessions.get(send.session());
        if (session == null) {
            return;
        }
        byte[] frame = send.frame().toByteArray();
        Sent sent = session.send(send.packed() ? Packing.pack(frame) : frame);
        switch (sent) {
            case TAKEN, CLOSED -> {}
            case SLOW -> inner.add(new Event.Writable(send.session(), false));
            case FULL ->
                inner.add(new Event.Rejected(
                        send.session(), new Refusal(Reason.SILENT, "it does not read what is sent to it")));
        }
    }

    /** A small group that nobody waits behind is committed by the owner itself: two changes of thread less for the first record. */
    private void commit(Store.Group group, Consumer<Event> then) {
        long start = System.nanoTime();
        try {
            group.commit();
            stuck = false;
            listener.committed(group.records(), System.nanoTime() - start);
            then.accept(new Event.Committed(group));
        } catch (StoreFault e) {
            stuck = true;
            then.accept(new Event.CommitFailed(group, e));
        } catch (RuntimeException | Error e) {
            LOG.error("the node ends: a commit broke", e);
            listener.broken(e);
        }
    }

    private static void note(Effect.Level level, String text) {
        switch (level) {
            case DETAIL -> LOG.debug(text);
            case NOTICE -> LOG.info(text);
            case WARNING -> LOG.warn(text);
        }
    }

    /** Ends both threads; what was acknowledged is on disk, what was not is dropped. */
    @Override
    public void close() {
        inputs.add(new Input.Stop());
        try {
            owner.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
            committer.shutdown();
            mailCommitter.shutdown();
            boolean done = committer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)
                    && mailCommitter.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
            if (!done) {
                LOG.warn("a commit is still under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
