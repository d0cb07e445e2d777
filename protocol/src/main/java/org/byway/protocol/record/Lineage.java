package org.byway.protocol.record;

/** Makes and reads lineages: a horizon in milliseconds, then 24 random bytes; the same in every revision. */
public final class Lineage {
    public static final int RANDOM_BYTES = 24;

    private Lineage() {}

    public static Bytes32 of(long horizonMillis, byte[] random) {
        if (random.length != RANDOM_BYTES) {
            throw new IllegalArgumentException("24 random bytes wanted");
        }
        byte[] bytes = new byte[Bytes32.SIZE];
        System.arraycopy(random, 0, bytes, Long.BYTES, RANDOM_BYTES);
        Bytes32 tail = Bytes32.of(bytes, 0);
        return new Bytes32(horizonMillis, tail.b(), tail.c(), tail.d());
    }
}
