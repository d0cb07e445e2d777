package org.byway.protocol.gossip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.byway.protocol.record.Bytes32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One node of a tree, with three neighbours: who gets records, who their ids, and how it mends what fails. */
class BroadcastTest {
    private static final Bytes32 TOWN = new Bytes32(9, 9, 9, 9);
    private static final Bytes32 SELF = node(100);
    private static final long PATIENCE_MILLIS = GossipLimits.LOOK_MILLIS * GossipLimits.PATIENCE_LOOKS;
    private static final Bytes32 A = node(1);
    private static final Bytes32 B = node(2);
    private static final Bytes32 C = node(3);

    private final Set<Bytes32> held = new HashSet<>();
    private final Gossip gossip = new Gossip(SELF, held::contains, new Random(3));
    private long now = 1_000_000;

    private static Bytes32 node(int number) {
        return new Bytes32(0, 0, 0, number);
    }

    private static Bytes32 id(long number) {
        return new Bytes32(1, 0, 0, number);
    }

    @BeforeEach
    void meet() {
        List.of(A, B, C).forEach(each -> handle(new GossipEvent.Up(TOWN, each)));
    }

    private List<GossipEffect> handle(GossipEvent event) {
        return gossip.handle(now, event);
    }

    private List<GossipEffect> came(Bytes32 from, int hops, Bytes32... ids) {
        held.addAll(List.of(ids));
        return handle(new GossipEvent.Came(TOWN, from, hops, List.of(ids)));
    }

    private List<GossipEffect> doubled(Bytes32 from, Bytes32... ids) {
        return handle(new GossipEvent.Doubled(TOWN, from, List.of(ids)));
    }

    private List<GossipEffect> announced(Bytes32 from, int hops, Bytes32... ids) {
        return handle(new GossipEvent.Announced(TOWN, from, hops, List.of(ids)));
    }

    private static GossipEffect push(Bytes32 to, int hops, Bytes32... ids) {
        return new GossipEffect.Push(TOWN, to, hops, List.of(ids));
    }

    private static GossipEffect announce(Bytes32 to, int hops, Bytes32... ids) {
        return new GossipEffect.Announce(TOWN, to, hops, List.of(ids));
    }

    private static GossipEffect graft(Bytes32 to, Bytes32... ids) {
        return new GossipEffect.Graft(TOWN, to, List.of(ids));
    }

    private static GossipEffect prune(Bytes32 to) {
        return new GossipEffect.Prune(TOWN, to);
    }

    /** Lets time pass, looking as often as it asks to. */
    private List<GossipEffect> pass(long millis) {
        List<GossipEffect> all = new ArrayList<>();
        for (long end = now + millis; now < end; now += GossipLimits.LOOK_MILLIS) {
            gossip.look(now).stream()
                    .filter(effect -> !(effect instanceof GossipEffect.Look))
                    .forEach(all::add);
        }
        return all;
    }

    @Test
    void newNeighboursGetEverythingButWhatTheyBrought() {
        assertEquals(List.of(push(A, 1, id(1)), push(B, 1, id(1)), push(C, 1, id(1))), came(null, 0, id(1)));
        assertEquals(List.of(push(B, 3, id(2)), push(C, 3, id(2))), came(A, 2, id(2)));
    }

    @Test
    void whoBringsWhatAnotherBroughtGetsIdsFromThenOn() {
        came(A, 1, id(1));
        assertEquals(List.of(prune(B)), doubled(B, id(1)));
        assertEquals(List.of(push(C, 2, id(2)), announce(B, 2, id(2))), came(A, 1, id(2)));
    }

    @Test
    void whoIsAskedForIdsSendsNoRecords() {
        handle(new GossipEvent.Pruned(TOWN, C));
        assertEquals(List.of(push(B, 2, id(1)), announce(C, 2, id(1))), came(A, 1, id(1)));
        handle(new GossipEvent.Grafted(TOWN, C, List.of()));
        assertEquals(List.of(push(B, 2, id(2)), push(C, 2, id(2))), came(A, 1, id(2)));
    }

    @Test
    void aCopySaysNothingWhereRepairBroughtTheFirstOne() {
        came(A, 0, id(1));
        assertEquals(List.of(), doubled(B, id(1)));
        assertEquals(List.of(), doubled(B, id(77)), "nor where it is not remembered how it came");
        came(A, 1, id(2));
        assertEquals(List.of(), doubled(A, id(2)), "nor where the same node brings it twice");
    }

