package org.byway.protocol.sync;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.byway.protocol.record.Bytes32;

/** Items made up for tests: numbered ones, as in the vectors, and random ones that repeat with their seed. */
public final class SampleItems {
    private SampleItems() {}

    /** Item n of the vectors: the SHA-256 of "item n" in second n / perSecond. */
    static Item numbered(int n, int perSecond) {
        try {
            byte[] text = ("item " + n).getBytes(StandardCharsets.UTF_8);
            return new Item(
                    n / perSecond,
                    Bytes32.of(MessageDigest.getInstance("SHA-256").digest(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Item> numbered(int from, int to, int perSecond) {
        List<Item> items = new ArrayList<>();
        for (int n = from; n < to; n++) {
            items.add(numbered(n, perSecond));
        }
        return items;
    }

    /** Neighbouring seeds of {@link Random} start alike; these do not. */
    public static Random random(long seed) {
        return new Random(seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L);
    }

    /** Distinct items in order; ids that are alike in their first or last bytes and crowded seconds among them. */
    public static List<Item> random(Random random, int count) {
        int seconds = 1 + random.nextInt(3) * random.nextInt(count + 1);
        int alike = random.nextInt(4);
        TreeSet<Item> items = new TreeSet<>();
        while (items.size() < count) {
            items.add(new Item(random.nextInt(seconds), randomId(random, alike)));
        }
        return List.copyOf(items);
    }

    static Bytes32 randomId(Random random, int alike) {
        return switch (alike) {
            case 0 -> new Bytes32(0, 0, 0, random.nextLong());
            case 1 -> new Bytes32(-1, -1, random.nextLong(), -1);
            case 2 -> new Bytes32(random.nextInt(3), random.nextInt(3) - 1, random.nextLong(), random.nextInt(3));
            default -> new Bytes32(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
        };
    }

    /** Bounds that fall on items, between them, before them all and after them all. */
    public static Bound randomBound(Random random, List<Item> items) {
        int choice = random.nextInt(6);
        if (choice == 0) {
            return Bound.START;
        }
        if (choice == 1) {
            return Bound.END;
        }
        if (choice == 2 || items.size() < 2) {
            return new Bound(random.nextInt(items.size() + 1), randomId(random, random.nextInt(4)), Bytes32.SIZE);
        }
        int index = 1 + random.nextInt(items.size() - 1);
        return choice == 3 ? Bound.between(items.get(index - 1), items.get(index)) : Bound.at(items.get(index));
    }

    static List<Bytes32> ids(Collection<Item> items) {
        return items.stream().map(Item::id).toList();
    }
}
