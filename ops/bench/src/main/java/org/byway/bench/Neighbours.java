package org.byway.bench;

import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.community.Address;
import org.byway.protocol.seal.SignedRecord;

/** All nodes of a community, each in session with the node that is measured. */
record Neighbours(List<Neighbour> all) implements AutoCloseable {
    static Neighbours dial(SendingCommunity community, NodeProcess node, SignedRecord link)
            throws BenchFailure, InterruptedException {
        Neighbours neighbours = new Neighbours(new ArrayList<>());
        Address address = node.address();
        try {
            for (int i = 0; i < community.nodes(); i++) {
                neighbours.all.add(Neighbour.dial(community, i, address, link));
            }
        } catch (BenchFailure | InterruptedException | RuntimeException e) {
            neighbours.close();
            throw e;
        }
        return neighbours;
    }

    @Override
    public void close() {
        all.forEach(Neighbour::close);
    }
}
