package org.byway.server.transport;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who has to go when there is no room for somebody new, of those who came from outside. Protected are a few networks that
 * nobody can guess, those who have brought most, and half of the rest, who have stayed longest; of what is left, the newest
 * of the network with most connections goes. So whoever fills all places pushes out their own. After Bitcoin Core's
 * {@code SelectNodeToEvict}.
 */
final class Eviction {
    static final int BY_NETWORK = 4;
    static final int BY_USE = 8;

    private Eviction() {}

    /**
     * One connection.
     *
     * @param network where it comes from: one hand can have many addresses of it
     * @param age for how long it has stood
     * @param brought how many bytes of frames it has brought
     */
    record Guest(long id, String network, long age, long brought) {}

    /** The id of the one that goes; 0 where all are protected. Nobody may know the secret. */
    static long choose(List<Guest> all, long secret) {
        List<Guest> left = new ArrayList<>(all);
        Comparator<Guest> byAge =
                Comparator.comparingLong(Guest::age).thenComparing(Guest::id, Comparator.reverseOrder());
        protect(left, Comparator.comparingLong((Guest guest) -> hidden(guest.network(), secret)), BY_NETWORK);
        protect(left, Comparator.comparingLong(Guest::brought).thenComparing(byAge), BY_USE);
        protect(left, byAge, left.size() / 2);
        Map<String, List<Guest>> networks = new TreeMap<>();
        left.forEach(guest -> networks.computeIfAbsent(guest.network(), any -> new ArrayList<>())
                .add(guest));
        return networks.values().stream()
                .max(Comparator.<List<Guest>>comparingInt(List::size)
                        .thenComparing(guests -> -youngest(guests, byAge).age()))
                .map(guests -> youngest(guests, byAge).id())
                .orElse(0L);
    }

    private static Guest youngest(List<Guest> guests, Comparator<Guest> byAge) {
        return guests.stream().min(byAge).orElseThrow();
    }

    /** Takes out the greatest. */
    private static void protect(List<Guest> left, Comparator<Guest> by, int count) {
        left.sort(by);
        left.subList(Math.max(0, left.size() - count), left.size()).clear();
    }

    /** An order of networks that only the secret tells. */
    private static long hidden(String network, long secret) {
        long hash = secret;
        for (int i = 0; i < network.length(); i++) {
            hash = (hash ^ network.charAt(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return hash;
    }
}
