package org.byway.storage.file;

import java.nio.file.Path;
import java.util.List;
import org.byway.protocol.record.Bytes32;

/** Goes on putting snapshots in a process of its own, each with two chunks, and says which number is durable. */
final class VaultCrashChild {
    static final long NOW = 1_772_000_000_000L;

    private static final int CHUNK_BYTES = 20_000;

    private VaultCrashChild() {}

    /** Argument: the folder. Chunks get old at once, so that they go as soon as nothing needs them. */
    public static void main(String[] args) throws Exception {
        SampleVault vault = new SampleVault(1);
        long[] now = {NOW};
        VaultFiles files = VaultFiles.open(Path.of(args[0]), VaultLimits.STANDARD, () -> now[0]);
        List<VaultFiles.Listed> before = files.list(vault.place, 1);
        long number = before.isEmpty() ? 0 : before.get(0).number();
        while (true) {
            number++;
            Bytes32[] chunks = {put(files, vault, number), put(files, vault, number / 3)};
            now[0] += 2 * 3_600_000;
            if (!(files.put(vault.place, vault.numbered(number, chunks), () -> true) instanceof Answer.Got)) {
                throw new IllegalStateException("refused");
            }
            System.out.println(number);
            System.out.flush();
        }
    }

    private static Bytes32 put(VaultFiles files, SampleVault vault, long seed) throws Exception {
        return ((Answer.Got<Bytes32>) files.put(vault.place, SampleVault.chunk(seed, CHUNK_BYTES), () -> true)).value();
    }
}
