package org.byway.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.Statement;
import org.byway.protocol.seal.Tree;
import org.byway.storage.Entry.Floor;
import org.byway.storage.Entry.Lost;
import org.byway.storage.Entry.Put;
import org.byway.storage.Entry.Retire;
import org.byway.storage.Entry.Vouch;
import org.byway.storage.Sweeps.Fate;

/**
 * Entries as bytes. Of a record's entry the head says what was decided about it; envelope and content follow as they came.
 *
 * <pre>
 * put     1 | flags 1 | community v | replaced v? | seal | postmark? | envelope length 2 | envelope | content
 *   seal      tree v, leaf v; or alone: key 32 (unless it is the author), signature 64
 *   postmark  tree v, leaf v; or alone: community 32 (unless it is the record's), charter 32, node 32, time 6, signature 64
 * lost    2 | id 16 | end 6
 * floor   3 | id 32 | lineage 16 | key sequence 4 | withdrawn 1 | revision 4 | expires 6 | end 6
 * retire  4 | count 4 | (number 6 | fate 1) each
 * </pre>
 */
final class EntryFormat {
    private static final int PUT = 1;
    private static final int LOST = 2;
    private static final int FLOOR = 3;
    private static final int RETIRE = 4;

    private static final int HAS_CONTENT = 1;
    private static final int OVER_FLOOR = 2;
    private static final int SEAL_ALONE = 4;
    private static final int OTHER_KEY = 8;
    private static final int POSTMARKED = 16;
    private static final int POSTMARK_ALONE = 32;
    private static final int OTHER_COMMUNITY = 64;
    private static final int REPLACES = 128;

    static final int SIGNATURE_BYTES = 64;
    private static final int RETIRE_HEAD = 5;
    private static final int RETIRE_BYTES = Rows.NUMBER_BYTES + 1;
    private static final Fate[] FATES = Fate.values();

    private final byte[] head = new byte[512];
    private int headBytes;

    /** Prepares an entry for {@link #write} and returns how many bytes it takes. */
    int prepare(Entry entry) {
        headBytes = 0;
        return switch (entry) {
            case Put put -> {
                putHead(put);
                int content = put.content() == null ? 0 : put.content().length;
                yield headBytes + put.envelope().bytes().length + content;
            }
            case Lost lost -> {
                number(LOST, 1);
                number(lost.high(), 8);
                number(lost.low(), 8);
                yield number(lost.end(), 6);
            }
            case Floor floor -> {
                number(FLOOR, 1);
                bytes(floor.id());
                number(floor.lineage().high(), 8);
                number(floor.lineage().low(), 8);
                number(floor.keySequence(), 4);
                number(floor.withdrawn() ? 1 : 0, 1);
                number(floor.revision(), 4);
                number(floor.expires(), 6);
                yield number(floor.end(), 6);
            }
            case Retire retire -> {
                number(RETIRE, 1);
                yield number(retire.numbers().length, 4) + retire.numbers().length * RETIRE_BYTES;
            }
        };
    }

    /** Writes the entry that was prepared last. */
    void write(Entry entry, ByteBuffer to) {
        to.put(head, 0, headBytes);
        if (entry instanceof Put put) {
            to.put(put.envelope().bytes());
            if (put.content() != null) {
                to.put(put.content());
            }
        } else if (entry instanceof Retire retire) {
            for (int i = 0; i < retire.numbers().length; i++) {
                headBytes = 0;
                number(retire.numbers()[i], Rows.NUMBER_BYTES);
                number(retire.fates()[i].ordinal(), 1);
                to.put(head, 0, headBytes);
            }
        }
    }

    private void putHead(Put put) {
        Envelope envelope = put.envelope();
        int flags = put.content() == null ? 0 : HAS_CONTENT;
        flags |= put.overFloor() ? OVER_FLOOR : 0;
        flags |= put.replaced() == 0 ? 0 : REPLACES;
        headBytes = 2;
        varint(put.community());
        if (put.replaced() != 0) {
            varint(put.replaced());
        }
        if (put.seal().alone() == null) {
            tree(put.seal());
        } else {
            flags |= SEAL_ALONE | seal(put.seal().alone(), envelope);
        }
        if (put.postmark() != null) {
            flags |= POSTMARKED;
            if (put.postmark().alone() == null) {
                tree(put.postmark());
            } else {
                flags |= POSTMARK_ALONE | postmark(put.postmark().alone(), envelope);
            }
        }
        number(envelope.bytes().length, 2);
        head[0] = PUT;
        head[1] = (byte) flags;
    }

    private void tree(Vouch vouch) {
        varint(vouch.tree());
        varint(vouch.position());
    }

    private int seal(Signed alone, Envelope envelope) {
        Statement.Seal seal = (Statement.Seal) alone.statement();
        boolean other = !seal.key().equals(envelope.author());
        if (other) {
            bytes(seal.key());
        }
        signature(alone);
        return other ? OTHER_KEY : 0;
    }

    private int postmark(Signed alone, Envelope envelope) {
        Statement.Postmark postmark = (Statement.Postmark) alone.statement();
        boolean other = !postmark.community().equals(envelope.home());
        if (other) {
            bytes(postmark.community());
        }
        bytes(postmark.charter());
        bytes(postmark.node());
        number(postmark.time(), 6);
        signature(alone);
        return other ? OTHER_COMMUNITY : 0;
    }

    private void signature(Signed signed) {
        System.arraycopy(signed.signature(), 0, head, headBytes, SIGNATURE_BYTES);
        headBytes += SIGNATURE_BYTES;
    }

    private void bytes(Bytes32 value) {
        value.write(head, headBytes);
        headBytes += Bytes32.SIZE;
    }

