package org.byway.protocol.mail;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.byway.protocol.mail.MailRequest.Opener;
import org.byway.protocol.mail.MailStore.Row;
import org.byway.protocol.mail.MailStore.Shelf;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.LetterPage;
import org.byway.protocol.wire.MarkedLetter;
import org.byway.protocol.wire.WaitingLetter;

/** The mailboxes that this node keeps: what waits in them, in the order in which it came, until all devices have it. */
final class Mailboxes {
    private static final int ROWS = 32;

    private final Office office;
    private final Counts counts;
    private final Allowances<String> creations =
            new Allowances<>(MailLimits.NETWORK_MAILBOXES_AN_HOUR, Limits.HOUR_MILLIS);
    /** Of each mailbox the first position that is not on disk: what is there may be read, what is behind it not yet. */
    private final Map<Bytes16, Long> unwritten = new TreeMap<>();

    Mailboxes(Office office, Counts counts) {
        this.office = office;
        this.counts = counts;
    }

    private Mailbox find(Bytes16 tag) {
        byte[] row = office.get(Shelf.MAILBOXES, tag.bytes());
        return row == null ? null : Mailbox.read(row);
    }

    private void put(Bytes16 tag, Mailbox mailbox) {
        office.put(Shelf.MAILBOXES, tag.bytes(), mailbox.write());
    }

    private static Refusal unknown() {
        return new Refusal(Reason.UNKNOWN_MAILBOX, "there is no such mailbox at this node");
    }

    /** Why a mailbox is not opened; null where it is. */
    private static Refusal shut(Mailbox mailbox, Opener opener) {
        if (mailbox == null) {
            return unknown();
        }
        return mailbox.key().equals(opener.key())
                ? null
                : new Refusal(Reason.NOT_YOURS, "another key opens this mailbox");
    }

    /** Opens a mailbox or renews it. */
    Checked<MailReply> keep(MailRequest.Keep asked, long now) {
        Mailbox found = find(asked.opener().tag());
        Refusal fault = found == null ? missing(asked, now) : shut(found, asked.opener());
        Mailbox before = found == null ? Mailbox.opened(asked.opener().key(), now) : found;
        Mailbox after = before.renewed(asked.expires(), asked.devices(), asked.gone());
        if (fault == null) {
            fault = unfit(asked, after, now);
        }
        if (fault != null) {
            return new Checked.Refused<>(fault);
        }
        if (found == null) {
            counts.addMailboxes(1);
            if (asked.network() != null) {
                creations.take(asked.network(), 1, now);
            }
        }
        byte[] tag = asked.opener().tag().bytes();
        office.remove(Shelf.EXPIRY, Keys.expiry(before.expires(), Keys.Due.MAILBOX, tag));
        office.put(Shelf.EXPIRY, Keys.expiry(after.expires(), Keys.Due.MAILBOX, tag), tag);
        after = release(asked.opener().tag(), after);
        put(asked.opener().tag(), after);
        return new Checked.Ok<>(new MailReply.Kept(after));
    }

    /** Why a mailbox is not made; whoever names no device only asks for one that is there. */
    private Refusal missing(MailRequest.Keep asked, long now) {
        if (asked.devices().isEmpty()) {
            return unknown();
        }
        boolean tooMany = counts.mailboxes() >= MailLimits.MAILBOXES
                || (asked.network() != null && !creations.has(asked.network(), 1, now));
        return tooMany ? new Refusal(Reason.OVER_BUDGET, "too many mailboxes were made here, or from there") : null;
    }

    private static Refusal unfit(MailRequest.Keep asked, Mailbox after, long now) {
        if (asked.expires() <= now || asked.expires() > now + MailLimits.MAILBOX_MILLIS) {
            return new Refusal(Reason.BAD_TIME, "a mailbox expires later than now and within 400 days");
        }
        if (asked.devices().stream().anyMatch(asked.gone()::contains)) {
            return new Refusal(Reason.MALFORMED, "a device cannot both stay and be gone");
        }
        if (after.devices().isEmpty()) {
            return new Refusal(Reason.MALFORMED, "a mailbox has a device; who wants none gives it up");
        }
        return after.devices().size() > MailLimits.DEVICES
                ? new Refusal(
                        Reason.OVER_BUDGET,
                        "a mailbox waits for at most " + MailLimits.DEVICES
                                + " devices: one that is lost must go first")
                : null;
    }

