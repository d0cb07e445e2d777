package org.byway.protocol.store;

import static org.byway.protocol.store.HeldRecords.assertHeld;
import static org.byway.protocol.store.HeldRecords.assertVouched;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store.Chunk;
import org.byway.protocol.store.Store.Counts;
import org.byway.protocol.store.Store.Group;
import org.byway.protocol.store.Store.Head;
import org.byway.protocol.store.Store.Page;
import org.byway.protocol.store.Store.Query;
import org.byway.protocol.sync.Bound;
import org.byway.protocol.sync.SyncSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store must hold to. A store's own test extends this and says how to open it and how it crashes. */
public abstract class StoreContract {
    protected static final long START = SampleRecords.START;
    protected static final long HOUR = Limits.HOUR_MILLIS;

    protected final SampleRecords make = new SampleRecords(7);
    protected final Bytes32 town = make.key();
    protected Store store;

    /** A new, empty store. */
    protected abstract Store open() throws Exception;

    /** Ends the store as a power cut would, and opens what is left. */
    protected abstract Store crash(Store running) throws Exception;

    @BeforeEach
    void begin() throws Exception {
        store = open();
    }

    @AfterEach
    void end() {
        store.close();
    }

    protected static void commit(Store store) throws StoreFault {
        for (Group group = store.take(); group != null; group = store.take()) {
            group.commit();
            store.committed(group);
        }
    }

    private SignedRecord put(SignedRecord record) {
        store.put(record);
        return record;
    }

    @Test
    void whatIsStagedIsReadAtOnceAndStaysWhenCommitted() throws Exception {
        SignedRecord offer = put(make.offer(town));
        assertReads(offer);
        assertWritten(false, offer);
        Group group = store.take();
        assertEquals(1, group.records());
        assertReads(offer);
        assertWritten(false, offer);
        group.commit();
        assertReads(offer);
        store.committed(group);
        assertReads(offer);
        assertWritten(true, offer);
        assertNull(store.take());
        store = crash(store);
        assertReads(offer);
        assertWritten(true, offer);
    }

    private void assertWritten(boolean written, SignedRecord offer) {
        assertEquals(written, store.written(offer.id()));
        assertEquals(written ? List.of(offer.id()) : List.of(), scan(town, 1 << 20, 100));
    }

    private void assertReads(SignedRecord offer) {
        assertTrue(store.knows(offer.id()));
        assertHeld(offer, store.get(offer.id()));
        Head head = store.head(offer.envelope().author(), offer.envelope().lineage());
        assertEquals(new Head(offer.id(), 0, false, 0, offer.envelope().expires(), true), head);
        assertEquals(1, store.set(town, 0).size());
        assertEquals(List.of(town), store.communities());
        assertEquals(new Counts(1, 0, 1), store.counts(START));
        assertEquals(List.of(offer.id()), ids(store.list(query(0, 10, null)).records()));
    }

    @Test
    void anEmptyStoreAnswersWithNothing() {
        assertFalse(store.knows(town));
        assertNull(store.get(town));
        assertNull(store.head(town, town));
        assertEquals(0, store.set(town, 0).size());
        assertNull(store.set(town, 0).at(Bound.START, 0));
        assertEquals(new Chunk(List.of(), 0, true), store.scan(town, 0, 1, 1));
        assertEquals(new Page(List.of(), null), store.list(query(0, 10, null)));
        assertEquals(new Counts(0, 0, 0), store.counts(START));
        assertEquals(List.of(), store.communities());
        assertEquals(0, store.expiredTo());
        assertNull(store.take());
    }

    @Test
    void aCrashDropsWhatWasNotCommittedAndOnlyThat() throws Exception {
        SignedRecord kept = put(make.offer(town));
        commit(store);
        SignedRecord taken = put(make.offer(town));
        assertNotNull(store.take());
        SignedRecord staged = put(make.offer(town));
        store = crash(store);
        assertReads(kept);
        assertFalse(store.knows(taken.id()));
        assertFalse(store.knows(staged.id()));
        put(taken);
        commit(store);
        assertEquals(2, store.set(town, 0).size());
    }

    @Test
    void groupsAreNumberedFromOneAndCountTheirRecords() throws Exception {
        put(make.offer(town));
        put(make.offer(town));
        Group first = store.take();
        put(make.offer(town));
        Group second = store.take();
        assertEquals(List.of(1L, 2L), List.of(first.number(), second.number()));
        assertEquals(List.of(2, 1), List.of(first.records(), second.records()));
        first.commit();
        second.commit();
        store.committed(first);
        store.committed(second);
        assertEquals(3, store.set(town, 0).size());
    }

