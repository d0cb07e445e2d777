package org.byway.protocol.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Merkle trees by RFC 6962, proofs of any of their members, and putting partial knowledge together. */
class TreeTest {
    private final Random random = new Random(7);

    /** The definition of RFC 6962, section 2.1, word for word. */
    private static Bytes32 root(Bytes32... ids) {
        if (ids.length == 1) {
            return Sha256.of(new byte[] {0}, ids[0].bytes());
        }
        int k = 1;
        while (2 * k < ids.length) {
            k *= 2;
        }
        Bytes32 left = root(Arrays.copyOf(ids, k));
        Bytes32 right = root(Arrays.copyOfRange(ids, k, ids.length));
        return Sha256.of(new byte[] {1}, left.bytes(), right.bytes());
    }

    private Bytes32[] ids(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Bytes32(random.nextLong(), random.nextLong(), random.nextLong(), i))
                .toArray(Bytes32[]::new);
    }

    private int[] some(int size) {
        int[] chosen =
                IntStream.range(0, size).filter(i -> random.nextInt(3) == 0).toArray();
        return chosen.length == 0 ? new int[] {random.nextInt(size)} : chosen;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 31, 33, 100, 1000})
    void hashesByTheDefinition(int size) {
        Bytes32[] ids = ids(size);
        assertEquals(root(ids), Tree.whole(ids).root());
    }

    @Test
    void anyMembersProveTheRoot() {
        for (int round = 0; round < 300; round++) {
            Bytes32[] ids = ids(1 + random.nextInt(70));
            Tree whole = Tree.whole(ids);
            int[] chosen = some(ids.length);
            Tree part = whole.only(chosen);
            Bytes32[] members = Arrays.stream(chosen).mapToObj(i -> ids[i]).toArray(Bytes32[]::new);
            Tree read = Tree.of(ids.length, chosen, members, part.gaps(), new Sha256());
            assertEquals(whole.root(), read.root());
            int[] fewer = Arrays.copyOf(chosen, 1 + random.nextInt(chosen.length));
            assertTrue(
                    Arrays.equals(whole.only(fewer).gaps(), read.only(fewer).gaps()),
                    "a proof from a part is the same");
        }
    }

    @Test
    void partsAddUp() {
        for (int round = 0; round < 300; round++) {
            Tree whole = Tree.whole(ids(1 + random.nextInt(50)));
            int[] one = some(whole.size());
            int[] two = some(whole.size());
            int[] both = IntStream.concat(Arrays.stream(one), Arrays.stream(two))
                    .sorted()
                    .distinct()
                    .toArray();
            Tree merged = whole.only(one).merge(whole.only(two));
            assertTrue(Arrays.equals(whole.only(both).gaps(), merged.gaps()));
            assertEquals(both.length, merged.members());
            assertEquals(whole.id(both[0]), merged.id(0));
        }
    }

    @Test
    void aMemberAtAnotherPlaceGivesAnotherRoot() {
        Tree whole = Tree.whole(ids(5));
        Tree part = whole.only(new int[] {1});
        Tree moved = Tree.of(5, new int[] {2}, new Bytes32[] {whole.id(1)}, part.gaps(), new Sha256());
        assertNotEquals(whole.root(), moved.root());
    }

    @Test
    void wrongProofsMakeNoTree() {
        Tree part = Tree.whole(ids(5)).only(new int[] {1});
        Bytes32[] id = {part.id(0)};
        byte[] gaps = part.gaps();
        assertNull(
                Tree.of(5, new int[] {1}, id, Arrays.copyOf(gaps, gaps.length - 32), new Sha256()), "a hash too few");
        assertNull(
                Tree.of(5, new int[] {1}, id, Arrays.copyOf(gaps, gaps.length + 32), new Sha256()), "a hash too many");
        assertNull(Tree.of(5, new int[] {5}, id, gaps, new Sha256()), "past the end");
        assertNull(Tree.of(5, new int[] {1, 1}, new Bytes32[] {id[0], id[0]}, gaps, new Sha256()), "a place twice");
        assertNull(Tree.of(0, null, new Bytes32[0], new byte[0], new Sha256()), "no leaf");
        assertNull(Tree.of(65_537, new int[] {1}, id, gaps, new Sha256()), "too many leaves");
    }
}
