package org.byway.storage;

import static org.lmdbjava.DbiFlags.MDB_CREATE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.byway.protocol.mail.MailStore;
import org.byway.protocol.mail.MailStoreBroken;
import org.byway.protocol.mail.StagedRows;
import org.byway.protocol.store.StoreFault;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.GetOp;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/**
 * Letters on disk: an LMDB environment of their own, a database for each shelf. A group is one transaction, synced when its
 * commit returns. What the owner reads is the last committed state that it was told of, and what it staged since.
 */
public final class LmdbMailStore implements MailStore {
    private static final int OWNER_FILE = 0600;
    private static final int MOST_KEY_BYTES = 511;

    private final Path folder;
    private final long maxBytes;
    private final Env<ByteBuffer> env;
    private final Map<Shelf, Dbi<ByteBuffer>> shelves = new EnumMap<>(Shelf.class);
    private final StagedRows staged = new StagedRows(new Durable());
    private final ByteBuffer key = ByteBuffer.allocateDirect(MOST_KEY_BYTES);
    private final Txn<ByteBuffer> reading;

    private LmdbMailStore(Path folder, long maxBytes, Env<ByteBuffer> env) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.env = env;
        for (Shelf shelf : Shelf.values()) {
            shelves.put(shelf, env.openDbi(shelf.name().toLowerCase(Locale.ROOT), MDB_CREATE));
        }
        reading = env.txnRead();
    }

    /**
     * Opens what is in the folder, or begins there; one process at a time, once.
     *
     * @param maxBytes how large the file may grow; it takes only what it holds
     */
    public static LmdbMailStore open(Path folder, long maxBytes) throws StoreFault {
        try {
            Path made = Founding.folder(folder);
            Founding.file(made, apart -> load(apart, maxBytes).close());
            return load(made, maxBytes);
        } catch (LmdbException e) {
            throw Faults.of(e, folder, maxBytes);
        } catch (IOException e) {
            throw new StoreFault("cannot make the folder for letters " + folder + ": " + e.getMessage(), false, e);
        }
    }

    private static LmdbMailStore load(Path folder, long maxBytes) {
        Env<ByteBuffer> env = Env.create()
                .setMapSize(maxBytes)
                .setMaxDbs(Shelf.values().length)
                .open(folder.toFile(), OWNER_FILE, EnvFlags.MDB_NORDAHEAD, EnvFlags.MDB_NOTLS);
        try {
            return new LmdbMailStore(folder, maxBytes, env);
        } catch (LmdbException e) {
            env.close();
            throw e;
        }
    }

    @Override
    public byte[] get(Shelf shelf, byte[] wanted) {
        return staged.get(shelf, wanted);
    }

    @Override
    public List<Row> rows(Shelf shelf, byte[] from, byte[] before, int most) {
        return staged.rows(shelf, from, before, most);
    }

    @Override
    public void put(Shelf shelf, byte[] at, byte[] value) {
        staged.put(shelf, at, value);
    }

    @Override
    public void remove(Shelf shelf, byte[] at) {
        staged.remove(shelf, at);
    }

    @Override
    public Group take() {
        StagedRows.Changes changes = staged.take();
        return changes == null ? null : new LmdbGroup(changes);
    }

    @Override
    public void committed(Group group) {
        reading.reset();
        reading.renew();
        staged.settle();
    }

    @Override
    public void close() {
        reading.close();
        env.close();
    }

    private static byte[] copy(ByteBuffer from) {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        return bytes;
    }

    /** What the last committed state holds, by the owner's thread. */
    private final class Durable implements StagedRows.Durable {
        private ByteBuffer key(byte[] bytes) {
            return key.clear().put(bytes).flip();
        }

        @Override
        public byte[] get(Shelf shelf, byte[] wanted) {
            try {
                ByteBuffer found = shelves.get(shelf).get(reading, key(wanted));
                return found == null ? null : copy(found);
            } catch (LmdbException e) {
                throw broken(e);
            }
        }

        @Override
        public List<Row> rows(Shelf shelf, byte[] from, byte[] before, int most) {
            List<Row> rows = new ArrayList<>();
            try (Cursor<ByteBuffer> cursor = shelves.get(shelf).openCursor(reading)) {
                boolean there = cursor.get(key(from), GetOp.MDB_SET_RANGE);
                while (there && rows.size() < most) {
                    byte[] at = copy(cursor.key());
                    if (before != null && Arrays.compareUnsigned(at, before) >= 0) {
                        break;
                    }
                    rows.add(new Row(at, copy(cursor.val())));
                    there = cursor.next();
                }
                return rows;
            } catch (LmdbException e) {
                throw broken(e);
            }
        }

        private MailStoreBroken broken(LmdbException cause) {
            return new MailStoreBroken("letters in " + folder + " cannot be read: " + cause.getMessage(), cause);
        }
    }

    /** One transaction. */
    private final class LmdbGroup implements Group {
        private final StagedRows.Changes changes;

        LmdbGroup(StagedRows.Changes changes) {
            this.changes = changes;
        }

        @Override
        public int changes() {
            return changes.count();
        }

        @Override
        public void commit() throws StoreFault {
            try (Txn<ByteBuffer> txn = env.txnWrite()) {
                changes.write(new TxnWriter(txn));
                txn.commit();
            } catch (LmdbException e) {
                throw Faults.of(e, folder, maxBytes);
            }
        }
    }

    private final class TxnWriter implements StagedRows.Writer {
        private final Txn<ByteBuffer> txn;
        private final ByteBuffer at = ByteBuffer.allocateDirect(MOST_KEY_BYTES);

        TxnWriter(Txn<ByteBuffer> txn) {
            this.txn = txn;
        }

        @Override
        public void put(Shelf shelf, byte[] row, byte[] value) {
            shelves.get(shelf)
                    .reserve(txn, at.clear().put(row).flip(), value.length)
                    .put(value);
        }

        @Override
        public void remove(Shelf shelf, byte[] row) {
            shelves.get(shelf).delete(txn, at.clear().put(row).flip());
        }
    }
}
