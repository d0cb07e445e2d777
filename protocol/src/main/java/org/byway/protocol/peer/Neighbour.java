package org.byway.protocol.peer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.byway.protocol.community.Address;
import org.byway.protocol.record.Bytes32;

/**
 * A session or an address that is being dialled, for people. Node and community are null until they are known.
 *
 * @param aheadMillis by how much its clock is ahead of ours, as it last told; null until it has
 * @param repair how sets are being made equal, as far as this side opened it; null without a session
 */
public record Neighbour(
        Bytes32 node, Bytes32 community, Address address, State state, String reason, Long aheadMillis, Repair repair) {
    /** Without a session. */
    public Neighbour(Bytes32 node, Bytes32 community, Address address, State state, String reason, Long aheadMillis) {
        this(node, community, address, state, reason, aheadMillis, null);
    }

    /**
     * @param since when that began, in milliseconds; null where nothing is done
     * @param came records that came as a stream since then, of as many as it was said to have
     * @param comparedAt when the last comparison ended; null where none did
     * @param differing how many records differed, since that repair began
     */
    public record Repair(Doing doing, Long since, long came, long of, Long comparedAt, long differing) {}

    public enum Doing {
        NOTHING,
        COMPARING,
        STREAMING
    }

    public enum State {
        LINKED,
        GREETING,
        DIALLING,
        WAITING
    }

    /** Sessions, then the wanted addresses without one, each with what went wrong last. */
    static List<Neighbour> all(Collection<Session> sessions, Set<Address> wanted, Map<Address, String> troubles) {
        List<Neighbour> all = new ArrayList<>();
        Set<Address> without = new TreeSet<>(wanted);
        for (Session session : sessions) {
            State state = session.greeted() ? State.LINKED : State.GREETING;
            all.add(new Neighbour(
                    session.node,
                    session.community,
                    session.dialled,
                    state,
                    null,
                    session.clockOffset,
                    session.progress.view(session.opened.values())));
            if (session.dialled != null) {
                without.remove(session.dialled);
            }
        }
        for (Address address : without) {
            String trouble = troubles.get(address);
            State state = trouble == null ? State.DIALLING : State.WAITING;
            all.add(new Neighbour(address.node(), null, address, state, trouble, null));
        }
        return all;
    }
}
