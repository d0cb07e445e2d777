package org.byway.storage;

import static org.lmdbjava.DbiFlags.MDB_CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.byway.protocol.store.StoreFault;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/** The LMDB environment and its databases. Every commit is synced; the map is never written through. */
final class Environment implements AutoCloseable {
    static final String META = "meta";
    private static final int DATABASES = 16;
    private static final ByteBuffer STATE = ByteBuffer.allocateDirect(1).put(0, (byte) 's');
    /** The mode of its files: the store is its owner's alone. */
    private static final int OWNER_FILE = 0600;

    /** One process must not open a file twice: POSIX locks would not hold, and LMDB forbids it. */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    final Dbi<ByteBuffer> log;
    final Dbi<ByteBuffer> meta;
    final Dbi<ByteBuffer> communities;
    final Dbi<ByteBuffer> trees;
    final Dbi<ByteBuffer> treeNames;
    final Dbi<ByteBuffer> treeUses;
    private final Map<Table, Dbi<ByteBuffer>> tables = new EnumMap<>(Table.class);
    private final Env<ByteBuffer> env;
    private final Path path;
    private final long maxBytes;

    private Environment(Path path, Env<ByteBuffer> env, long maxBytes) {
        this.path = path;
        this.env = env;
        this.maxBytes = maxBytes;
        log = open("log");
        meta = open(META);
        communities = open("communities");
        trees = open("trees");
        treeNames = open("tree_names");
        treeUses = open("tree_uses");
        for (Table table : Table.values()) {
            tables.put(table, open(table.database()));
        }
    }

    private Dbi<ByteBuffer> open(String name) {
        return env.openDbi(name, MDB_CREATE);
    }

    static Environment open(Settings settings) throws StoreFault {
        Path path = folder(settings.folder());
        if (!OPEN.add(path)) {
            throw new StoreFault("the store in " + path + " is open already", false, null);
        }
        try {
            Founding.file(path, apart -> load(apart, settings).close());
            return load(path, settings);
        } catch (LmdbException e) {
            OPEN.remove(path);
            throw Faults.of(e, path, settings.maxBytes());
        } catch (IOException e) {
            OPEN.remove(path);
            throw new StoreFault("cannot make the store in " + path + ": " + e.getMessage(), false, e);
        }
    }

    private static Environment load(Path path, Settings settings) {
        Env<ByteBuffer> env = Env.create()
                .setMapSize(settings.maxBytes())
                .setMaxDbs(DATABASES)
                .open(path.toFile(), OWNER_FILE, EnvFlags.MDB_NORDAHEAD, EnvFlags.MDB_NOTLS);
        try {
            return new Environment(path, env, settings.maxBytes());
        } catch (LmdbException e) {
            env.close();
            throw e;
        }
    }

    private static Path folder(Path folder) throws StoreFault {
        try {
            return Founding.folder(folder);
        } catch (IOException e) {
            throw new StoreFault("cannot make the store's folder " + folder + ": " + e.getMessage(), false, e);
        }
    }

    Dbi<ByteBuffer> table(Table table) {
        return tables.get(table);
    }

    /** Where the last commit stands. */
    State state() {
        try (Txn<ByteBuffer> txn = read()) {
            return state(txn);
        }
    }

    State state(Txn<ByteBuffer> txn) {
        ByteBuffer row = meta.get(txn, STATE.duplicate());
        return row == null ? State.EMPTY : State.read(row);
    }

    void writeState(Txn<ByteBuffer> txn, State state) {
        state.write(meta.reserve(txn, STATE.duplicate(), state.bytes()));
    }

    Txn<ByteBuffer> read() {
        return env.txnRead();
    }

    Txn<ByteBuffer> write() {
        return env.txnWrite();
    }

    StoreFault fault(LmdbException cause) {
        return Faults.of(cause, path, maxBytes);
    }

    long fileBytes() {
        try {
            return Files.size(path.resolve(Founding.FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        env.close();
        OPEN.remove(path);
    }
}
