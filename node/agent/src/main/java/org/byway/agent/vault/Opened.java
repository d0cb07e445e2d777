package org.byway.agent.vault;

import java.util.random.RandomGenerator;
import org.byway.protocol.identity.RecoveryWords;

/**
 * What an unlocked vault begins with.
 *
 * @param id 16 bytes
 * @param dataKey seals all its frames
 * @param words the person's
 * @param seed what comes of the words, 64 bytes: kept, since each start would spend a good part of a second on it
 */
public record Opened(byte[] id, DataKey dataKey, RecoveryWords words, byte[] seed) {
    /** A new vault for these words. */
    static Opened fresh(RecoveryWords words, RandomGenerator random) {
        return new Opened(Header.freshId(random), DataKey.ofRandom(random), words, words.seed(""));
    }

    /** Nothing of it: a secret never reaches a log. */
    @Override
    public String toString() {
        return "Opened";
    }
}
