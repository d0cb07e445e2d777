package org.byway.server.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How often each address may ask: a bucket that fills at its rate and holds one unit's worth, a second's or an hour's. Of the addresses, the
 * ones heard last are remembered. An IPv6 address counts with its /64, which one customer usually has.
 */
final class RateCap {
    private static final int ADDRESSES = 8_192;

    private final HttpLimits.Rates rates;
    private final double unitNanos;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > ADDRESSES;
        }
    };

    RateCap(HttpLimits.Rates rates) {
        this(rates, TimeUnit.SECONDS);
    }

    /** With rates in that unit of time. */
    RateCap(HttpLimits.Rates rates, TimeUnit unit) {
        this.rates = rates;
        this.unitNanos = unit.toNanos(1);
    }

    /** Whether the address may ask now, in nanoseconds of any clock that does not go back. */
    boolean take(String address, long now) {
        int rate = HostRule.loopback(address) ? rates.loopback() : rates.strangers();
        Bucket bucket = buckets.computeIfAbsent(network(address), any -> new Bucket(rate, now));
        bucket.tokens = Math.min(rate, bucket.tokens + (now - bucket.at) / unitNanos * rate);
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