    @Test
    void ofWhatRepairBroughtTheOthersAreToldAndTheTreeStaysAsItIs() {
        handle(new GossipEvent.Pruned(TOWN, C));
        assertEquals(List.of(announce(B, 0, id(1)), announce(C, 0, id(1))), came(A, 0, id(1)));
        announced(C, 0, id(2));
        assertEquals(
                List.of(new GossipEffect.Want(TOWN, C, List.of(id(2)))), pass(GossipLimits.LOOK_MILLIS), "at once");
        assertEquals(Set.of(C), gossip.lazy(TOWN));
    }

    @Test
    void whatIsBroughtAndRefusedIsAskedOfNobody() {
        announced(B, 2, id(1));
        handle(new GossipEvent.Refused(List.of(id(1))));
        assertEquals(List.of(), pass(5 * PATIENCE_MILLIS));
    }

    @Test
    void whatIsAnnouncedAndComesIsNotAskedFor() {
        announced(B, 2, id(1));
        came(A, 1, id(1));
        assertEquals(List.of(), pass(10_000));
        assertEquals(0, gossip.missing());
    }

    @Test
    void whatDoesNotComeIsAskedOfTheNearestAnnouncerAndThenOfTheOthers() {
        handle(new GossipEvent.Pruned(TOWN, B));
        handle(new GossipEvent.Pruned(TOWN, C));
        announced(C, 4, id(1));
        announced(B, 2, id(1));
        assertEquals(List.of(), pass(PATIENCE_MILLIS - GossipLimits.LOOK_MILLIS));
        assertEquals(List.of(graft(B, id(1))), pass(PATIENCE_MILLIS));
        assertTrue(gossip.eager(TOWN).contains(B));
        assertEquals(List.of(graft(C, id(1))), pass(PATIENCE_MILLIS));
        List<GossipEffect> end = pass(10 * PATIENCE_MILLIS);
        assertEquals(List.of(new GossipEffect.Blame(B, 1), new GossipEffect.Blame(C, 1)), end);
        assertEquals(0, gossip.missing());
    }

