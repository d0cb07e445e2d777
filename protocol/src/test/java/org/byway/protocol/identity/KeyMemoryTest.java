package org.byway.protocol.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.junit.jupiter.api.Test;

final class KeyMemoryTest {
    private final List<Bytes32> learned = new ArrayList<>();

    private final KeyMemory<String> memory = new KeyMemory<>(2, key -> {
        learned.add(key);
        return key.equals(Bytes32.ZERO) ? null : key.hex();
    });

    @Test
    void aKeyIsLearnedOnceWhileItIsInUse() {
        memory.of(key(1));
        memory.of(key(2));
        memory.of(key(1));
        memory.of(key(3));
        assertEquals(key(1).hex(), memory.of(key(1)));
        assertEquals(List.of(key(1), key(2), key(3)), learned);
    }

    @Test
    void theKeyThatWasUsedLongestAgoIsForgotten() {
        memory.of(key(1));
        memory.of(key(2));
        memory.of(key(3));
        assertEquals(2, memory.size());
        memory.of(key(1));
        assertEquals(List.of(key(1), key(2), key(3), key(1)), learned);
    }

    @Test
    void anUnusableKeyTakesNoRoom() {
        memory.of(key(1));
        assertNull(memory.of(Bytes32.ZERO));
        assertNull(memory.of(Bytes32.ZERO));
        assertEquals(1, memory.size());
    }

    private static Bytes32 key(int number) {
        return new Bytes32(0, 0, 0, number);
    }
}
