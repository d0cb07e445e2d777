package org.byway.server.token;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.byway.protocol.blind.SeededChance;
import org.byway.storage.file.Rows;

/** Of what a week's key is made, in a file that its owner alone can read. */
final class Seed {
    private static final int BYTES = 32;

    private Seed() {}

    /** What that seed makes; of a new one where there is none. */
    static RandomGenerator chance(Path file, RandomGenerator secret) throws IOException {
        try (Rows rows = Rows.open(file, BYTES)) {
            List<byte[]> kept = rows.all();
            if (!kept.isEmpty()) {
                return new SeededChance(kept.get(0));
            }
            byte[] seed = new byte[BYTES];
            secret.nextBytes(seed);
            rows.add(seed);
            return new SeededChance(seed);
        }
    }
}
