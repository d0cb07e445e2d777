package org.byway.protocol.gossip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.byway.protocol.record.Bytes32;
import org.junit.jupiter.api.Test;

/** Views of many nodes that hear each other at once: who joins, who goes, and what is left after many failed. */
class MembershipTest {
    private static final Bytes32 TOWN = new Bytes32(9, 9, 9, 9);

    private record Said(int from, int to, ViewMessage message) {}

    private final List<Gossip> nodes = new ArrayList<>();
    private final Set<Integer> down = new HashSet<>();
    private final ArrayDeque<Said> underWay = new ArrayDeque<>();
    private final List<Integer> alone = new ArrayList<>();

    private static Bytes32 key(int number) {
        return new Bytes32(0, 0, 0, number);
    }

    private static int number(Bytes32 key) {
        return (int) key.d();
    }

    private void handle(int node, GossipEvent event) {
        for (GossipEffect effect : nodes.get(node).handle(0, event)) {
            if (effect instanceof GossipEffect.Say(Bytes32 community, Bytes32 to, ViewMessage message)) {
                underWay.add(new Said(node, number(to), message));
            } else if (effect instanceof GossipEffect.Alone) {
                alone.add(node);
            }
        }
    }

    private void rest() {
        int said = 0;
        while (!underWay.isEmpty()) {
            assertTrue(++said < 1_000_000, "they never stop talking");
            Said each = underWay.poll();
            if (down.contains(each.to())) {
                handle(each.from(), new GossipEvent.Failed(TOWN, key(each.to())));
            } else if (!down.contains(each.from())) {
                handle(each.to(), new GossipEvent.Heard(TOWN, key(each.from()), each.message()));
            }
        }
    }

    private void found(int count) {
        Random random = new Random(count);
        for (int i = 0; i < count; i++) {
            nodes.add(new Gossip(key(i), id -> false, new Random(i)));
            handle(i, new GossipEvent.Entered(TOWN, i == 0 ? null : key(random.nextInt(i))));
            rest();
        }
    }

    private void turn(int times) {
        for (int time = 0; time < times; time++) {
            for (int i = 0; i < nodes.size(); i++) {
                if (!down.contains(i)) {
                    handle(i, new GossipEvent.Turned(TOWN));
                    rest();
                }
            }
        }
    }

    private List<Bytes32> active(int node) {
        return nodes.get(node).active(TOWN);
    }

    private IntStream live() {
        return IntStream.range(0, nodes.size()).filter(each -> !down.contains(each));
    }

    /** How many can be come to from one of them along neighbours. */
    private int connected() {
        Set<Integer> seen = new HashSet<>();
        ArrayDeque<Integer> next = new ArrayDeque<>();
        next.add(live().findFirst().orElseThrow());
        while (!next.isEmpty()) {
            int node = next.poll();
            if (seen.add(node)) {
                active(node).forEach(each -> next.add(number(each)));
            }
        }
        return seen.size();
    }

    private void assertMutual() {
        live().forEach(node -> active(node).forEach(other -> {
            assertFalse(down.contains(number(other)), node + " keeps one that is gone");
            assertTrue(active(number(other)).contains(key(node)), node + " and " + other.d() + " do not agree");
        }));
    }

    @Test
    void fewerThanFiftyAreAllNeighboursOfAll() {
        found(40);
        turn(3);
        assertMutual();
        live().forEach(node -> assertEquals(39, active(node).size(), "node " + node));
    }

    @Test
    void manyHaveFewNeighboursEachAndAreOneWhole() {
        found(400);
        turn(40);
        assertMutual();
        assertEquals(400, connected());
        live().forEach(node -> {
            assertTrue(active(node).size() <= GossipLimits.ACTIVE, node + " has too many neighbours");
            assertTrue(nodes.get(node).passive(TOWN).size() <= GossipLimits.PASSIVE);
            assertFalse(active(node).contains(key(node)));
            assertFalse(nodes.get(node).passive(TOWN).contains(key(node)));
        });
    }

    @Test
    void whenMostFailTheRestComesTogetherAgain() {
        found(400);
        turn(40);
        IntStream.range(0, 400).filter(each -> each % 5 != 0).forEach(down::add);
        live().forEach(node -> active(node).forEach(other -> {
            if (down.contains(number(other))) {
                handle(node, new GossipEvent.Failed(TOWN, other));
            }
        }));
        rest();
        turn(3);
        assertMutual();
        assertEquals(80, connected());
    }

    @Test
    void whoIsLeftAloneSaysSo() {
        found(2);
        down.add(0);
        handle(1, new GossipEvent.Failed(TOWN, key(0)));
        assertEquals(List.of(1), alone);
        assertEquals(List.of(), active(1));
    }

    @Test
    void nobodyBecomesANeighbourByAcceptingWhatWasNotAsked() {
        found(3);
        handle(0, new GossipEvent.Heard(TOWN, key(77), new ViewMessage.Accept()));
        assertFalse(active(0).contains(key(77)));
    }

    @Test
    void whatOthersTellIsBounded() {
        found(1);
        for (int i = 0; i < 500; i++) {
            List<Bytes32> many = IntStream.range(1_000 * i, 1_000 * i + 100)
                    .mapToObj(MembershipTest::key)
                    .toList();
            nodes.get(0).handle(0, new GossipEvent.Heard(TOWN, key(1), new ViewMessage.Shuffled(many)));
            nodes.get(0).handle(0, new GossipEvent.Heard(TOWN, key(1), new ViewMessage.ForwardJoin(key(i), 1 << 30)));
        }
        assertTrue(nodes.get(0).passive(TOWN).size() <= GossipLimits.PASSIVE);
        assertTrue(active(0).size() <= GossipLimits.MESH);
    }
}
