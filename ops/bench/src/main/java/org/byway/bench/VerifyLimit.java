package org.byway.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.SigningKey;

/** How many signatures one thread checks in a second at best: keys known, messages as long as those of seals. */
final class VerifyLimit {
    private static final int KEYS = 100;
    private static final int SIGNATURES = 1000;
    private static final int MESSAGE_BYTES = 118;

    private record Case(SigningKey key, byte[] message, byte[] signature) {}

    private final SignatureCheck check;
    private final List<Case> cases = new ArrayList<>();

    VerifyLimit(SignatureCheck check) {
        this.check = check;
        RandomGenerator random = new SplittableRandom(1);
        List<SigningKey> keys = new ArrayList<>();
        for (int i = 0; i < SIGNATURES; i++) {
            if (i < KEYS) {
                keys.add(SendingCommunity.key(random));
            }
            byte[] message = new byte[MESSAGE_BYTES];
            random.nextBytes(message);
            SigningKey key = keys.get(i % KEYS);
            cases.add(new Case(key, message, key.sign(message)));
        }
    }

    /** Checks a second after as long a warm-up, on this thread. */
    double perSecond(long warmUpMillis, long millis) {
        run(warmUpMillis);
        return run(millis);
    }

    private double run(long millis) {
        long started = System.nanoTime();
        long end = started + TimeUnit.MILLISECONDS.toNanos(millis);
        long done = 0;
        long now = started;
        while (now < end) {
            Case each = cases.get((int) (done % SIGNATURES));
            if (!check.verify(each.key().publicKey(), each.message(), each.signature())) {
                throw new IllegalStateException("a good signature is refused");
            }
            done++;
            now = System.nanoTime();
        }
        return done * 1e9 / (now - started);
    }
}
