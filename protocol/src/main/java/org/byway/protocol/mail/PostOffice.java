package org.byway.protocol.mail;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.byway.protocol.mail.MailRequest.Opener;
import org.byway.protocol.mail.MailStore.Row;
import org.byway.protocol.mail.MailStore.Shelf;
import org.byway.protocol.mail.Spooled.Destination;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.LetterPage;
import org.byway.protocol.wire.LetterTaken;
import org.byway.protocol.wire.LettersTaken;

/** One node's part in letters, as a state machine: {@link #handle} takes what happened and returns what is to be done. */
public final class PostOffice {
    private static final long SECOND_MILLIS = 1_000;

    private final Terms terms;
    private final Outside outside;
    private final Office office;
    private final Counts counts;
    private final Lines lines = new Lines();
    private final Courier courier;
    private final Mailboxes mailboxes;
    private final Spool spool;
    private final Relay relay;
    private final Allowances<Bytes32> communities = new Allowances<>(
            MailLimits.COMMUNITY_LETTERS_AT_ONCE,
            SECOND_MILLIS * MailLimits.COMMUNITY_LETTERS_AT_ONCE / MailLimits.COMMUNITY_LETTERS_A_SECOND);

    /**
     * What it must know of the rest of its node.
     *
     * @param listed whether a charter that is held names the node of that mark
     * @param clockOff whether the clock cannot be trusted
     * @param expiredTo the hour up to which what has expired was let go of, in milliseconds
     */
    public record Outside(Predicate<Mark> listed, BooleanSupplier clockOff, LongSupplier expiredTo) {}

    public PostOffice(Terms terms, MailStore store, Outside outside) {
        this.terms = terms;
        this.outside = outside;
        office = new Office(store);
        counts = new Counts(office, terms.origin().community(), terms.mostBytes());
        courier = new Courier(office, lines, counts.sequence());
        mailboxes = new Mailboxes(office, counts);
        spool = new Spool(office, terms, counts, mailboxes, courier);
        relay = new Relay(office, lines);
    }

    /** Takes one event at that time, in milliseconds, and returns what is to be done, in order. */
    public List<MailEffect> handle(long now, MailEvent event) {
        switch (event) {
            case MailEvent.Started() -> {
                courier.start();
                sweep(now);
            }
            case MailEvent.Opened(long session, Bytes32 node, boolean writable) ->
                courier.opened(lines.open(session, node, writable));
            case MailEvent.Closed(long session) -> closed(session);
            case MailEvent.Writable(long session, boolean writable) -> writable(lines.get(session), writable);
            case MailEvent.Carried(long session, List<CarriedMail> letters) -> {
                Lines.Line line = lines.get(session);
                if (line != null) {
                    letters.forEach(letter -> carried(line, letter, now));
                }
            }
            case MailEvent.Taken(long session, LettersTaken frame) -> taken(lines.get(session), frame);
            case MailEvent.Asked(long ticket, MailRequest request) -> asked(ticket, request, now);
            case MailEvent.Committed committed -> office.committed();
            case MailEvent.CommitFailed failed -> office.failed(failed.fault().getMessage(), now);
            case MailEvent.Fired(MailTimer timer) -> fired(timer, now);
        }
        courier.pump(now);
        return office.effects();
    }

    private void closed(long session) {
        Lines.Line line = lines.close(session);
        if (line != null) {
            courier.closed(line);
        }
    }

    private void writable(Lines.Line line, boolean writable) {
        if (line != null) {
            line.writable = writable;
            if (line.hasRoom()) {
                courier.unblock(line);
            }
        }
    }

    private void asked(long ticket, MailRequest request, long now) {
        if (office.stuck()) {
            office.refuse(ticket, Office.full());
            return;
        }
        switch (request) {
            case MailRequest.Post post -> {
                if (outside.clockOff().getAsBoolean()) {
                    office.refuse(
                            ticket, new Refusal(Reason.CLOCK_OFF, "the clock of this node is off: it marks nothing"));
                } else {
                    spool.post(ticket, post, now);
                }
            }
            case MailRequest.Keep keep -> answer(ticket, mailboxes.keep(keep, now));
            case MailRequest.Acknowledge acknowledge -> answer(ticket, mailboxes.acknowledge(acknowledge));
            case MailRequest.GiveUp giveUp -> answer(ticket, mailboxes.giveUp(giveUp));
        }
    }

    private void answer(long ticket, Checked<MailReply> said) {
        switch (said) {
            case Checked.Ok<MailReply>(MailReply reply) -> office.answer(ticket, reply);
            case Checked.Refused<MailReply>(Refusal refusal) -> office.refuse(ticket, refusal);
        }
    }

