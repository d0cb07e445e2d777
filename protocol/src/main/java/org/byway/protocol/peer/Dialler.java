package org.byway.protocol.peer;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.byway.protocol.community.Address;
import org.byway.protocol.record.Bytes32;

/** Keeps a session to each address that is wanted, with longer and longer pauses between failures. */
final class Dialler {
    private final RandomGenerator random;
    private final List<Effect> out;
    private final Predicate<Bytes32> connected;
    private final Predicate<Address> outsideOnly;
    private final SortedMap<Address, Bytes32> nodes = new TreeMap<>();
    private final SortedSet<Address> byHand = new TreeSet<>();
    private final SortedMap<Address, Integer> failures = new TreeMap<>();
    private final SortedSet<Address> busy = new TreeSet<>();

    /**
     * @param connected whether there is a session with that node
     * @param outsideOnly whether the address may not lead into a local network
     */
    Dialler(RandomGenerator random, List<Effect> out, Predicate<Bytes32> connected, Predicate<Address> outsideOnly) {
        this.random = random;
        this.out = out;
        this.connected = connected;
        this.outsideOnly = outsideOnly;
    }

    void add(Address address) {
        byHand.add(address);
    }

    void remove(Address address) {
        byHand.remove(address);
        failures.remove(address);
    }

    SortedSet<Address> byHand() {
        return byHand;
    }

    /** Dials what is wanted and neither dialled, connected nor waiting for its next attempt. */
    void dial(SortedSet<Address> linked) {
        SortedSet<Address> wanted = new TreeSet<>(linked);
        wanted.addAll(byHand);
        failures.keySet().retainAll(wanted);
        nodes.keySet().retainAll(wanted);
        for (Address address : wanted) {
            if (!busy.contains(address) && !failures.containsKey(address)) {
                attempt(address);
            }
        }
    }

    /** A pause is over. */
    void due(Address address, SortedSet<Address> linked, long now) {
        boolean wanted = linked.contains(address) || byHand.contains(address);
        if (!wanted) {
            failures.remove(address);
        } else if (failures.containsKey(address) && !busy.contains(address)) {
            if (isConnected(address)) {
                pause(address, PeerLimits.REDIAL_LAST_MILLIS, now);
            } else {
                attempt(address);
            }
        }
    }

    /** A node that has several addresses, or dialled us, needs no second session. */
    private boolean isConnected(Address address) {
        Bytes32 node = nodes.get(address);
        return node != null && connected.test(node);
    }

    /** The node that answered there. */
    void answered(Address address, Bytes32 node) {
        nodes.put(address, node);
    }

    private void attempt(Address address) {
        busy.add(address);
        out.add(new Effect.Dial(address, outsideOnly.test(address)));
    }

    /** The session stands for a while: the next failure is a first one. */
    void succeeded(Address address) {
        failures.remove(address);
    }

    void failed(Address address, long now) {
        if (!busy.remove(address)) {
            return;
        }
        int count = failures.merge(address, 1, Integer::sum);
        long growing = PeerLimits.REDIAL_FIRST_MILLIS << Math.min(count - 1, 16);
        boolean longest = isConnected(address) || growing > PeerLimits.REDIAL_LAST_MILLIS;
        pause(address, longest ? PeerLimits.REDIAL_LAST_MILLIS : growing, now);
    }

    private void pause(Address address, long pause, long now) {
        long jittered = pause / 2 + random.nextLong(pause / 2 + 1);
        out.add(new Effect.SetTimer(now + jittered, new Timer.Redial(address)));
    }
}
