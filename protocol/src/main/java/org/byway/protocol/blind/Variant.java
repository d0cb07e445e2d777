package org.byway.protocol.blind;

import java.util.Arrays;
import java.util.Optional;

/** The four variants of RFC 9474, section 5. The first is the one that Byway speaks. */
public enum Variant {
    RANDOMIZED("RSABSSA-SHA384-PSS-Randomized", 48, 32),
    ZERO_RANDOMIZED("RSABSSA-SHA384-PSSZERO-Randomized", 0, 32),
    DETERMINISTIC("RSABSSA-SHA384-PSS-Deterministic", 48, 0),
    ZERO_DETERMINISTIC("RSABSSA-SHA384-PSSZERO-Deterministic", 0, 0);

    final String word;
    final int saltBytes;
    final int prefixBytes;

    Variant(String word, int saltBytes, int prefixBytes) {
        this.word = word;
        this.saltBytes = saltBytes;
        this.prefixBytes = prefixBytes;
    }

    /** By the RFC's name. */
    public static Optional<Variant> named(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }
}