    /** Both announce something new so often, one nearer than the other; what each look asks for comes, or does not, from whom. */
    private List<GossipEffect> announceAgainAndAgain(int times, Bytes32 giver) {
        List<GossipEffect> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            announced(B, 1, id(100 + i));
            announced(C, 2, id(100 + i));
            all.addAll(pass(PATIENCE_MILLIS + GossipLimits.LOOK_MILLIS));
            handle(new GossipEvent.Brought(giver, List.of(id(100 + i))));
            came(giver, 2, id(100 + i));
            all.addAll(pass(GossipLimits.LOOK_MILLIS));
        }
        return all;
    }

    @Test
    void whoAnnouncesAndGivesNothingIsAskedLast() {
        handle(new GossipEvent.Pruned(TOWN, B));
        handle(new GossipEvent.Pruned(TOWN, C));
        announced(B, 1, id(1));
        announced(C, 2, id(1));
        assertEquals(List.of(graft(B, id(1))), pass(PATIENCE_MILLIS + GossipLimits.LOOK_MILLIS));
        assertEquals(List.of(graft(C, id(1))), pass(PATIENCE_MILLIS));
        handle(new GossipEvent.Brought(C, List.of(id(1))));
        came(C, 2, id(1));
        announced(B, 1, id(2));
        announced(C, 5, id(2));
        assertEquals(List.of(graft(C, id(2))), pass(PATIENCE_MILLIS + GossipLimits.LOOK_MILLIS));
    }

    @Test
    void whoGoesOnAnnouncingAndGivesNothingIsToldOf() {
        for (int i = 0; i < 2 * GossipLimits.UNANSWERED; i++) {
            announced(B, 1, id(100 + i));
            List<GossipEffect> all = pass(2 * PATIENCE_MILLIS);
            assertEquals(
                    i >= GossipLimits.UNANSWERED - 1,
                    all.contains(new GossipEffect.Unkept(B)),
                    i + " times asked in vain: " + all);
        }
        handle(new GossipEvent.Down(TOWN, B));
        assertEquals(List.of(), pass(PATIENCE_MILLIS), "it is forgotten with its session");
    }

    @Test
    void whoGivesIsToldOfByNobodyHoweverLate() {
        announceAgainAndAgain(GossipLimits.UNANSWERED - 2, C);
        for (int i = 0; i < 4 * GossipLimits.UNANSWERED; i++) {
            handle(new GossipEvent.Brought(B, List.of(id(100 + i))));
            assertEquals(
                    List.of(),
                    announceAgainAndAgain(1, B).stream()
                            .filter(GossipEffect.Unkept.class::isInstance)
                            .toList());
        }
    }

    @Test
    void whoGivesTakesThePlaceOfAnAnnouncerWhoDoesNot() {
        List<Bytes32> liars = LongStream.range(0, GossipLimits.ANNOUNCERS)
                .mapToObj(i -> node((int) (200 + i)))
                .toList();
        liars.forEach(each -> handle(new GossipEvent.Up(TOWN, each)));
        for (int i = 0; i < 2; i++) {
            Bytes32 lie = id(50 + i);
            liars.forEach(each -> announced(each, 1, lie));
            pass((GossipLimits.ANNOUNCERS + 1) * (PATIENCE_MILLIS + GossipLimits.LOOK_MILLIS));
        }
        handle(new GossipEvent.Pruned(TOWN, C));
        liars.forEach(each -> announced(each, 1, id(1)));
        announced(C, 7, id(1));
        assertTrue(pass(PATIENCE_MILLIS + GossipLimits.LOOK_MILLIS).contains(graft(C, id(1))));
    }

    @Test
    void whoIsGoneIsNotAsked() {
        announced(B, 2, id(1));
        announced(C, 3, id(1));
        handle(new GossipEvent.Down(TOWN, B));
        assertEquals(List.of(graft(C, id(1))), pass(PATIENCE_MILLIS + GossipLimits.LOOK_MILLIS));
    }

    @Test
    void whoAsksGetsWhatIsHereWithTheHopsThatItWouldHaveHad() {
        came(A, 4, id(1));
        came(null, 0, id(2));
        held.add(id(3));
        handle(new GossipEvent.Pruned(TOWN, C));
        List<GossipEffect> given = handle(new GossipEvent.Grafted(TOWN, C, List.of(id(1), id(2), id(3), id(4))));
        assertEquals(List.of(push(C, 0, id(3)), push(C, 1, id(2)), push(C, 5, id(1))), given);
    }

    @Test
    void aClearlyShorterWayTakesThePlaceOfTheOneInUse() {
        handle(new GossipEvent.Pruned(TOWN, B));
        came(A, 5, id(1));
        assertEquals(List.of(), announced(B, 5 - GossipLimits.SHORTER_HOPS + 1, id(1)));
        assertEquals(List.of(graft(B), prune(A)), announced(B, 5 - GossipLimits.SHORTER_HOPS, id(1)));
        assertEquals(List.of(), announced(B, 1, id(1)), "once for a record");
    }

    @Test
    void aShorterWayIsTakenTooWhereItsWordCameBeforeTheRecord() {
        handle(new GossipEvent.Pruned(TOWN, B));
        announced(B, 1, id(1));
        assertEquals(List.of(push(C, 6, id(1)), announce(B, 6, id(1)), graft(B), prune(A)), came(A, 5, id(1)));
    }

    @Test
    void strangersAreNotHeard() {
        Bytes32 stranger = node(50);
        announced(stranger, 1, id(1));
        handle(new GossipEvent.Grafted(TOWN, stranger, List.of()));
        came(A, 1, id(2));
        assertEquals(List.of(), doubled(stranger, id(2)));
        assertEquals(0, gossip.missing());
        assertEquals(Set.of(A, B, C), gossip.eager(TOWN));
    }

    @Test
    void whoAnnouncesWithoutEndIsNotRememberedWithoutEnd() {
        for (int i = 0; i < 100; i++) {
            long first = i * 2_000L;
            announced(
                    A,
                    1,
                    LongStream.range(first, first + 2_000)
                            .mapToObj(BroadcastTest::id)
                            .toArray(Bytes32[]::new));
        }
        assertEquals(GossipLimits.MISSING_OF_ONE, gossip.missing());
        announced(B, 1, id(10_000_000));
        assertEquals(GossipLimits.MISSING_OF_ONE + 1, gossip.missing(), "others have their own share");
        assertTrue(announced(A, 1, id(20_000_000)).contains(new GossipEffect.Behind(TOWN, A)), "sets are compared");
        List<GossipEffect> asked = pass(2 * PATIENCE_MILLIS);
        for (GossipEffect effect : asked) {
            assertTrue(
                    !(effect instanceof GossipEffect.Graft graft) || graft.ids().size() <= GossipLimits.IDS);
        }
        pass(20 * PATIENCE_MILLIS);
        assertEquals(0, gossip.missing());
    }
}
