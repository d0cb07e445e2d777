package org.byway.protocol.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.byway.protocol.mail.MailStore.Shelf;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.LetterTaken;
import org.byway.protocol.wire.Letters;
import org.byway.protocol.wire.LettersTaken;

/** What the parts of a post office work on together, and what is to be said once all of it is on disk. */
final class Office {
    private final MailStore store;
    private final List<MailEffect> out = new ArrayList<>();
    /** Answers to other nodes, and letters that go on, that leave together. */
    private final SortedMap<Long, List<LetterTaken>> taken = new TreeMap<>();

    private final SortedMap<Long, Letters.Builder> passed = new TreeMap<>();
    private final SortedSet<Long> unanswered = new TreeSet<>();
    private List<Runnable> staged = new ArrayList<>();
    private List<Runnable> underWay = new ArrayList<>();
    private MailStore.Group committing;
    private boolean dirty;
    private boolean stuck;

    Office(MailStore store) {
        this.store = store;
    }

    byte[] get(Shelf shelf, byte[] key) {
        return store.get(shelf, key);
    }

    List<MailStore.Row> rows(Shelf shelf, byte[] from, byte[] before, int most) {
        return store.rows(shelf, from, before, most);
    }

    void put(Shelf shelf, byte[] key, byte[] value) {
        dirty = true;
        store.put(shelf, key, value);
    }

    void remove(Shelf shelf, byte[] key) {
        dirty = true;
        store.remove(shelf, key);
    }

    /** Whether the last commit failed: then nothing new is taken. */
    boolean stuck() {
        return stuck;
    }

    /** To be done once all that was staged so far is on disk. */
    void whenDurable(Runnable then) {
        if (dirty) {
            staged.add(then);
        } else if (committing != null) {
            underWay.add(then);
        } else {
            then.run();
        }
    }

    void answer(long ticket, MailReply said) {
        unanswered.add(ticket);
        whenDurable(() -> {
            if (unanswered.remove(ticket)) {
                out.add(new MailEffect.Answer(ticket, new Checked.Ok<>(said)));
            }
        });
    }

    void refuse(long ticket, Refusal why) {
        out.add(new MailEffect.Answer(ticket, new Checked.Refused<>(why)));
    }

    void tell(MailEffect effect) {
        out.add(effect);
    }

    void send(long session, Letters letters) {
        out.add(new MailEffect.Send(
                session, Frame.newBuilder().setLetters(letters).build()));
    }

    /** With what else is to be said to that session before this event is dealt with. */
    void send(long session, LetterTaken one) {
        taken.computeIfAbsent(session, any -> new ArrayList<>()).add(one);
    }

    private void send(long session, List<LetterTaken> all) {
        for (int from = 0; from < all.size(); from += MailLimits.MOST_FRAME_LETTERS) {
            int to = Math.min(all.size(), from + MailLimits.MOST_FRAME_LETTERS);
            LettersTaken frame =
                    LettersTaken.newBuilder().addAllTaken(all.subList(from, to)).build();
            out.add(new MailEffect.Send(
                    session, Frame.newBuilder().setLettersTaken(frame).build()));
        }
    }

    void pass(long session, CarriedMail one) {
        passed.computeIfAbsent(session, any -> Letters.newBuilder()).addLetters(one.write());
    }

    /** Begins to commit what was staged, unless something is under way, and gives all that is to be done. */
    List<MailEffect> effects() {
        taken.forEach(this::send);
        passed.forEach((session, frame) -> send(session, frame.build()));
        taken.clear();
        passed.clear();
        if (committing == null && dirty) {
            committing = store.take();
            underWay = staged;
            staged = new ArrayList<>();
            dirty = false;
            out.add(new MailEffect.Commit(committing));
        }
        List<MailEffect> effects = List.copyOf(out);
        out.clear();
        return effects;
    }

    void committed() {
        store.committed(committing);
        committing = null;
        stuck = false;
        List<Runnable> due = underWay;
        underWay = new ArrayList<>();
        due.forEach(Runnable::run);
    }

    /** Nobody waits for better times: who asked is told. What was staged stays, and is tried again. */
    void failed(String why, long now) {
        if (!stuck) {
            out.add(new MailEffect.Note("letters cannot be written: " + why));
        }
        stuck = true;
        unanswered.forEach(ticket -> refuse(ticket, full()));
        unanswered.clear();
        out.add(new MailEffect.SetTimer(now + MailLimits.RETRY_MILLIS, new MailTimer.Retry()));
    }

    void retry() {
        if (committing != null) {
            out.add(new MailEffect.Commit(committing));
        }
    }

    static Refusal full() {
        return new Refusal(Reason.STORE_FULL, "the node cannot write to its disk at the moment");
    }
}
