package org.byway.protocol.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.LongStream;
import org.byway.protocol.record.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AggregateTest {
    private static final BigInteger MODULUS = BigInteger.TWO.pow(256);
    private static final Bytes32 ALL_ONES = new Bytes32(-1, -1, -1, -1);

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @Test
    void theSumOfAllOnesAndOneIsNothingButCounted() {
        Bytes32 one = new Bytes32(1L << 56, 0, 0, 0);
        assertEquals(new Aggregate(2, 0, 0, 0, 0), Aggregate.of(ALL_ONES).plus(one));
    }

    @Test
    void moreCannotBeTakenAwayThanThereIs() {
        assertThrows(IllegalArgumentException.class, () -> Aggregate.EMPTY.minus(ALL_ONES));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void addsLikeLittleEndianNumbers(long seed) {
        Random random = SampleItems.random(seed);
        Aggregate sum = Aggregate.EMPTY;
        Aggregate half = Aggregate.EMPTY;
        BigInteger expected = BigInteger.ZERO;
        for (int i = 0; i < 40; i++) {
            Bytes32 id = SampleItems.randomId(random, random.nextInt(4));
            sum = sum.plus(id);
            half = i == 20 ? sum : half;
            expected = expected.add(number(id.bytes())).mod(MODULUS);
            assertEquals(expected, sumOf(sum));
            assertEquals(i + 1, sum.count());
            assertEquals(sum, sum.plus(id).minus(id));
        }
        assertEquals(sum, sum.minus(half).plus(half));
        byte[] stored = new byte[Aggregate.SIZE + 3];
        sum.write(stored, 3);
        assertEquals(sum, Aggregate.of(stored, 3));
    }

    private static BigInteger sumOf(Aggregate aggregate) {
        byte[] sum = new byte[Bytes32.SIZE];
        aggregate.writeSum(sum, 0);
        return number(sum);
    }

    private static BigInteger number(byte[] littleEndian) {
        byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < littleEndian.length; i++) {
            bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
        }
        return new BigInteger(1, bigEndian);
    }
}
