package org.byway.storage;

import static org.lmdbjava.EnvFlags.MDB_NOTLS;
import static org.lmdbjava.EnvFlags.MDB_RDONLY_ENV;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.byway.protocol.store.StoreFault;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/** The version of the layout, written when a store is made. */
public final class Schema {
    /** The newest that this program reads. */
    public static final int VERSION = 1;

    private static final byte KEY = 'v';

    private Schema() {}

    /** The version of the store in a folder, which is only looked at; 0 where it has none yet. Other processes may have it open. */
    public static int of(Path folder) throws StoreFault {
        try (Env<ByteBuffer> env = Env.create().setMaxDbs(1).open(folder.toFile(), MDB_RDONLY_ENV, MDB_NOTLS)) {
            Dbi<ByteBuffer> meta = env.openDbi(Environment.META);
            try (Txn<ByteBuffer> txn = env.txnRead()) {
                ByteBuffer found = meta.get(txn, key());
                return found == null ? 0 : found.getInt();
            }
        } catch (Dbi.KeyNotFoundException e) {
            return 0;
        } catch (LmdbException e) {
            throw Faults.of(e, folder, 0);
        }
    }

    private static ByteBuffer key() {
        return ByteBuffer.allocateDirect(1).put(0, KEY);
    }

    static void check(Environment env) throws StoreFault {
        ByteBuffer key = key();
        try (Txn<ByteBuffer> txn = env.write()) {
            ByteBuffer found = env.meta.get(txn, key);
            if (found == null) {
                env.meta.reserve(txn, key, Integer.BYTES).putInt(VERSION);
                txn.commit();
                return;
            }
            int version = found.getInt();
            if (version > VERSION) {
                throw new StoreFault(
                        "the store was made by a newer version of this program (its layout is " + version
                                + ", this one reads up to " + VERSION + "): run the newer one",
                        false,
                        null);
            }
        } catch (LmdbException e) {
            throw env.fault(e);
        }
    }
}
