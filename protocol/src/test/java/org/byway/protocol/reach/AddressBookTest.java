package org.byway.protocol.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.byway.protocol.community.Address;
import org.byway.protocol.record.Bytes32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which of the addresses that were heard are dialled. */
class AddressBookTest {
    private static final Bytes32 OWN = new Bytes32(0, 0, 0, 1);
    private static final SortedMap<Bytes32, Bytes32> NOBODY = new TreeMap<>();

    private final SortedMap<Bytes32, Bytes32> named = new TreeMap<>();
    private AddressBook book;

    @BeforeEach
    void open() {
        book = book(List.of(), List.of(), false, 1);
    }

    private AddressBook book(List<Address> seeds, List<Address> anchors, boolean lan, long seed) {
        return new AddressBook(new Reaching(seeds, anchors, lan), OWN, new Random(seed));
    }

    private static Bytes32 node(int number) {
        return new Bytes32(2, 0, 0, number);
    }

    private static Bytes32 community(int number) {
        return new Bytes32(1, 0, 0, number);
    }

    private static Address at(int node, String host) {
        return new Address(node(node), host, 7400);
    }

    /** A node of that community, by its Charter. */
    private void name(int node, Bytes32 community) {
        named.put(node(node), community);
        book.mayDial(named);
    }

    @Test
    void onlyNodesThatACharterNamesAreDialledAndOnlyWhereTheyThemselvesSay() {
        name(1, community(1));
        assertTrue(book.heard(node(1), List.of(at(1, "93.184.1.1"), at(3, "93.184.1.3"))));
        assertFalse(book.heard(node(2), List.of(at(2, "93.184.1.2"))), "no Charter names it");
        assertEquals(Set.of(at(1, "93.184.1.1")), book.choose(NOBODY, 0));
        named.clear();
        book.mayDial(named);
        assertEquals(Set.of(), book.choose(NOBODY, 0), "the link has ended");
    }

    @Test
    void nobodyIsSentIntoALocalNetwork() {
        name(1, community(1));
        List<String> inside =
                List.of("127.0.0.1", "10.0.0.1", "100.64.0.1", "169.254.169.254", "::1", "fd00::1", "router", "127.1");
        for (String host : inside) {
            book.heard(node(1), List.of(at(1, host)));
            assertEquals(Set.of(), book.choose(NOBODY, 0), host);
        }
        book.heard(node(1), List.of(at(1, "market.example")));
        assertTrue(book.isOutsideOnly(book.choose(NOBODY, 0).first()), "nor by what a name stands for");

        book = book(List.of(), List.of(), true, 1);
        book.mayDial(named);
        book.heard(node(1), List.of(at(1, "10.0.0.1")));
        assertEquals(Set.of(at(1, "10.0.0.1")), book.choose(NOBODY, 0), "the host allows it");
    }

    @Test
    void whatIsFoundInTheLocalNetworkIsDialledOnceACharterNamesIt() {
        assertTrue(book.found(at(1, "192.168.1.7")));
        assertEquals(Set.of(), book.choose(NOBODY, 0));
        name(1, OWN);
        assertEquals(Set.of(at(1, "192.168.1.7")), book.choose(NOBODY, 0));
        assertFalse(book.isOutsideOnly(at(1, "192.168.1.7")));
    }

    @Test
    void ofAThousandAFewAreDrawnOverDistinctNetworks() {
        for (int seed = 1; seed <= 20; seed++) {
            book = book(List.of(), List.of(), false, seed);
            named.clear();
            for (int node = 1; node <= 1_000; node++) {
                named.put(node(node), community(node));
            }
            book.mayDial(named);
            for (int node = 1; node <= 1_000; node++) {
                // Nine of ten stand in one network.
                String host = node % 10 == 0 ? (node / 10 + 20) + ".5.0.1" : "93.184.7." + node % 200;
                book.heard(node(node), List.of(at(node, host)));
            }
            Set<Address> chosen = book.choose(NOBODY, 0);
            assertEquals(AddressBook.PICKS, chosen.size());
            assertEquals(
                    AddressBook.PICKS,
                    chosen.stream()
                            .map(each -> Whereabouts.network(each.host()))
                            .collect(Collectors.toSet())
                            .size());
            assertEquals(chosen, book.choose(NOBODY, 0), "they stay");
        }
    }

