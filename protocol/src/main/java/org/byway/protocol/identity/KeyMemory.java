package org.byway.protocol.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.byway.protocol.record.Bytes32;

/**
 * Remembers what was learned of the most recently used keys, and nothing of keys that were found unusable: those cost
 * their sender as much each time. Deterministic, not safe for several threads.
 */
public final class KeyMemory<V> {
    /** Enough for the authors of a busy hour; about 4 MB with Bouncy Castle's points. */
    public static final int DEFAULT_KEYS = 16_384;

    private final Function<Bytes32, V> learn;
    private final Map<Bytes32, V> known;

    /** @param learn what there is to know of a key, or null where the key is unusable */
    public KeyMemory(int maximumKeys, Function<Bytes32, V> learn) {
        if (maximumKeys < 1) {
            throw new IllegalArgumentException("at least one key must be remembered, not " + maximumKeys);
        }
        this.learn = learn;
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Bytes32, V> eldest) {
                return size() > maximumKeys;
            }
        };
    }

    /** What is known of the key, learned now if need be; null where it is unusable. */
    public V of(Bytes32 key) {
        V value = known.get(key);
        if (value == null) {
            value = learn.apply(key);
            if (value != null) {
                known.put(key, value);
            }
        }
        return value;
    }

    public int size() {
        return known.size();
    }
}
