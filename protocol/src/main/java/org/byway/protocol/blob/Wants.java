package org.byway.protocol.blob;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.record.Bytes32;

/** What is wanted: so much of each community, and what was long asked for in vain makes room for what is new. */
final class Wants {
    private final Map<Bytes32, Want> all = new LinkedHashMap<>();
    private final SortedMap<Bytes32, Share> shares = new TreeMap<>();
    private final ArrayDeque<Want> ready = new ArrayDeque<>();
    private final Set<Bytes32> unfit = new LinkedHashSet<>();

    /** What is wanted for one community. */
    private static final class Share {
        int count;
        final Set<Bytes32> hopeless = new LinkedHashSet<>();
    }

    /** Whether there was room for it, if it was to be wanted. */
    boolean add(Named named) {
        Want known = all.get(named.digest());
        if (unfit.contains(named.digest())) {
            return true;
        }
        if (known != null) {
            moved(known, named);
            return true;
        }
        Share share = shares.getOrDefault(named.home(), new Share());
        boolean full = share.count >= ExchangeLimits.HOME_WANTS || all.size() >= ExchangeLimits.WANTS;
        if (full && !makeRoom(share) && (share.count >= ExchangeLimits.HOME_WANTS || !makeRoom())) {
            return false;
        }
        Want want = new Want(named);
        all.put(want.digest(), want);
        shares.computeIfAbsent(named.home(), any -> new Share()).count++;
        ready.add(want);
        return true;
    }

    /** It counts for the community of the record by which it was named last. */
    private void moved(Want want, Named named) {
        if (want.named.home().equals(named.home())) {
            want.named = named;
        }
    }

    private boolean makeRoom() {
        for (Share share : List.copyOf(shares.values())) {
            if (makeRoom(share)) {
                return true;
            }
        }
        return false;
    }

    private boolean makeRoom(Share share) {
        Iterator<Bytes32> hopeless = share.hopeless.iterator();
        if (!hopeless.hasNext()) {
            return false;
        }
        remove(all.get(hopeless.next()));
        return true;
    }

    void remove(Want want) {
        all.remove(want.digest());
        Share share = shares.get(want.named.home());
        share.hopeless.remove(want.digest());
        if (--share.count == 0) {
            shares.remove(want.named.home());
        }
    }

    /** It is not what it should be, so nobody can have it: it is not wanted again. */
    void removeUnfit(Want want) {
        remove(want);
        unfit.add(want.digest());
        if (unfit.size() > ExchangeLimits.UNFIT) {
            unfit.remove(unfit.iterator().next());
        }
    }

    /** Null where it is not wanted. */
    Want get(Bytes32 digest) {
        return all.get(digest);
    }

    Collection<Want> all() {
        return all.values();
    }

    void ready(Want want) {
        want.state = Want.State.READY;
        shares.get(want.named.home()).hopeless.remove(want.digest());
        ready.add(want);
    }

    /** All that could be asked were asked; one who is new and has not got it either makes nobody wait longer. */
    void pause(Want want) {
        want.state = Want.State.PAUSED;
        want.tried.clear();
        want.rounds += want.newcomer == null ? 1 : 0;
        want.newcomer = null;
        want.pauses++;
        if (want.rounds >= ExchangeLimits.PATIENT_ROUNDS) {
            shares.get(want.named.home()).hopeless.add(want.digest());
        }
    }

    int readyCount() {
        return ready.size();
    }

    /** The one that has been ready for longest. */
    Want next() {
        return ready.poll();
    }

    int count() {
        return all.size();
    }
}
