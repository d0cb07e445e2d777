package org.byway.storage;

import java.nio.file.Path;
import java.util.Locale;
import org.byway.protocol.store.StoreFault;
import org.lmdbjava.Env.MapFullException;
import org.lmdbjava.LmdbException;

/** Says what LMDB's errors mean to whoever runs the node. */
final class Faults {
    private Faults() {}

    static StoreFault of(LmdbException cause, Path path, long maxBytes) {
        String said = String.valueOf(cause.getMessage());
        if (cause instanceof MapFullException) {
            String size = String.format(Locale.ROOT, "%,d", maxBytes);
            return new StoreFault(
                    "the store in " + path + " has reached its limit of " + size + " bytes: raise the limit",
                    true,
                    cause);
        }
        if (said.contains("ENOSPC") || said.contains("EDQUOT")) {
            return new StoreFault("the disk that holds " + path + " is full: make room on it", true, cause);
        }
        return new StoreFault("the disk or the store in " + path + " is broken: " + said, false, cause);
    }
}
