package org.byway.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.SampleRecords;
import org.byway.protocol.store.Store;
import org.byway.protocol.store.StoreFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who follows the log hears all that was committed, in its order and once, and nothing that was not. */
class FollowerTest {
    @TempDir
    Path folder;

    private final SampleRecords make = new SampleRecords(4);
    private final Bytes32 town = make.key();
    private LmdbStore store;
    private Follower follower;

    @BeforeEach
    void open() throws StoreFault {
        store = LmdbStore.open(new Settings(folder, 1 << 28, 50));
        follower = store.follow();
    }

    @AfterEach
    void close() {
        follower.close();
        store.close();
    }

    private void commit() throws StoreFault {
        for (Store.Group group = store.take(); group != null; group = store.take()) {
            group.commit();
            store.committed(group);
        }
        follower.hurry();
    }

    private SignedRecord put(SignedRecord record) {
        store.put(record);
        return record;
    }

    private List<Follower.Heard> all(long after, int page) {
        List<Follower.Heard> heard = new ArrayList<>();
        Follower.Page read;
        long next = after;
        do {
            read = follower.page(next, page);
            assertTrue(read.records().size() <= page);
            heard.addAll(read.records());
            next = read.next();
        } while (!read.done());
        return heard;
    }

    @Test
    void whatIsCommittedIsHeardInItsOrder() throws StoreFault {
        List<Bytes32> ids = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            ids.add(put(make.offer(town)).id());
            if (i % 70 == 0) {
                commit();
            }
        }
        assertEquals(281, all(0, 10).size(), "what is not committed is not heard");
        commit();
        assertEquals(ids, all(0, 7).stream().map(heard -> heard.envelope().id()).toList());
        List<Follower.Heard> behind = all(follower.page(0, 290).next(), 100);
        assertEquals(
                ids.subList(290, 300),
                behind.stream().map(heard -> heard.envelope().id()).toList());
    }

    @Test
    void aRevisionNamesTheEntryThatItReplaces() throws StoreFault {
        SignedRecord first = put(make.offer(town));
        put(make.offer(town));
        commit();
        long number = all(0, 10).get(0).number();
        put(make.revision(first, SampleRecords.START + 1, SampleRecords.START + 2000));
        put(make.withdrawal(make.offer(town)));
        commit();
        List<Follower.Heard> heard = all(number + 1, 10);
        assertEquals(
                List.of(number, 0L),
                heard.stream().map(Follower.Heard::replaced).toList());
    }

    @Test
    void aContentThatIsDroppedOrFilledInIsTold() throws StoreFault {
        SignedRecord record = put(make.offer(town));
        commit();
        long number = all(0, 10).get(0).number();
        assertNull(follower.edited());
        store.dropContent(record.id());
        commit();
        assertEquals(number, follower.edited());
        assertNull(follower.at(number).content());
        put(record);
        commit();
        assertEquals(number, follower.edited());
        assertArrayEquals(record.content(), follower.at(number).content());
        assertNull(follower.edited(), "each once");
    }

    @Test
    void whatAnOlderKeySignedIsToldOfWhenItLeaves() throws StoreFault {
        Bytes32 author = make.key();
        SignedRecord old =
                put(make.offer(author, town, SampleRecords.START, SampleRecords.START + 48 * Limits.HOUR_MILLIS));
        SignedRecord others = put(make.offer(town));
        commit();
        assertEquals(List.of(), follower.page(0, 10).left());
        long number = all(0, 10).get(0).number();
        store.retire(author, 1);
        commit();
        assertEquals(List.of(number), follower.page(number + 1, 10).left());
        assertNull(store.get(old.id()));
        assertEquals(others.id(), store.get(others.id()).id());
    }

    @Test
    void anEntryIsKnownAgainWhateverBecameOfIt() throws StoreFault {
        SignedRecord record = put(make.offer(town));
        commit();
        Bytes32 mark = follower.mark(1);
        store.expire(SampleRecords.START + 72 * Limits.HOUR_MILLIS);
        for (int i = 0; i < 200; i++) {
            put(make.offer(make.key(), town, SampleRecords.START, SampleRecords.START + 80 * Limits.HOUR_MILLIS));
            commit();
        }
        assertNull(store.get(record.id()));
        Bytes32 later = follower.mark(1);
        assertTrue(later == null || later.equals(mark));
        assertNotEquals(mark, follower.mark(2));
        assertNull(follower.mark(100_000));
        assertEquals(
                SampleRecords.START + 72 * Limits.HOUR_MILLIS,
                follower.page(0, 1).expiredTo());
    }

    @Test
    void onceItIsClosedNothingIsHeard() throws StoreFault {
        put(make.offer(town));
        commit();
        follower.close();
        assertTrue(follower.page(0, 10).done() && follower.page(0, 10).records().isEmpty());
        assertNull(follower.mark(1));
        assertNull(follower.at(1));
    }
}
