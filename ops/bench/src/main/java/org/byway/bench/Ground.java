package org.byway.bench;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.server.crypto.SignatureChecks;

/**
 * What every run stands on.
 *
 * @param launch how to run a node
 * @param folder where its folder is made, on the disk that is to be measured
 * @param cores how many processors there are
 * @param checks the fastest way to check signatures here
 * @param say hears in a sentence what goes on
 * @param progress hears how far it has come
 */
public record Ground(
        Launch launch,
        Path folder,
        int cores,
        Supplier<SignatureCheck> checks,
        Consumer<String> say,
        Progress progress) {

    public static Ground usual(Launch launch, Path folder, Consumer<String> say, Progress progress) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new Ground(launch, folder, cores, SignatureChecks.fastest(), say, progress);
    }

    /** Hears how many of how many records are done. */
    public interface Progress {
        void at(long done, long total);
    }
}
