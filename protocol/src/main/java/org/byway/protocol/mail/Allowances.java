package org.byway.protocol.mail;

import java.util.LinkedHashMap;
import java.util.Map;

/** How much each of many may do: buckets that fill up again with time. Those asked for longest ago are forgotten. */
final class Allowances<K> {
    private final long atOnce;
    private final long fillMillis;
    private final Map<K, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Bucket> eldest) {
            return size() > MailLimits.BUDGETS;
        }
    };

    /** @param fillMillis in which an empty bucket is full again */
    Allowances(long atOnce, long fillMillis) {
        this.atOnce = atOnce;
        this.fillMillis = fillMillis;
    }

    private Bucket bucket(K key, long now) {
        Bucket bucket = buckets.computeIfAbsent(key, any -> new Bucket(atOnce, now));
        long passed = Math.clamp(now - bucket.at, 0, fillMillis);
        bucket.left = Math.min((double) atOnce, bucket.left + (double) atOnce * passed / fillMillis);
        bucket.at = now;
        return bucket;
    }

    boolean has(K key, long amount, long now) {
        return bucket(key, now).left >= amount;
    }

    void take(K key, long amount, long now) {
        bucket(key, now).left -= amount;
    }

    private static final class Bucket {
        double left;
        long at;

        Bucket(double left, long at) {
            this.left = left;
            this.at = at;
        }
    }
}
