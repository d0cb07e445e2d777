package org.byway.protocol.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.byway.protocol.mail.MailStore.Group;
import org.byway.protocol.mail.MailStore.Row;
import org.byway.protocol.mail.MailStore.Shelf;
import org.byway.protocol.store.StoreFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every mail store must hold to. A store's own test extends this and says how to open it and how it crashes. */
public abstract class MailStoreContract {
    private static final byte[] FIRST = {0};

    private MailStore store;

    /** A new, empty store. */
    protected abstract MailStore open() throws Exception;

    /** Ends the store as a power cut would, and opens what is left. */
    protected abstract MailStore crash(MailStore running) throws Exception;

    @BeforeEach
    void begin() throws Exception {
        store = open();
    }

    @AfterEach
    void end() {
        store.close();
    }

    private void commit() throws StoreFault {
        Group group = store.take();
        if (group != null) {
            group.commit();
            store.committed(group);
        }
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private List<Integer> keys(byte[] from, byte[] before, int most) {
        return store.rows(Shelf.WAITING, from, before, most).stream()
                .map(row -> row.key()[0] & 0xff)
                .toList();
    }

    @Test
    void whatIsStagedIsReadAndOnlyWhatIsCommittedOutlivesACrash() throws Exception {
        store.put(Shelf.SPOOL, bytes(1), bytes(10));
        commit();
        store.put(Shelf.SPOOL, bytes(1), bytes(11));
        store.put(Shelf.SPOOL, bytes(2), bytes(20));
        assertArrayEquals(bytes(11), store.get(Shelf.SPOOL, bytes(1)));
        assertArrayEquals(bytes(20), store.get(Shelf.SPOOL, bytes(2)));

        store = crash(store);

        assertArrayEquals(bytes(10), store.get(Shelf.SPOOL, bytes(1)));
        assertNull(store.get(Shelf.SPOOL, bytes(2)));
    }

    @Test
    void aGroupThatIsUnderWayIsReadWithWhatIsStagedBehindIt() throws Exception {
        store.put(Shelf.SPOOL, bytes(1), bytes(10));
        Group group = store.take();
        store.remove(Shelf.SPOOL, bytes(1));
        assertNull(store.get(Shelf.SPOOL, bytes(1)));
        group.commit();
        store.committed(group);
        assertNull(store.get(Shelf.SPOOL, bytes(1)));

        store = crash(store);
        assertArrayEquals(bytes(10), store.get(Shelf.SPOOL, bytes(1)), "the removal was not committed");
    }

    @Test
    void oneGroupIsUnderWayAtATimeAndNothingStagedIsNone() throws Exception {
        assertNull(store.take());
        store.put(Shelf.SPOOL, bytes(1), bytes(10));
        Group group = store.take();
        assertEquals(1, group.changes());
        assertNull(store.take());
        store.put(Shelf.SPOOL, bytes(2), bytes(20));
        assertThrows(IllegalStateException.class, store::take);
        group.commit();
        store.committed(group);
        assertEquals(1, store.take().changes());
    }

    @Test
    void rowsComeInTheOrderOfTheirKeysAsUnsignedBytes() throws Exception {
        for (int key : new int[] {200, 3, 127, 128, 1}) {
            store.put(Shelf.WAITING, bytes(key), bytes(1));
            commit();
        }
        store.put(Shelf.WAITING, bytes(100), bytes(1));
        assertEquals(List.of(1, 3, 100, 127, 128, 200), keys(FIRST, null, 10));
        assertEquals(List.of(3, 100), keys(bytes(2), bytes(127), 10), "the first included, the last not");
        assertEquals(List.of(127, 128), keys(bytes(127), null, 2));
        assertEquals(List.of(), keys(bytes(201), null, 2));
        assertEquals(List.of(), store.rows(Shelf.QUEUE, FIRST, null, 2), "each shelf has its own");
    }

    @Test
    void whatIsTakenAwayButNotCommittedHidesNoRowBehindIt() throws Exception {
        for (int key = 1; key <= 9; key++) {
            store.put(Shelf.WAITING, bytes(key), bytes(key));
        }
        commit();
        for (int key : new int[] {1, 2, 4, 5, 6}) {
            store.remove(Shelf.WAITING, bytes(key));
        }
        assertEquals(List.of(3, 7), keys(FIRST, null, 2));
        Group group = store.take();
        store.remove(Shelf.WAITING, bytes(7));
        store.put(Shelf.WAITING, bytes(2), bytes(2));
        assertEquals(List.of(2, 3, 8, 9), keys(FIRST, null, 9));
        group.commit();
        assertEquals(List.of(2, 3, 8, 9), keys(FIRST, null, 9), "before the owner is told, too");
        store.committed(group);
        assertEquals(List.of(2, 3, 8, 9), keys(FIRST, null, 9));
    }

    @Test
    void aRowHasAValueAndMayHaveALongOne() throws Exception {
        assertThrows(IllegalArgumentException.class, () -> store.put(Shelf.SPOOL, bytes(1), new byte[0]));
        byte[] key = new byte[500];
        byte[] value = new byte[100_000];
        new Random(1).nextBytes(value);
        store.put(Shelf.LETTERS, key, value);
        commit();
        assertArrayEquals(value, store.get(Shelf.LETTERS, key));
    }

    /** Chance against a plain map: whatever is staged, taken, committed and lost, the rows are those of the map. */
    @Test
    void itIsAMapWithAnOrder() throws Exception {
        Random random = new Random(3);
        TreeMap<byte[], byte[]> live = new TreeMap<>(Arrays::compareUnsigned);
        TreeMap<byte[], byte[]> durable = new TreeMap<>(Arrays::compareUnsigned);
        Group group = null;
        TreeMap<byte[], byte[]> after = null;
        for (int step = 0; step < 3_000; step++) {
            byte[] key = bytes(random.nextInt(60), random.nextInt(2));
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> {
                    byte[] value = bytes(random.nextInt(256), 7);
                    store.put(Shelf.WAITING, key, value);
                    live.put(key, value);
                }
                case 4, 5 -> {
                    store.remove(Shelf.WAITING, key);
                    live.remove(key);
                }
                case 6 -> {
                    if (group == null) {
                        group = store.take();
                        after = new TreeMap<>(live);
                    }
                }
                case 7 -> {
                    if (group != null) {
                        group.commit();
                        store.committed(group);
                        durable = after;
                        group = null;
                    }
                }
                case 8 -> {
                    if (random.nextInt(20) == 0) {
                        store = crash(store);
                        live = new TreeMap<>(durable);
                        group = null;
                    }
                }
                default -> check(live, key, bytes(random.nextInt(70)), 1 + random.nextInt(9));
            }
        }
    }

    private void check(TreeMap<byte[], byte[]> live, byte[] from, byte[] before, int most) {
        assertArrayEquals(live.get(from), store.get(Shelf.WAITING, from));
        if (Arrays.compareUnsigned(from, before) > 0) {
            return;
        }
        List<String> wanted = new ArrayList<>();
        for (Map.Entry<byte[], byte[]> each : live.subMap(from, before).entrySet()) {
            if (wanted.size() < most) {
                wanted.add(Arrays.toString(each.getKey()) + Arrays.toString(each.getValue()));
            }
        }
        List<String> found = new ArrayList<>();
        for (Row row : store.rows(Shelf.WAITING, from, before, most)) {
            found.add(Arrays.toString(row.key()) + Arrays.toString(row.value()));
        }
        assertEquals(wanted, found);
    }
}
