package org.byway.server.interest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.byway.protocol.interest.Interest;
import org.byway.protocol.interest.Owner;
import org.byway.protocol.interest.Position;
import org.byway.protocol.market.Samples;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.SignedRecord;
import org.byway.server.http.InterestService.Announcement;
import org.byway.server.http.InterestService.Wanted;
import org.byway.server.http.InterestService.Why;
import org.byway.server.interest.AnnouncedStore.Listener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told to whom, once, and from where to go on; and that interests outlive a crash. */
class AnnouncerTest {
    private static final Owner ANNA = new Owner.Persona(Samples.TOWN);
    private static final Owner BEN = new Owner.Persona(Samples.VILLAGE);

    @TempDir
    Path folder;

    private AnnouncedStore store;

    @BeforeEach
    void open() throws Exception {
        store = new AnnouncedStore(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whoListensIsToldWhatFitsInTheOrderOfItsArrival() throws Exception {
        store.post(store.offer("Bread from before"));
        Listener bread = store.listen("bread", null);
        store.post(store.offer("Table"), store.offer("Bread 1"));
        store.post(store.offer("Bread 2"));
        assertEquals(List.of("Bread 1", "Bread 2"), bread.titles(2));
    }

    @Test
    void aRevisionThatFitsNowIsTold() throws Exception {
        SignedRecord cake = store.offer("Cake");
        store.post(cake);
        Listener bread = store.listen("bread", null);
        store.post(store.revision(cake, "Bread after all"));
        assertEquals(List.of("Bread after all"), bread.titles(1));
    }

    @Test
    void whatWasReplacedTakenBackOrHasExpiredMeanwhileIsNotTold() throws Exception {
        SignedRecord revised = store.offer("Bread before its revision");
        SignedRecord gone = store.offer("Bread that is sold");
        store.post(revised, gone, store.offer("Bread that stays"));
        store.post(store.withdrawal(gone));
        store.post(store.revision(revised, "Bread revised"));
        assertEquals(
                List.of("Bread that stays", "Bread revised"),
                store.listen("bread", Position.START).titles(2));
        store.post(store.offer("Bread that lasts", 9));
        store.clock(Samples.NOW + 3 * Limits.DAY_MILLIS);
        assertEquals(
                List.of("Bread that lasts"),
                store.listen("bread", Position.START).titles(1));
    }

    @Test
    void nothingIsLostAndNothingDoubledWhereverSomebodyLeft() throws Exception {
        store.add("kind", "offers", "q", "bread");
        store.add("kind", "offers", "q", "rye");
        for (int i = 0; i < 3; i++) {
            store.post(store.offer("Rye bread " + i), store.offer("Table"));
        }
        List<String> all = store.listen(null, Position.START).titles(6);
        assertEquals("Rye bread 0 for 1", all.get(0));
        assertEquals("Rye bread 0 for 2", all.get(1));
        Position last = Position.START;
        for (String each : all) {
            Listener one = store.listen(null, last);
            Announcement next = one.next();
            one.leave();
            last = next.position();
            Announcement.Matched matched = (Announcement.Matched) next;
            assertEquals(each, matched.hit().title() + " for " + matched.interest());
            assertEquals(last, Position.parse(last.text()).orThrow());
        }
    }

    @Test
    void whoHasNoRoomIsToldTheRestLaterAndHoldsUpNobody() throws Exception {
        Listener slow = store.listen("bread", null);
        slow.room(2);
        Listener quick = store.listen("bread", null);
        for (int i = 0; i < 5; i++) {
            store.post(store.offer("Bread " + i));
        }
        assertEquals(5, quick.titles(5).size());
        assertEquals(List.of("Bread 0", "Bread 1"), slow.titles(2));
        assertEquals(0, slow.waiting());
        slow.room(100);
        assertEquals(List.of("Bread 2", "Bread 3", "Bread 4"), slow.titles(3));
    }

    @Test
    void thoseWhoAreBehindAreToldTheirOwnOnceAlthoughTheyShareWhatIsRead() throws Exception {
        Interest ofAnna = store.tryAdd(ANNA, "kind", "offers", "q", "bread").orThrow();
        Interest ofBen = store.tryAdd(BEN, "kind", "offers", "q", "cake").orThrow();
        for (int i = 0; i < 400; i++) {
            store.post(store.offer("Bread and cake " + i));
        }
        Listener first = store.listenTo(new Wanted.Own(ANNA), Position.START);
        first.titles(150);
        Position middle = first.last();
        List<Listener> annas = new ArrayList<>();
        List<Listener> bens = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            annas.add(store.listenTo(new Wanted.Own(ANNA), middle));
            bens.add(store.listenTo(new Wanted.Own(BEN), Position.START));
        }
        Listener asking = store.listen("cake", Position.START);
        List<String> all =
                IntStream.range(0, 400).mapToObj(i -> "Bread and cake " + i).toList();
        for (Listener ben : bens) {
            assertEquals(
                    all.stream().map(each -> each + " for " + ofBen.number()).toList(), ben.titles(400));
        }
        assertEquals(all, asking.titles(400));
        store.post(store.offer("Bread at last"));
        List<String> rest = new ArrayList<>(all.subList((int) middle.entry(), 400));
        rest.add("Bread at last");
        for (Listener anna : annas) {
            assertEquals(
                    rest.stream().map(each -> each + " for " + ofAnna.number()).toList(), anna.titles(rest.size()));
        }
    }

    @Test
    void aPlaceThatIsNotOfThisStoreIsTold() throws Exception {
        store.post(store.offer("Bread"));
        for (String other : List.of("77-0badcafe", "1-0badcafe")) {
            Position asked = Position.parse(other).orThrow();
            Listener listener = store.listen("bread", asked);
            Announcement.Gap gap = assertInstanceOf(Announcement.Gap.class, listener.next());
            assertEquals(Why.OTHER_STORE, gap.why());
            assertEquals(asked, gap.asked());
            assertTrue(gap.position().entry() >= 1, "it goes on from now");
            store.post(store.offer("Bread since"));
            assertEquals(List.of("Bread since"), listener.titles(1));
        }
    }

    @Test
    void interestsOutliveTheProcessAndAreToldOnWhereTheyStood() throws Exception {
        store.post(store.offer("Bread from before"));
        Interest bread = store.add("kind", "offers", "q", "bread", "near", "48.1,11.5");
        Interest rye = store.add("kind", "offers", "q", "rye");
        Interest gone = store.add("kind", "offers", "q", "cake");
        assertTrue(store.remove(Owner.HOME, gone.number()));
        Listener listener = store.listen(null, null);
        store.post(store.offer("Rye 1"));
        listener.titles(1);
        Position last = listener.last();
        store.post(store.offer("Rye 2"));
        store.close();
        assertTrue(listener.hasEnded());
        store.open();
        assertEquals(List.of(bread, rye), store.interests(Owner.HOME));
        assertEquals(List.of("Rye 2 for 2"), store.listen(null, last).titles(1));
        assertEquals(4, store.add("kind", "offers", "q", "cake").number(), "no number is used twice");
    }

    @Test
    void aLineThatACrashToreIsCutOff() throws Exception {
        Interest bread = store.add("kind", "offers", "q", "bread");
        store.close();
        Path file = folder.resolve("interests");
        Files.writeString(file, "{\"add\":2,\"owner\":\"ho", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        store.open();
        assertEquals(List.of(bread), store.interests(Owner.HOME));
        assertEquals(2, store.add("kind", "offers", "q", "rye").number());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Stream<String> lines = Files.lines(file)) {
            assertEquals(3, lines.count(), "the next number and two interests");
        }
    }

    @Test
    void interestsOfAnotherStoreBeginNow() throws Exception {
        store.post(store.offer("Table"), store.offer("Chair"));
        store.add("kind", "offers", "q", "bread");
        store.close();
        Path other = folder.resolve("other");
        Files.createDirectories(other);
        Files.copy(folder.resolve("interests"), other.resolve("interests"));
        store = new AnnouncedStore(other);
        store.post(store.offer("Bread"));
        assertEquals(List.of("Bread for 1"), store.listen(null, Position.START).titles(1));
        Position told = store.listen(null, null).last();
        store.post(store.offer("Cake"), store.offer("Bread that nobody heard of"));
        store.close();
        store.open();
        assertEquals(
                List.of("Bread that nobody heard of for 1"),
                store.listen(null, told).titles(1),
                "it began anew once, not with every start");
    }

    @Test
    void everybodyHasTheirOwn() throws Exception {
        Interest ofAnna = store.tryAdd(ANNA, "kind", "offers", "q", "bread").orThrow();
        Listener anna = store.listenTo(new Wanted.Own(ANNA), null);
        Listener ben = store.listenTo(new Wanted.Own(BEN), null);
        assertEquals(List.of(), store.interests(BEN));
        assertFalse(store.remove(BEN, ofAnna.number()));
        assertFalse(store.remove(Owner.HOME, ofAnna.number()));
        Interest ofBen = store.tryAdd(BEN, "kind", "offers", "q", "cake").orThrow();
        store.post(store.offer("Bread"), store.offer("Cake"));
        assertEquals(List.of("Bread for " + ofAnna.number()), anna.titles(1));
        assertEquals(List.of("Cake for " + ofBen.number()), ben.titles(1));
    }

    @Test
    void interestsAreBounded() {
        for (int i = 0; i < Registry.MOST_OF_A_PERSONA; i++) {
            store.tryAdd(ANNA, "kind", "offers", "q", "bread").orThrow();
        }
        assertInstanceOf(Checked.Refused.class, store.tryAdd(ANNA, "kind", "offers", "q", "bread"));
        for (int i = 0; i < Registry.MOST_BROAD; i++) {
            store.add("kind", "offers", "currency", "EUR");
        }
        assertInstanceOf(Checked.Refused.class, store.tryAdd(Owner.HOME, "kind", "offers", "currency", "EUR"));
        store.add("kind", "offers", "q", "bread");
    }
}
