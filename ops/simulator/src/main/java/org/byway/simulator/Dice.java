package org.byway.simulator;

import java.util.List;
import java.util.random.RandomGenerator;

/** Chance for one entity of a simulation: its n-th value follows from the seed, the entity's name and n, and nothing else. */
final class Dice implements RandomGenerator {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long key;
    private long count;

    Dice(long seed, String name) {
        long mixed = mix(seed);
        for (int i = 0; i < name.length(); i++) {
            mixed = mix(mixed + GOLDEN * (name.charAt(i) + 1));
        }
        key = mixed;
    }

    @Override
    public long nextLong() {
        return mix(key + GOLDEN * ++count);
    }

    /** The finaliser of SplitMix64. */
    static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    boolean chance(double probability) {
        return nextDouble() < probability;
    }

    /** Both ends included. */
    long between(long least, long most) {
        return nextLong(least, most + 1);
    }

    int among(int count) {
        return nextInt(count);
    }

    <T> T among(List<T> choices) {
        return choices.get(nextInt(choices.size()));
    }

    /** The time to the next of events that come by chance, at least 1. */
    long pause(long meanMillis) {
        return 1 + (long) (-Math.log(1 - nextDouble()) * meanMillis);
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        nextBytes(bytes);
        return bytes;
    }
}
