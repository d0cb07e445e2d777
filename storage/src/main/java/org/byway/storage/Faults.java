package org.byway.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.byway.protocol.store.StoreFault;
import org.lmdbjava.Env.MapFullException;
import org.lmdbjava.LmdbException;

/** Says what LMDB's errors mean to whoever runs the node. */
final class Faults {
    private static final long FULL_BELOW_BYTES = 1 << 20;

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
        if (said.contains("ENOSPC") || said.contains("EDQUOT") || (said.contains("EIO") && isFull(path))) {
            return new StoreFault("the disk that holds " + path + " is full: make room on it", true, cause);
        }
        return new StoreFault("the disk or the store in " + path + " is broken: " + said, false, cause);
    }

    /** LMDB calls it an input or output error when the last write before the disk was full came out short. */
    private static boolean isFull(Path path) {
        try {
            return Files.getFileStore(path).getUsableSpace() < FULL_BELOW_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}
