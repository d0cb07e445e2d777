package org.byway.protocol.sync;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.byway.protocol.record.Bytes32;

/** The first sixteen bytes of SHA-256 over the sum of a range's ids and their number. */
public record Fingerprint(long a, long b) {
    public static final int SIZE = 16;

    static Fingerprint of(Aggregate aggregate) {
        byte[] input = new byte[Bytes32.SIZE + Writer.MAX_VARINT_BYTES];
        aggregate.writeSum(input, 0);
        int length = Writer.putVarint(input, Bytes32.SIZE, aggregate.count());
        Bytes32 digest = Bytes32.of(sha256(Arrays.copyOf(input, length)));
        return new Fingerprint(digest.a(), digest.b());
    }

    private static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