    @Test
    void aRevisionTakesThePlaceOfTheOneBefore() throws Exception {
        SignedRecord old = put(make.offer(town));
        commit(store);
        SignedRecord revised = put(make.revision(old, START + 1000, START + 40 * HOUR));
        for (int round = 0; round < 2; round++) {
            assertTrue(store.knows(old.id()), "what lost must not be fetched again");
            assertNull(store.get(old.id()));
            Head head = store.head(old.envelope().author(), old.envelope().lineage());
            assertEquals(new Head(revised.id(), 0, false, 1, START + 40 * HOUR, true), head);
            assertEquals(List.of(revised.id()), itemIds(store.set(town, 0)));
            assertEquals(
                    List.of(revised.id()), ids(store.list(query(0, 10, null)).records()));
            assertFalse(store.written(old.id()));
            assertWritten(round > 0, revised);
            commit(store);
            store = crash(store);
        }
    }

    @Test
    void whatLostIsRememberedUntilItsHorizonAnd900Seconds() throws Exception {
        SignedRecord loser = make.offer(make.key(), town, START, START + HOUR);
        SignedRecord replaced = put(make.offer(make.key(), town, START, START + HOUR));
        put(make.revision(replaced, START + 1000, START + HOUR));
        store.lose(loser);
        store.lose(loser);
        commit(store);
        store = crash(store);
        store.expire(START + HOUR);
        commit(store);
        assertTrue(store.knows(loser.id()));
        assertTrue(store.knows(replaced.id()));
        assertNull(store.get(loser.id()));
        assertNull(store.head(loser.envelope().author(), loser.envelope().lineage()));
        store.expire(START + 2 * HOUR);
        commit(store);
        assertFalse(store.knows(loser.id()));
        assertFalse(store.knows(replaced.id()));
    }

    @Test
    void losingWhatIsHeldChangesNothing() {
        SignedRecord offer = put(make.offer(town));
        store.lose(offer);
        assertReads(offer);
    }

    @Test
    void aHeadMayStayWithoutItsContentAndHaveItFilledInAgain() throws Exception {
        SignedRecord offer = put(make.offer(town));
        commit(store);
        store.dropContent(offer.id());
        for (int round = 0; round < 2; round++) {
            assertHeld(offer.withoutContent(), store.get(offer.id()));
            assertEquals(1, store.set(town, 0).size());
            assertWritten(round > 0, offer);
            commit(store);
            store = crash(store);
        }
        put(offer);
        assertReads(offer);
        assertWritten(false, offer);
        commit(store);
        store = crash(store);
        assertReads(offer);
        assertWritten(true, offer);
    }

    @Test
    void aBareHeadIsHeldAndItsContentMayComeLater() throws Exception {
        SignedRecord offer = make.offer(town);
        put(offer.withoutContent());
        assertTrue(store.knows(offer.id()));
        assertHeld(offer.withoutContent(), store.get(offer.id()));
        put(offer);
        commit(store);
        assertReads(offer);
        put(offer.withoutContent());
        assertReads(offer);
    }

    @Test
    void anExpiredHeadLeavesItsFloorUntilTheHorizonAnd900Seconds() throws Exception {
        Bytes32 lineage = make.lineage(START + 3 * HOUR);
        Bytes32 author = make.key();
        SignedRecord offer = put(make.record(author, town, Kind.OFFER, lineage, null, START, START + HOUR));
        commit(store);
        store.expire(START + HOUR);
        assertEquals(START + HOUR, store.expiredTo());
        for (int round = 0; round < 2; round++) {
            assertNull(store.get(offer.id()));
            assertTrue(store.knows(offer.id()));
            assertEquals(new Head(offer.id(), 0, false, 0, START + HOUR, false), store.head(author, lineage));
            assertEquals(0, store.set(town, 0).size());
            assertEquals(List.of(), store.communities());
            assertEquals(List.of(), store.list(query(0, 10, null)).records());
            assertEquals(List.of(), store.scan(town, 0, 1 << 20, 100).records());
            assertEquals(new Counts(0, 0, 0), store.counts(START));
            commit(store);
            store = crash(store);
            assertEquals(START + HOUR, store.expiredTo());
        }
        store.expire(START + 4 * HOUR);
        commit(store);
        store = crash(store);
        assertNull(store.head(author, lineage));
        assertFalse(store.knows(offer.id()));
    }

