package org.byway.protocol.peer;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.byway.protocol.community.Address;

/** Keeps a session to each address that is wanted, with longer and longer pauses between failures. */
final class Dialler {
    private final RandomGenerator random;
    private final List<Effect> out;
    private final SortedSet<Address> byHand = new TreeSet<>();
    private final SortedMap<Address, Integer> failures = new TreeMap<>();
    private final SortedSet<Address> busy = new TreeSet<>();

    Dialler(RandomGenerator random, List<Effect> out) {
        this.random = random;
        this.out = out;
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
        for (Address address : wanted) {
            if (!busy.contains(address) && !failures.containsKey(address)) {
                attempt(address);
            }
        }
    }

    /** A pause is over. */
    void due(Address address, SortedSet<Address> linked) {
        boolean wanted = linked.contains(address) || byHand.contains(address);
        if (wanted && failures.containsKey(address) && !busy.contains(address)) {
            attempt(address);
        }
    }

    private void attempt(Address address) {
        busy.add(address);
        out.add(new Effect.Dial(address));
    }

    /** The session stands and both sides have greeted: the next failure is a first one. */
    void succeeded(Address address) {
        failures.remove(address);
    }

    void failed(Address address, long now) {
        if (!busy.remove(address)) {
            return;
        }
        int count = failures.merge(address, 1, Integer::sum);
        long pause = Math.min(PeerLimits.REDIAL_LAST_MILLIS, PeerLimits.REDIAL_FIRST_MILLIS << Math.min(count - 1, 16));
        long jittered = pause / 2 + random.nextLong(pause / 2 + 1);
        out.add(new Effect.SetTimer(now + jittered, new Timer.Redial(address)));
    }
}
