package org.byway.protocol.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What a stranger makes of good messages, by a seed: bits turned, numbers set to their ends, pieces cut out, doubled, moved, or put
 * into another message.
 */
public final class Spoilt {
    private static final int TRIES = 3_000;
    private static final int MOST_STEPS = 4;
    private static final int MOST_PIECE = 64;
    private static final byte[] ENDS = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff, '"', '=', ',', '\n', '-'};

    private final Random random;
    private final List<byte[]> good;

    private Spoilt(Random random, List<byte[]> good) {
        this.random = random;
        this.good = good;
    }

    /** Reads one message; what it throws is a fault. */
    public interface Reader {
        void read(byte[] message) throws Exception;
    }

    /** Has the good ones read, and some thousands that were made of them; fails with the first that cannot be coped with. */
    public static void each(Stream<byte[]> good, Reader reader) {
        each(good, TRIES, reader);
    }

    public static void each(Stream<byte[]> good, int tries, Reader reader) {
        List<byte[]> all = good.toList();
        assertFalse(all.isEmpty(), "nothing to begin with");
        all.forEach(message -> read(message, reader));
        Spoilt spoilt = new Spoilt(new Random(all.size()), all);
        for (int i = 0; i < tries; i++) {
            read(spoilt.next(), reader);
        }
    }

    private static void read(byte[] message, Reader reader) {
        try {
            reader.read(message);
        } catch (Exception | AssertionError | StackOverflowError e) {
            throw new AssertionError("not coped with: " + HexFormat.of().formatHex(message), e);
        }
    }

    private byte[] next() {
        byte[] message = any().clone();
        for (int steps = 1 + random.nextInt(MOST_STEPS); steps > 0; steps--) {
            message = step(message);
        }
        return message;
    }

    private byte[] any() {
        return good.get(random.nextInt(good.size()));
    }

    private byte[] step(byte[] message) {
        if (message.length == 0) {
            return any().clone();
        }
        int at = random.nextInt(message.length);
        int length = Math.min(1 + random.nextInt(MOST_PIECE), message.length - at);
        byte[] piece = Arrays.copyOfRange(message, at, at + length);
        return switch (random.nextInt(7)) {
            case 0 -> set(message, at, (byte) (message[at] ^ 1 << random.nextInt(8)));
            case 1 -> set(message, at, ENDS[random.nextInt(ENDS.length)]);
            case 2 -> set(message, at, (byte) random.nextInt());
            case 3 -> with(message, at, length, new byte[0]);
            case 4 -> with(message, random.nextInt(message.length), 0, piece);
            case 5 -> Arrays.copyOf(message, at);
            default -> with(message, at, random.nextInt(length + 1), pieceOf(any()));
        };
    }

    private byte[] pieceOf(byte[] other) {
        int at = random.nextInt(other.length + 1);
        return Arrays.copyOfRange(other, at, Math.min(at + random.nextInt(MOST_PIECE), other.length));
    }

    private static byte[] set(byte[] message, int at, byte value) {
        message[at] = value;
        return message;
    }

    /** The message with other bytes in the place of so many. */
    private static byte[] with(byte[] message, int at, int length, byte[] other) {
        byte[] all = Arrays.copyOf(message, message.length - length + other.length);
        System.arraycopy(other, 0, all, at, other.length);
        System.arraycopy(message, at + length, all, at + other.length, message.length - at - length);
        return all;
    }
}