    private int number(long value, int bytes) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            head[headBytes++] = (byte) (value >>> shift);
        }
        return headBytes;
    }

    private void varint(long value) {
        long left = value;
        while (left > 0x7f) {
            head[headBytes++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        head[headBytes++] = (byte) left;
    }

    /** Knows which record stands at a leaf of a stored tree. */
    interface Leaves {
        /** The id, or null. */
        Bytes32 id(long tree, int position);
    }

    /** Reads an entry and hashes its envelope; the buffer's content is copied. */
    static Entry read(ByteBuffer from, Sha256 sha) {
        return read(from, sha, (tree, position) -> null);
    }

    /** Takes the id from the trees, where they have it, instead of hashing. */
    static Entry read(ByteBuffer from, Sha256 sha, Leaves leaves) {
        int type = from.get();
        return switch (type) {
            case PUT -> readPut(from, sha, leaves);
            case LOST -> new Lost(from.getLong(), from.getLong(), read48(from));
            case FLOOR ->
                new Floor(
                        read32(from),
                        new LineageKey(from.getLong(), from.getLong()),
                        from.getInt(),
                        from.get() == 1,
                        from.getInt(),
                        read48(from),
                        read48(from));
            case RETIRE -> readRetire(from);
            default -> throw new IllegalStateException("the store's log holds an entry of type " + type);
        };
    }

    /** The home of the record in an entry, or -1 where it holds none. Leaves the buffer as it was. */
    static int communityOf(ByteBuffer entry) {
        if (entry.get(0) != PUT) {
            return -1;
        }
        int value = 0;
        for (int at = 2, shift = 0; ; at++, shift += 7) {
            byte next = entry.get(at);
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    /** Which entries an entry makes floors. */
    static List<Long> floorsOf(ByteBuffer entry) {
        List<Long> floors = new ArrayList<>();
        if (entry.get(0) == RETIRE) {
            Retire retire = readRetire(entry.duplicate().order(entry.order()).position(1));
            for (int i = 0; i < retire.numbers().length; i++) {
                if (retire.fates()[i] == Fate.FLOOR) {
                    floors.add(retire.numbers()[i]);
                }
            }
        }
        return floors;
    }

    private static Put readPut(ByteBuffer from, Sha256 sha, Leaves leaves) {
        int flags = from.get();
        int community = (int) readVarint(from);
        long replaced = (flags & REPLACES) == 0 ? 0 : readVarint(from);
        Vouch seal = null;
        Bytes32 key = null;
        byte[] signature = null;
        if ((flags & SEAL_ALONE) == 0) {
            seal = new Vouch(null, readVarint(from), (int) readVarint(from));
        } else {
            key = (flags & OTHER_KEY) == 0 ? null : read32(from);
            signature = readBytes(from, SIGNATURE_BYTES);
        }
        Vouch postmark = null;
        Alone alone = null;
        if ((flags & POSTMARK_ALONE) != 0) {
            alone = Alone.read(from, (flags & OTHER_COMMUNITY) != 0);
        } else if ((flags & POSTMARKED) != 0) {
            postmark = new Vouch(null, readVarint(from), (int) readVarint(from));
        }
        byte[] bytes = readBytes(from, from.getShort());
        Envelope envelope = envelope(bytes, seal == null ? postmark : seal, sha, leaves);
        byte[] content = (flags & HAS_CONTENT) == 0 ? null : readBytes(from, from.remaining());
        if (seal == null) {
            Bytes32 author = envelope.author();
            Statement statement = new Statement.Seal(author, key == null ? author : key);
            seal = new Vouch(new Signed(statement, signature, Tree.whole(envelope.id())), 0, 0);
        }
        if (alone != null) {
            postmark = new Vouch(alone.signed(envelope), 0, 0);
        }
        return new Put(envelope, content, community, replaced, (flags & OVER_FLOOR) != 0, seal, postmark);
    }

    private static Envelope envelope(byte[] bytes, Vouch inTree, Sha256 sha, Leaves leaves) {
        Bytes32 id = inTree == null ? null : leaves.id(inTree.tree(), inTree.position());
        return id == null ? Envelope.parse(bytes, sha).orThrow() : Envelope.known(bytes, id);
    }

    /** A postmark of one record, read before the record is. */
    private record Alone(Bytes32 community, Bytes32 charter, Bytes32 node, long time, byte[] signature) {
        static Alone read(ByteBuffer from, boolean otherCommunity) {
            return new Alone(
                    otherCommunity ? read32(from) : null,
                    read32(from),
                    read32(from),
                    read48(from),
                    readBytes(from, SIGNATURE_BYTES));
        }

        Signed signed(Envelope envelope) {
            Bytes32 home = community == null ? envelope.home() : community;
            return new Signed(new Statement.Postmark(home, charter, node, time), signature, Tree.whole(envelope.id()));
        }
    }

    private static Retire readRetire(ByteBuffer from) {
        int count = from.getInt();
        if (from.remaining() != count * RETIRE_BYTES) {
            throw new IllegalStateException(
                    "a broken entry of " + (RETIRE_HEAD + from.remaining()) + " bytes in the log");
        }
        long[] numbers = new long[count];
        Fate[] fates = new Fate[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = read48(from);
            fates[i] = FATES[from.get()];
        }
        return new Retire(numbers, fates);
    }

    private static long readVarint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = from.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    static long read48(ByteBuffer from) {
        return (from.getShort() & 0xffffL) << 32 | Integer.toUnsignedLong(from.getInt());
    }

    static Bytes32 read32(ByteBuffer from) {
        return new Bytes32(from.getLong(), from.getLong(), from.getLong(), from.getLong());
    }

    static byte[] readBytes(ByteBuffer from, int count) {
        byte[] bytes = new byte[count];
        from.get(bytes);
        return bytes;
    }
}