    @Test
    void whoIsSpokenWithOftenEnoughIsNotLookedFor() {
        for (int node = 1; node <= 3; node++) {
            name(node, community(1));
            book.heard(node(node), List.of(at(node, "93.184.1." + node)));
        }
        SortedMap<Bytes32, Bytes32> two = new TreeMap<>();
        two.put(node(1), community(1));
        two.put(node(2), community(1));
        assertEquals(Set.of(), book.choose(two, 0));
        two.remove(node(2));
        assertEquals(1, book.choose(two, 0).size());
    }

    @Test
    void whatFailsAgainAndAgainRestsAndAnotherIsTried() {
        name(1, community(1));
        book.heard(node(1), List.of(at(1, "93.184.1.1"), at(1, "8.8.4.4")));
        Address first = book.choose(NOBODY, 0).first();
        for (int i = 0; i < AddressBook.FAILURES; i++) {
            assertEquals(Set.of(first), book.choose(NOBODY, 0));
            book.failed(first, 0);
        }
        Address second = book.choose(NOBODY, 0).first();
        assertFalse(first.equals(second));
        for (int i = 0; i < AddressBook.FAILURES; i++) {
            book.failed(second, 1);
        }
        assertEquals(Set.of(), book.choose(NOBODY, 1));
        assertEquals(Set.of(first), book.choose(NOBODY, AddressBook.REST_MILLIS));
    }

    @Test
    void seedsAreForWhoHasNobody() {
        book = book(List.of(at(9, "10.0.0.9")), List.of(), false, 1);
        assertEquals(Set.of(at(9, "10.0.0.9")), book.choose(NOBODY, 0));
        SortedMap<Bytes32, Bytes32> one = new TreeMap<>();
        one.put(node(1), community(1));
        assertEquals(Set.of(), book.choose(one, 0));
    }

    @Test
    void anchorsLieInDistinctNetworksAndComeFirst() {
        for (int node = 1; node <= 9; node++) {
            name(node, community(node));
        }
        assertTrue(book.stands(at(1, "93.184.1.1")));
        assertFalse(book.stands(at(1, "93.184.1.1")));
        assertFalse(book.stands(at(2, "93.184.1.2")), "one network");
        assertFalse(book.stands(at(3, "10.0.0.3")), "a local one");
        for (int node = 4; node <= 6; node++) {
            assertTrue(book.stands(at(node, node + ".4.4.4")));
        }
        assertFalse(book.stands(at(7, "7.4.4.4")), "enough");
        List<Address> anchors = book.anchors();
        assertEquals(AddressBook.ANCHORS, anchors.size());

        book = book(List.of(), anchors, false, 3);
        book.mayDial(named);
        assertEquals(Set.copyOf(anchors), book.choose(NOBODY, 0), "nothing else is known after a start");
        for (int i = 1; i < AddressBook.FAILURES; i++) {
            assertFalse(book.failed(anchors.get(0), 0));
        }
        assertTrue(book.failed(anchors.get(0), 0), "forgotten as a good one");
        assertFalse(book.anchors().contains(anchors.get(0)));
    }

    @Test
    void noNeighbourFillsTheMemory() {
        for (int node = 1; node <= AddressBook.NODES + 10; node++) {
            named.put(node(node), community(1));
        }
        book.mayDial(named);
        for (int node = 1; node <= AddressBook.NODES + 10; node++) {
            int number = node;
            book.heard(
                    node(node),
                    IntStream.range(0, 16)
                            .mapToObj(i -> at(number, "93.184.1." + i))
                            .toList());
        }
        for (int node = 1; node <= 2 * AddressBook.FOUND; node++) {
            book.found(at(node, "192.168.0." + node % 200));
        }
        assertEquals(
                1, book.choose(NOBODY, 0).stream().map(Address::node).distinct().count() / AddressBook.ENOUGH);
    }
}