    /** A letter that another node brings: for a mailbox here, or to be passed on. What must wait is not answered, and comes again. */
    private void carried(Lines.Line line, CarriedMail letter, long now) {
        boolean here = letter.node().equals(terms.node().publicKey());
        Mark mark = letter.mail().mark();
        boolean own = mark.node().equals(terms.node().publicKey());
        if (own || office.stuck() || outside.clockOff().getAsBoolean() || (!here && !relay.admits(letter, line, now))) {
            return;
        }
        if (!outside.listed().test(mark)) {
            if (here) {
                reply(line.session, letter, Reason.UNKNOWN_CHARTER);
            }
            return;
        }
        if (!communities.has(mark.community(), 1, now)) {
            return;
        }
        communities.take(mark.community(), 1, now);
        if (here) {
            reply(line.session, letter, mailboxes.deliver(letter.mail(), now));
        } else {
            relay.pass(letter, line, now);
        }
    }

    private void reply(long session, CarriedMail letter, Reason refused) {
        LetterTaken taken = LetterTaken.newBuilder()
                .setLetter(ByteString.copyFrom(letter.mail().id().bytes()))
                .setNode(ByteString.copyFrom(letter.node().bytes()))
                .setReason(refused == null ? "" : refused.code())
                .build();
        office.whenDurable(() -> office.send(session, taken));
    }

    private void taken(Lines.Line line, LettersTaken frame) {
        if (line == null) {
            return;
        }
        if (frame.getTakenCount() > MailLimits.MOST_FRAME_LETTERS) {
            office.tell(new MailEffect.Drop(
                    line.session, new Refusal(Reason.TOO_LARGE, "more answers than letters go in a frame")));
            return;
        }
        for (LetterTaken taken : frame.getTakenList()) {
            if (taken.getLetter().size() == Bytes32.SIZE && taken.getNode().size() == Bytes32.SIZE) {
                Bytes32 letter = Bytes32.of(taken.getLetter().toByteArray());
                taken(line, letter, Bytes32.of(taken.getNode().toByteArray()), taken);
            }
        }
    }

    private void taken(Lines.Line line, Bytes32 letter, Bytes32 node, LetterTaken taken) {
        Spooled entry = spool.find(letter);
        Destination at = entry == null ? null : entry.at(node);
        if (at == null) {
            relay.answered(taken, letter, node, line);
        } else if (at.state() == LetterState.QUEUED && courier.answered(node, entry.sequence(), line)) {
            boolean refused = !taken.getReason().isEmpty();
            spool.settle(
                    letter,
                    entry,
                    new Destination(
                            node,
                            refused ? LetterState.REFUSED : LetterState.AT_MAILBOX,
                            refused ? Spooled.reason(taken.getReason()) : ""));
        }
    }

    private void fired(MailTimer timer, long now) {
        switch (timer) {
            case MailTimer.Resend(Bytes32 node) -> courier.due(node, now);
            case MailTimer.Turn() -> courier.turned();
            case MailTimer.Retry() -> office.retry();
            case MailTimer.Sweep() -> sweep(now);
        }
    }

    /** Lets go of what has expired, no further than the node's records have: a clock that is not believed takes nothing. */
    private void sweep(long now) {
        long to = Math.min(now, outside.expiredTo().getAsLong() + Limits.HOUR_MILLIS);
        List<Row> due = office.stuck()
                ? List.of()
                : office.rows(Shelf.EXPIRY, Keys.number(0), Keys.number(to + 1), MailLimits.SWEPT);
        for (Row row : due) {
            office.remove(Shelf.EXPIRY, row.key());
            switch (Keys.Due.values()[row.key()[Long.BYTES]]) {
                case SPOOLED -> spool.due(row.value(), to);
                case LETTER -> mailboxes.letterDue(row.value());
                case MAILBOX -> mailboxes.mailboxDue(row.value(), to);
            }
        }
        long next = due.size() == MailLimits.SWEPT ? now : now + MailLimits.SWEEP_MILLIS;
        office.tell(new MailEffect.SetTimer(next, new MailTimer.Sweep()));
    }

    /** What became of a letter that this member posted here. */
    public Checked<Spooled> state(Bytes32 member, Bytes32 letter) {
        Spooled entry = spool.find(letter);
        return entry == null || !entry.member().equals(member)
                ? Refusal.of(Reason.UNKNOWN_LETTER, "no such letter of yours entered here in the last 14 days")
                : new Checked.Ok<>(entry);
    }

    /**
     * What waits in a mailbox behind a position, oldest first. Only what is on disk is shown.
     *
     * @param most at least 1
     */
    public Checked<LetterPage> page(Opener opener, long after, int most) {
        return mailboxes.page(opener, after, Math.min(most, MailLimits.PAGE_LETTERS));
    }

    /** What is kept, for the host. */
    public Held held() {
        return new Held(counts.mailboxes(), counts.letters(), counts.bytes());
    }

    /**
     * @param letters that wait in mailboxes
     * @param sizeBytes counted for all that is kept or remembered
     */
    public record Held(long mailboxes, long letters, long sizeBytes) {}
}