    /** Null where the letter waits now, or did before; or why it is refused for good. */
    Reason deliver(MarkedMail mail, long now) {
        Mailbox mailbox = find(mail.tag());
        if (mailbox == null || mailbox.expires() <= now) {
            return Reason.UNKNOWN_MAILBOX;
        }
        byte[] seen = Keys.seen(mail.tag(), mail.id());
        if (office.get(Shelf.SEEN, seen) != null) {
            return null;
        }
        int bytes = mail.letter().length;
        if (isFull(mailbox, bytes)) {
            mailbox = makeRoom(mail.tag(), mailbox, bytes);
        }
        Reason fault = fault(mailbox, mail, now);
        if (fault != null) {
            return fault;
        }
        Mailbox after = mailbox.filled(bytes);
        put(mail.tag(), after);
        office.put(Shelf.WAITING, Keys.waiting(mail.tag(), after.last()), waiting(mail));
        office.put(Shelf.SEEN, seen, remembered(mail, after.last()));
        office.put(Shelf.EXPIRY, Keys.expiry(mail.mark().expires(), Keys.Due.LETTER, seen), seen);
        counts.add(mail.mark().community(), bytes + MailLimits.MEMORY_BYTES);
        counts.addLetters(1);
        unwritten.putIfAbsent(mail.tag(), after.last());
        office.whenDurable(() -> written(mail.tag(), after.last()));
        return null;
    }

    private Reason fault(Mailbox mailbox, MarkedMail mail, long now) {
        if (mail.mark().time() > now + Limits.EARLY_MILLIS) {
            return Reason.TOO_EARLY;
        }
        if (mail.mark().expires() <= now) {
            return Reason.EXPIRED;
        }
        int bytes = mail.letter().length;
        boolean full = isFull(mailbox, bytes) || !counts.room(mail.mark().community(), bytes + MailLimits.MEMORY_BYTES);
        return full ? Reason.OVER_BUDGET : null;
    }

    private static boolean isFull(Mailbox mailbox, int bytes) {
        return mailbox.letters() >= MailLimits.MAILBOX_LETTERS
                || mailbox.sizeBytes() + bytes > MailLimits.MAILBOX_BYTES;
    }

    /** A device that is lost does not keep the others from their letters: the oldest that one of them has give way. */
    private Mailbox makeRoom(Bytes16 tag, Mailbox full, int bytes) {
        byte[] end = Keys.waiting(tag, full.furthest() + 1);
        Mailbox left = full;
        List<Row> rows = office.rows(Shelf.WAITING, Keys.waiting(tag, 0), end, ROWS);
        while (isFull(left, bytes) && !rows.isEmpty()) {
            for (Row row : rows) {
                left = letGo(row, left);
            }
            rows = office.rows(Shelf.WAITING, Keys.waiting(tag, 0), end, ROWS);
        }
        put(tag, left);
        return left;
    }

    private void written(Bytes16 tag, long position) {
        Mailbox mailbox = find(tag);
        // Later ones may be staged already: then they are the first that are not there yet.
        unwritten.computeIfPresent(
                tag, (any, first) -> mailbox == null || mailbox.last() <= position ? null : position + 1);
        office.tell(new MailEffect.Arrived(tag));
    }

    /** The letter and its mark, behind its id. */
    private static byte[] waiting(MarkedMail mail) {
        byte[] marked = mail.write().toByteArray();
        return ByteBuffer.allocate(Bytes32.SIZE + marked.length)
                .put(mail.id().bytes())
                .put(marked)
                .array();
    }

    /** Where it waits, and whose it is. */
    private static byte[] remembered(MarkedMail mail, long position) {
        return ByteBuffer.allocate(Long.BYTES + Bytes32.SIZE)
                .putLong(position)
                .put(mail.mark().community().bytes())
                .array();
    }

    /** What waits behind a position, oldest first; refused where the key is not the mailbox's. */
    Checked<LetterPage> page(Opener opener, long after, int most) {
        Mailbox mailbox = find(opener.tag());
        Refusal fault = shut(mailbox, opener);
        if (fault != null) {
            return new Checked.Refused<>(fault);
        }
        LetterPage.Builder page = LetterPage.newBuilder();
        long end = unwritten.getOrDefault(opener.tag(), mailbox.last() + 1);
        long from = Math.clamp(after, 0, end - 1);
        int bytes = 0;
        boolean more = true;
        while (more) {
            List<Row> rows = office.rows(
                    Shelf.WAITING, Keys.waiting(opener.tag(), from + 1), Keys.waiting(opener.tag(), end), ROWS);
            more = rows.size() == ROWS;
            for (Row row : rows) {
                boolean full = page.getLettersCount() == most || bytes + row.value().length > MailLimits.PAGE_BYTES;
                if (full && page.getLettersCount() > 0) {
                    more = false;
                    break;
                }
                from = Keys.last(row.key());
                bytes += row.value().length;
                page.addLetters(WaitingLetter.newBuilder().setPosition(from).setLetter(marked(row)));
            }
        }
        return new Checked.Ok<>(
                page.setNext(page.getLettersCount() == 0 ? after : from).build());
    }

