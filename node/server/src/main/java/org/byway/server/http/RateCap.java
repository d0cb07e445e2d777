package org.byway.server.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each address may ask: a bucket that fills at its rate and holds one second's worth. Of the addresses, the
 * ones heard last are remembered. An IPv6 address counts with its /64, which one customer usually has.
 */
final class RateCap {
    private static final int ADDRESSES = 8_192;
    private static final double NANOS = 1e9;

    private final HttpLimits.Rates rates;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > ADDRESSES;
        }
    };

    RateCap(HttpLimits.Rates rates) {
        this.rates = rates;
    }

    /** Whether the address may ask now, in nanoseconds of any clock that does not go back. */
    boolean take(String address, long now) {
        int rate = HostRule.loopback(address) ? rates.loopback() : rates.strangers();
        Bucket bucket = buckets.computeIfAbsent(network(address), any -> new Bucket(rate, now));
        bucket.tokens = Math.min(rate, bucket.tokens + (now - bucket.at) / NANOS * rate);
        bucket.at = now;
        if (bucket.tokens < 1) {
            return false;
        }
        bucket.tokens--;
        return true;
    }

    /** The address, or the first four groups of an IPv6 one as Java writes it, without abbreviation. */
    static String network(String address) {
        int end = -1;
        for (int group = 0; group < 4; group++) {
            end = address.indexOf(':', end + 1);
            if (end < 0) {
                return address;
            }
        }
        return address.substring(0, end);
    }

    private static final class Bucket {
        double tokens;
        long at;

        Bucket(double tokens, long at) {
            this.tokens = tokens;
            this.at = at;
        }
    }
}
