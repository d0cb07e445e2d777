package org.byway.protocol.seal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.byway.protocol.record.Bytes32;

/** The last signatures over trees that were found good, so that a batch that travels in parts is checked once. */
final class SeenSignatures {
    private static final int MOST = 4096;

    private final Map<Bytes32, Boolean> good = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes32, Boolean> eldest) {
            return size() > MOST;
        }
    };
    private long misses;

    long misses() {
        return misses;
    }

    boolean check(Bytes32 name, BooleanSupplier signature) {
        if (good.get(name) != null) {
            return true;
        }
        boolean holds = count(signature.getAsBoolean());
        if (holds) {
            good.put(name, true);
        }
        return holds;
    }

    boolean count(boolean holds) {
        misses++;
        return holds;
    }
}
