package org.byway.protocol.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;

/** What has come to disk together and is to be sent on over one session: records by their hops, and ids. */
final class Outgoing {
    /** Records of one community, of which only the ids go out. */
    record Ids(Bytes32 community, int hops, List<Bytes32> ids) {}

    final SortedMap<Integer, List<SignedRecord>> records = new TreeMap<>();
    final List<Ids> announced = new ArrayList<>();

    void push(int hops, List<SignedRecord> some) {
        records.computeIfAbsent(hops, key -> new ArrayList<>()).addAll(some);
    }

    void announce(Bytes32 community, int hops, List<SignedRecord> some) {
        announced.add(
                new Ids(community, hops, some.stream().map(SignedRecord::id).toList()));
    }
}
