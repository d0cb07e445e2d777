package org.byway.protocol.mail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.byway.protocol.mail.MailStore.Shelf;
import org.byway.protocol.record.Bytes32;

/** Sums over what is kept, which are kept with it: who asks need not count. */
final class Counts {
    private static final byte[] BYTES = name("bytes");
    private static final byte[] MAILBOXES = name("mailboxes");
    private static final byte[] SEQUENCE = name("sequence");
    private static final byte[] LETTERS = name("letters");

    private final Office store;
    private final Bytes32 own;
    private final long mostBytes;
    private long sequence;

    Counts(Office store, Bytes32 own, long mostBytes) {
        this.store = store;
        this.own = own;
        this.mostBytes = mostBytes;
        this.sequence = read(SEQUENCE);
    }

    private static byte[] name(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    private long read(byte[] key) {
        byte[] row = store.get(Shelf.COUNTS, key);
        return row == null ? 0 : ByteBuffer.wrap(row).getLong();
    }

    private void write(byte[] key, long value) {
        if (value == 0) {
            store.remove(Shelf.COUNTS, key);
        } else {
            store.put(Shelf.COUNTS, key, Keys.number(value));
        }
    }

    /** Whether there is room for so much more of that community's. */
    boolean room(Bytes32 community, long bytes) {
        boolean fits = bytes() + bytes <= mostBytes;
        return fits
                && (community.equals(own) || read(community.bytes()) + bytes <= mostBytes / MailLimits.FOREIGN_PART);
    }

    /** So much more is kept of that community's, or less. */
    void add(Bytes32 community, long bytes) {
        write(BYTES, bytes() + bytes);
        write(community.bytes(), read(community.bytes()) + bytes);
    }

    void addLetters(int count) {
        write(LETTERS, letters() + count);
    }

    void addMailboxes(int count) {
        write(MAILBOXES, mailboxes() + count);
    }

    long bytes() {
        return read(BYTES);
    }

    /** Letters that wait in mailboxes. */
    long letters() {
        return read(LETTERS);
    }

    long mailboxes() {
        return read(MAILBOXES);
    }

    /** The number of the letter that entered last. */
    long sequence() {
        return sequence;
    }

    long nextSequence() {
        write(SEQUENCE, ++sequence);
        return sequence;
    }
}
