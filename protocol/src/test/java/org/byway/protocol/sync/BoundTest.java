package org.byway.protocol.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.byway.protocol.record.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BoundTest {
    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @Test
    void betweenTwoSecondsNoPrefixIsNeeded() {
        Item before = new Item(7, Bytes32.ofHex("ff".repeat(32)));
        Item after = new Item(9, Bytes32.ofHex("ab".repeat(32)));
        assertEquals(new Bound(9, Bytes32.ZERO, 0), Bound.between(before, after));
    }

    @Test
    void withinASecondThePrefixEndsWithTheFirstByteThatDiffers() {
        Item before = new Item(7, Bytes32.ofHex("aabbcc" + "00".repeat(29)));
        Item after = new Item(7, Bytes32.ofHex("aabbcd" + "ee".repeat(29)));
        assertEquals(new Bound(7, Bytes32.ofHex("aabbcd" + "00".repeat(29)), 3), Bound.between(before, after));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void separatesNeighboursAndIsTheShortestThatDoes(long seed) {
        List<Item> items = SampleItems.random(SampleItems.random(seed), 100);
        for (int i = 1; i < items.size(); i++) {
            Bound bound = Bound.between(items.get(i - 1), items.get(i));
            assertTrue(bound.isAfter(items.get(i - 1)));
            assertFalse(bound.isAfter(items.get(i)));
            if (bound.prefixBytes() > 0) {
                byte[] shorter = bound.id().bytes();
                shorter[bound.prefixBytes() - 1] = 0;
                Bound tooShort = new Bound(bound.second(), Bytes32.of(shorter), bound.prefixBytes() - 1);
                assertFalse(tooShort.isAfter(items.get(i - 1)));
            }
        }
    }

    @Test
    void nothingLiesBetweenAnItemAndItself() {
        Item item = SampleItems.numbered(0, 1);
        assertThrows(IllegalArgumentException.class, () -> Bound.between(item, item));
    }
}