    private static MarkedLetter marked(Row row) {
        try {
            return MarkedLetter.parser().parseFrom(row.value(), Bytes32.SIZE, row.value().length - Bytes32.SIZE);
        } catch (InvalidProtocolBufferException e) {
            throw new MailStoreBroken("a letter that waits is damaged", e);
        }
    }

    Checked<MailReply> acknowledge(MailRequest.Acknowledge asked) {
        Bytes16 tag = asked.opener().tag();
        Mailbox mailbox = find(tag);
        Refusal fault = shut(mailbox, asked.opener());
        if (fault == null && !mailbox.devices().containsKey(asked.device())) {
            fault = new Refusal(Reason.UNKNOWN_DEVICE, "this device is not one of the mailbox's");
        }
        if (fault == null && asked.position() >= unwritten.getOrDefault(tag, mailbox.last() + 1)) {
            fault = new Refusal(Reason.UNKNOWN_LETTER, "no letter has come to that position yet");
        }
        if (fault != null) {
            return new Checked.Refused<>(fault);
        }
        put(tag, release(tag, mailbox.acknowledged(asked.device(), asked.position())));
        return new Checked.Ok<>(new MailReply.Done());
    }

    /** Lets go of what all devices have; that it was here stays known. */
    private Mailbox release(Bytes16 tag, Mailbox mailbox) {
        return release(tag, mailbox, Math.min(mailbox.releasedTo(), mailbox.last()));
    }

    private Mailbox release(Bytes16 tag, Mailbox mailbox, long upTo) {
        Mailbox left = mailbox;
        List<Row> rows;
        do {
            rows = office.rows(Shelf.WAITING, Keys.waiting(tag, 0), Keys.waiting(tag, upTo + 1), ROWS);
            for (Row row : rows) {
                left = letGo(row, left);
            }
        } while (rows.size() == ROWS);
        return left;
    }

    private Mailbox letGo(Row waiting, Mailbox from) {
        MarkedLetter letter = marked(waiting);
        int bytes = letter.getLetter().size();
        office.remove(Shelf.WAITING, waiting.key());
        counts.add(Bytes32.of(letter.getMark().getCommunity().toByteArray()), -bytes);
        counts.addLetters(-1);
        return from.released(bytes);
    }

    Checked<MailReply> giveUp(MailRequest.GiveUp asked) {
        Mailbox mailbox = find(asked.opener().tag());
        Refusal fault = shut(mailbox, asked.opener());
        if (fault != null) {
            return new Checked.Refused<>(fault);
        }
        close(asked.opener().tag(), mailbox);
        return new Checked.Ok<>(new MailReply.Done());
    }

    private void close(Bytes16 tag, Mailbox mailbox) {
        var unused = release(tag, mailbox, mailbox.last());
        office.remove(Shelf.MAILBOXES, tag.bytes());
        office.remove(Shelf.EXPIRY, Keys.expiry(mailbox.expires(), Keys.Due.MAILBOX, tag.bytes()));
        counts.addMailboxes(-1);
        unwritten.remove(tag);
    }

    /** A mailbox that was not renewed goes, with all that waits in it. */
    void mailboxDue(byte[] key, long at) {
        Bytes16 tag = Bytes16.of(key);
        Mailbox mailbox = find(tag);
        if (mailbox != null && mailbox.expires() <= at) {
            close(tag, mailbox);
        }
    }

    /** A letter has waited for as long as it may, and is remembered no more. */
    void letterDue(byte[] seen) {
        byte[] row = office.get(Shelf.SEEN, seen);
        if (row == null) {
            return;
        }
        ByteBuffer in = ByteBuffer.wrap(row);
        long position = in.getLong();
        counts.add(Spooled.bytes32(in), -MailLimits.MEMORY_BYTES);
        office.remove(Shelf.SEEN, seen);
        Bytes16 tag = Bytes16.of(Arrays.copyOf(seen, Bytes16.SIZE));
        byte[] key = Keys.waiting(tag, position);
        byte[] waiting = office.get(Shelf.WAITING, key);
        Mailbox mailbox = find(tag);
        // A mailbox that was opened anew has another letter there.
        if (waiting != null && mailbox != null && isOf(seen, waiting)) {
            put(tag, letGo(new Row(key, waiting), mailbox));
        }
    }

    /** Whether the row that waits is of the letter that was seen. */
    private static boolean isOf(byte[] seen, byte[] waiting) {
        return Arrays.equals(seen, Bytes16.SIZE, Bytes16.SIZE + Bytes32.SIZE, waiting, 0, Bytes32.SIZE);
    }
}
