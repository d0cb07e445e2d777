package org.byway.protocol.sync;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.byway.protocol.record.Bytes32;

/** Narrow frames, runs of differences, and the newest third of the time known to the responder alone. */
record TailScenario(List<Item> initiator, int initiatorFrameBytes, List<Item> responder, int responderFrameBytes) {
    static TailScenario ofSeed(long seed) {
        Random random = new Random(seed);
        int count = 1 + random.nextInt(1_500);
        int seconds = 1 + random.nextInt(count * 2);
        double onlyInitiator = random.nextDouble() * random.nextDouble();
        double onlyResponder = (1 - onlyInitiator) * random.nextDouble() * random.nextDouble();
        int runLength = 1 + random.nextInt(100);
        int initiatorFrameBytes = 4_096 + random.nextInt(3_000);
        int responderFrameBytes = 4_096 + random.nextInt(3_000);
        double lot = random.nextDouble();
        TailScenario scenario =
                new TailScenario(new ArrayList<>(), initiatorFrameBytes, new ArrayList<>(), responderFrameBytes);
        for (Item item : items(random, count, seconds)) {
            lot = random.nextInt(runLength) == 0 ? random.nextDouble() : lot;
            boolean tail = item.second() > seconds * 0.7;
            if (tail || lot >= onlyInitiator) {
                scenario.responder.add(item);
            }
            if (!tail && (lot < onlyInitiator || lot >= onlyInitiator + onlyResponder)) {
                scenario.initiator.add(item);
            }
        }
        return scenario;
    }

    Dialogue dialogue() {
        return Dialogue.between(
                SortedItems.of(initiator), Limits.open(initiatorFrameBytes),
                SortedItems.of(responder), Limits.open(responderFrameBytes));
    }

    /** The same with the parts exchanged, so that the tail is the initiator's. */
    TailScenario turned() {
        return new TailScenario(responder, responderFrameBytes, initiator, initiatorFrameBytes);
    }

    Set<Bytes32> onlyInitiator() {
        return difference(initiator, responder);
    }

    Set<Bytes32> onlyResponder() {
        return difference(responder, initiator);
    }

    static Set<Bytes32> difference(List<Item> one, List<Item> other) {
        Set<Bytes32> ids = new TreeSet<>(SampleItems.ids(one));
        ids.removeAll(new HashSet<>(SampleItems.ids(other)));
        return ids;
    }

    private static List<Item> items(Random random, int count, int seconds) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(new Item(random.nextInt(seconds), SampleItems.randomId(random, 3)));
        }
        Collections.sort(items);
        return items;
    }
}