    @Test
    void aLaterRevisionTakesOverFromAFloor() throws Exception {
        Bytes32 lineage = make.lineage(START + 9 * HOUR);
        SignedRecord old = put(make.record(make.key(), town, Kind.OFFER, lineage, null, START, START + HOUR));
        store.expire(START + HOUR);
        commit(store);
        SignedRecord revised = put(make.revision(old, START + 1000, START + 2 * HOUR));
        commit(store);
        store = crash(store);
        assertEquals(revised.id(), store.head(old.envelope().author(), lineage).id());
        assertTrue(store.knows(old.id()));
        store.expire(START + 10 * HOUR);
        commit(store);
        assertFalse(store.knows(old.id()));
        assertFalse(store.knows(revised.id()));
        assertNull(store.head(old.envelope().author(), lineage));
    }

    @Test
    void aWithdrawalIsAHeadThatIsNeitherCountedNorListedAmongAll() throws Exception {
        SignedRecord offer = put(make.offer(town));
        SignedRecord withdrawal = put(make.withdrawal(offer));
        commit(store);
        assertTrue(store.head(offer.envelope().author(), offer.envelope().lineage())
                .withdrawn());
        assertEquals(new Counts(0, 0, 0), store.counts(START));
        assertEquals(List.of(), store.list(query(0, 10, null)).records());
        assertEquals(
                List.of(withdrawal.id()),
                ids(store.list(query(withdrawal.envelope().kind(), 10, null)).records()));
        assertEquals(List.of(withdrawal.id()), itemIds(store.set(town, 0)));
    }

    @Test
    void aFirstCharterBelongsToTheCommunityThatItFounds() throws Exception {
        SignedRecord charter = put(make.charter());
        commit(store);
        store = crash(store);
        assertEquals(List.of(charter.id()), store.communities());
        assertEquals(List.of(charter.id()), itemIds(store.set(charter.id(), 0)));
        assertHeld(charter, store.get(charter.id()));
        store.expire(START + 24_000 * HOUR);
        assertHeld(charter, store.get(charter.id()));
    }

