package org.byway.protocol.http;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;

/**
 * The nonces that were taken, so that none is taken twice. Pure; used by one thread at a time.
 *
 * <p>It holds only so many. Where there is no more room the oldest signature's nonce is forgotten, and from then on no
 * signature as old as that is taken any more: a flood makes the window narrower and never lets anything in twice. In the
 * same way nothing is taken that was signed before this began to remember.
 */
public final class Nonces {
    /** Of 100 bytes or so; at 500 requests a second, all that fit the window. */
    public static final int STANDARD_NONCES = 262_144;

    private final int most;
    private final TreeSet<Taken> byAge = new TreeSet<>();
    private final Set<Bytes32> digests = new HashSet<>();
    private long floor;

    private record Taken(long created, Bytes32 digest) implements Comparable<Taken> {
        @Override
        public int compareTo(Taken other) {
            int order = Long.compare(created, other.created);
            return order == 0 ? digest.compareTo(other.digest) : order;
        }
    }

    /** @param beganSecond the first second, since 1970, of which signatures are taken */
    public Nonces(int most, long beganSecond) {
        if (most < 1) {
            throw new IllegalArgumentException("at least one nonce must be remembered, not " + most);
        }
        this.most = most;
        this.floor = beganSecond;
    }

    /** Whether a signature of that second is too old for this memory to know whether it was taken. */
    boolean forgotten(long created) {
        return created < floor;
    }

    boolean taken(Bytes32 key, String nonce) {
        return digests.contains(digest(key, nonce));
    }

    /** Remembers a nonce, which was not taken nor forgotten, until the window has passed it. */
    void take(Bytes32 key, String nonce, long created, long oldestSecond) {
        while (!byAge.isEmpty() && (byAge.first().created() < oldestSecond || byAge.size() >= most)) {
            Taken oldest = byAge.pollFirst();
            digests.remove(oldest.digest());
            floor = Math.max(floor, oldest.created() + 1);
        }
        Taken taken = new Taken(created, digest(key, nonce));
        if (created >= floor) {
            byAge.add(taken);
            digests.add(taken.digest());
        }
    }

    public int size() {
        return byAge.size();
    }

    /** Each key has nonces of its own. */
    private static Bytes32 digest(Bytes32 key, String nonce) {
        return Sha256.of(key.bytes(), nonce.getBytes(StandardCharsets.UTF_8));
    }
}
