package org.byway.storage;

import java.nio.ByteBuffer;
import org.byway.protocol.store.StoreFault;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/** The version of the layout, written when a store is made. */
final class Schema {
    static final int VERSION = 1;
    private static final byte KEY = 'v';

    private Schema() {}

    static void check(Environment env) throws StoreFault {
        ByteBuffer key = ByteBuffer.allocateDirect(1).put(0, KEY);
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