    @Test
    void aSetLeavesOutWhatExpiresAtOrBeforeItsCutoff() throws Exception {
        List<SignedRecord> offers = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            offers.add(put(make.offer(make.key(), town, START + i, START + i * HOUR)));
            if (i == 3) {
                commit(store);
            }
        }
        store.expire(START + HOUR);
        assertEquals(5, store.set(town, 0).size());
        assertEquals(3, store.set(town, START + 3 * HOUR).size());
        assertEquals(3, store.set(town, START + 3 * HOUR + 1).size());
        SyncSet set = store.set(town, START + 4 * HOUR);
        List<Bytes32> left = offers.stream()
                .filter(offer -> offer.envelope().expires() > START + 4 * HOUR)
                .map(SignedRecord::id)
                .sorted()
                .toList();
        assertEquals(left, itemIds(set));
        assertEquals(left.get(1), set.at(Bound.START, 1).id());
        assertEquals(2, set.aggregate(Bound.START, Bound.END).count());
        assertEquals(5, store.set(town, 0).size());
    }

    @Test
    void countsLeaveOutWhatHasExpiredBetweenTwoHours() throws Exception {
        put(make.offer(make.key(), town, START, START + 1000));
        put(make.offer(make.key(), town, START, START + 2000));
        commit(store);
        assertEquals(2, store.counts(START + 999).offers());
        assertEquals(1, store.counts(START + 1000).offers());
        assertEquals(0, store.counts(START + 2000).offers());
        assertEquals(2, store.counts(START).offers());
    }

    @Test
    void aListIsNewestFirstAndGoesOnFromItsCursor() throws Exception {
        Bytes32 city = make.key();
        Bytes32 author = make.key();
        List<SignedRecord> offers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Bytes32 home = i % 4 == 0 ? city : town;
            offers.add(put(make.offer(i % 3 == 0 ? author : make.key(), home, START + i / 3, START + 48 * HOUR)));
            if (i % 7 == 0) {
                commit(store);
            }
        }
        offers.sort(Comparator.comparing(offer -> Cursor.of(offer.envelope())));
        assertListed(offers, null, null);
        assertListed(offers, author, null);
        assertListed(offers, null, city);
        assertListed(offers, author, town);
        assertListed(offers, make.key(), null);
    }

    private void assertListed(List<SignedRecord> sorted, Bytes32 author, Bytes32 community) {
        List<Bytes32> listed = new ArrayList<>();
        String cursor = null;
        do {
            Page page = store.list(new Query(START, 6, author, community, 4, cursor));
            assertTrue(page.records().size() <= 4);
            listed.addAll(ids(page.records()));
            cursor = page.next();
        } while (cursor != null);
        Query all = new Query(START, 6, author, community, 4, null);
        assertEquals(
                ids(sorted.stream()
                        .filter(offer -> Listing.wants(all, offer.envelope()))
                        .toList()),
                listed);
    }

    @Test
    void aListRefusesACursorThatIsNone() {
        assertThrows(IllegalStateException.class, () -> store.list(query(0, 1, "12-zz")));
    }

    @Test
    void aScanReadsInOrderOfArrivalWithinItsLimits() throws Exception {
        Bytes32 city = make.key();
        List<SignedRecord> offers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            SignedRecord offer = put(make.offer(i % 3 == 0 ? city : town));
            if (i % 3 != 0 && i <= 20) {
                offers.add(offer);
            }
            if (i == 20) {
                commit(store);
            }
        }
        assertEquals(ids(offers), scan(town, 1 << 20, 3));
        assertEquals(ids(offers), scan(town, 1, 100));
        assertEquals(ids(offers), scan(town, 2 * offers.get(0).sizeBytes() + 10, 100));
        Chunk end = store.scan(town, Long.MAX_VALUE - 1, 1, 1);
        assertTrue(end.done() && end.records().isEmpty());
    }

    private List<Bytes32> scan(Bytes32 community, int maxBytes, int maxRecords) {
        List<Bytes32> scanned = new ArrayList<>();
        Chunk chunk = new Chunk(List.of(), 0, false);
        while (!chunk.done()) {
            chunk = store.scan(community, chunk.next(), maxBytes, maxRecords);
            assertTrue(chunk.records().size() <= maxRecords);
            scanned.addAll(ids(chunk.records()));
        }
        return scanned;
    }

    @Test
    void recordsSealedTogetherComeBackWithWhatVouchesForThem() throws Exception {
        List<SignedRecord> batch = batch(100, START);
        batch.forEach(store::put);
        commit(store);
        store = crash(store);
        batch.forEach(record -> assertHeld(record, store.get(record.id())));
        List<SignedRecord> scanned = store.scan(town, 0, 1 << 20, 1000).records();
        assertEquals(100, scanned.size());
        for (SignedRecord record : scanned) {
            assertVouched(record);
            assertSame(scanned.get(0).seal(), record.seal(), "what was sealed together travels together");
            assertSame(scanned.get(0).postmark(), record.postmark());
        }
    }

    private List<SignedRecord> batch(int size, long start) {
        Bytes32 author = make.key();
        List<SignedRecord> offers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            offers.add(make.offer(author, town, start, start + (i % 2 == 0 ? 1 : 48) * HOUR));
        }
        return make.together(offers);
    }

    @Test
    void partsOfOneTreeThatComeApartAreKeptAsOne() throws Exception {
        List<SignedRecord> batch = batch(20, START);
        SampleRecords.only(batch, 3, 4, 9).forEach(store::put);
        commit(store);
        store = crash(store);
        SampleRecords.only(batch, 0, 5, 19).forEach(store::put);
        assertVouched(store.get(batch.get(3).id()));
        commit(store);
        for (int place : new int[] {3, 4, 9, 0, 5, 19}) {
            assertHeld(batch.get(place), store.get(batch.get(place).id()));
        }
        batch.forEach(store::put);
        commit(store);
        store = crash(store);
        batch.forEach(record -> assertHeld(record, store.get(record.id())));
    }

    @Test
    void aTreeVouchesForItsLivingMembersAfterOthersHaveGone() throws Exception {
        List<SignedRecord> batch = batch(30, START);
        batch.forEach(store::put);
        commit(store);
        store.expire(START + HOUR);
        commit(store);
        store = crash(store);
        for (int i = 0; i < batch.size(); i++) {
            SignedRecord kept = store.get(batch.get(i).id());
            if (i % 2 == 0) {
                assertNull(kept);
            } else {
                assertHeld(batch.get(i), kept);
            }
        }
        store.expire(START + 48 * HOUR);
        commit(store);
        assertNull(store.get(batch.get(1).id()));
        List<SignedRecord> again = batch(3, START + 48 * HOUR);
        again.forEach(store::put);
        commit(store);
        again.forEach(record -> assertHeld(record, store.get(record.id())));
    }

    protected Query query(int kind, int limit, String cursor) {
        return new Query(START, kind, null, null, limit, cursor);
    }

    protected static List<Bytes32> ids(List<SignedRecord> records) {
        return records.stream().map(SignedRecord::id).toList();
    }

    protected static List<Bytes32> itemIds(SyncSet set) {
        return set.items(Bound.START, Bound.END, Integer.MAX_VALUE).stream()
                .map(item -> item.id())
                .toList();
    }
}
