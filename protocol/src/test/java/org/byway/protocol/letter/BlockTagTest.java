package org.byway.protocol.letter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.byway.protocol.record.Bytes32;
import org.junit.jupiter.api.Test;

/** A block outlasts a stranger's fresh personas, and no two receivers can find out that they know the same stranger. */
final class BlockTagTest {
    private static final byte[] SECRET = new byte[32];
    private static final Bytes32 MEMBER = new Bytes32(1, 1, 1, 1);
    private static final Bytes32 RECEIVER = new Bytes32(2, 2, 2, 2);

    @Test
    void aMemberHasOneTagForEachReceiver() {
        Bytes32 tag = BlockTag.of(SECRET, MEMBER, RECEIVER);
        assertEquals(tag, BlockTag.of(SECRET.clone(), MEMBER, RECEIVER));
        assertNotEquals(tag, BlockTag.of(SECRET, MEMBER, MEMBER));
        assertNotEquals(tag, BlockTag.of(SECRET, RECEIVER, RECEIVER));
        assertNotEquals(tag, BlockTag.of(new byte[] {1}, MEMBER, RECEIVER), "of another community");
    }
}
