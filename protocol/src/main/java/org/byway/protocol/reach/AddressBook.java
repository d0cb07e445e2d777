package org.byway.protocol.reach;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.byway.protocol.community.Address;
import org.byway.protocol.record.Bytes32;

/** What is known of where nodes can be reached, and the few of these addresses that are to be dialled now. */
public final class AddressBook {
    /** Nodes of which addresses are remembered; beyond, one drawn by chance makes room. */
    public static final int NODES = 4_096;
    /** Addresses of one node. */
    public static final int ADDRESSES = 8;
    /** Nodes of the local network that are remembered. */
    public static final int FOUND = 64;
    /** Nodes that are dialled at one time by what was heard. */
    public static final int PICKS = 8;
    /** Sessions with another community, beyond which no more are looked for. */
    public static final int ENOUGH = 2;

    public static final int ANCHORS = 4;
    /** After so many failures an address rests. */
    public static final int FAILURES = 5;

    public static final long REST_MILLIS = 600_000;

    private final Reaching given;
    private final Bytes32 own;
    private final RandomGenerator random;
    private final SortedMap<Bytes32, List<Address>> heard = new TreeMap<>();
    private final SortedMap<Bytes32, Address> found = new TreeMap<>();
    private final SortedMap<Address, Integer> failures = new TreeMap<>();
    private final SortedMap<Address, Long> resting = new TreeMap<>();
    private final SortedSet<Address> picks = new TreeSet<>();
    private final List<Address> anchors;
    private SortedMap<Bytes32, Bytes32> nodes = new TreeMap<>();

    /** @param own this node's community */
    public AddressBook(Reaching given, Bytes32 own, RandomGenerator random) {
        this.given = given;
        this.own = own;
        this.random = random;
        this.anchors = new ArrayList<>(given.anchors().stream()
                .filter(this::mayBeDialled)
                .limit(ANCHORS)
                .toList());
    }

    /** The nodes that may be dialled, each with its community: those that Charters in force name; without this one. */
    public void mayDial(SortedMap<Bytes32, Bytes32> named) {
        nodes = named;
        heard.keySet().retainAll(named.keySet());
    }

    /** What a node says of itself; of nodes that may not be dialled nothing is kept. Whether it is news. */
    public boolean heard(Bytes32 node, List<Address> addresses) {
        if (!nodes.containsKey(node)) {
            return false;
        }
        List<Address> good = addresses.stream()
                .filter(address -> node.equals(address.node()) && mayBeDialled(address))
                .limit(ADDRESSES)
                .toList();
        if (heard.size() >= NODES && !heard.containsKey(node)) {
            List<Bytes32> all = List.copyOf(heard.keySet());
            heard.remove(all.get(random.nextInt(all.size())));
        }
        return !good.equals(heard.put(node, good));
    }

    /** Found in the local network, where addresses are local. Who it is may become known later. Whether it is news. */
    public boolean found(Address address) {
        if (Whereabouts.of(address.host()) == Whereabouts.NOWHERE) {
            return false;
        }
        if (found.size() >= FOUND && !found.containsKey(address.node())) {
            List<Bytes32> all = List.copyOf(found.keySet());
            found.remove(all.get(random.nextInt(all.size())));
        }
        return !address.equals(found.put(address.node(), address));
    }

    private boolean mayBeDialled(Address address) {
        Whereabouts where = Whereabouts.of(address.host());
        return where.isOutside() || (given.lan() && where != Whereabouts.NOWHERE);
    }

    /** Whether it came from others, who are not to send this node into a local network by a name. */
    public boolean isOutsideOnly(Address address) {
        return picks.contains(address) && !given.lan() && !address.equals(found.get(address.node()));
    }

    /**
     * What is to be dialled now beside links and what a person added.
     *
     * @param connected nodes with a session, each with its community
     */
    public SortedSet<Address> choose(SortedMap<Bytes32, Bytes32> connected, long now) {
        resting.values().removeIf(until -> until <= now);
        picks.removeIf(pick -> !nodes.containsKey(pick.node()) || resting.containsKey(pick) || !isKnown(pick));
        SortedMap<Bytes32, Integer> sessions = new TreeMap<>();
        connected.values().forEach(community -> sessions.merge(community, 1, Integer::sum));
        anchors.forEach(anchor -> pick(anchor, connected, sessions));
        List<Address> drawn = drawn();
        SortedSet<String> networks = new TreeSet<>();
        picks.forEach(pick -> networks.add(Whereabouts.network(pick.host())));
        for (Address address : drawn) {
            String network = Whereabouts.network(address.host());
            if (!networks.contains(network) && pick(address, connected, sessions)) {
                networks.add(network);
            }
        }
        drawn.forEach(address -> pick(address, connected, sessions));
        SortedSet<Address> out = new TreeSet<>(picks);
        if (connected.isEmpty()) {
            out.addAll(given.seeds());
        }
        return out;
    }

    /** All that is known, in an order of chance. */
    private List<Address> drawn() {
        List<Address> left = new ArrayList<>(found.values());
        heard.values().forEach(left::addAll);
        List<Address> out = new ArrayList<>();
        while (!left.isEmpty()) {
            int last = left.size() - 1;
            int at = random.nextInt(left.size());
            out.add(left.set(at, left.get(last)));
            left.remove(last);
        }
        return out;
    }

    private boolean isKnown(Address address) {
        return anchors.contains(address)
                || address.equals(found.get(address.node()))
                || heard.getOrDefault(address.node(), List.of()).contains(address);
    }

    private boolean pick(Address address, SortedMap<Bytes32, Bytes32> connected, SortedMap<Bytes32, Integer> sessions) {
        Bytes32 community = nodes.get(address.node());
        boolean wanted = community != null
                && picks.size() < PICKS
                && !connected.containsKey(address.node())
                && !resting.containsKey(address)
                && picks.stream().noneMatch(pick -> pick.node().equals(address.node()))
                && (community.equals(own) || sessions.getOrDefault(community, 0) < ENOUGH);
        if (wanted) {
            picks.add(address);
            sessions.merge(community, 1, Integer::sum);
        }
        return wanted;
    }

    /** An address that fails again and again rests for a while, and is remembered no longer as a good one; whether the anchors are others than before. */
    public boolean failed(Address address, long now) {
        if (!picks.contains(address) || failures.merge(address, 1, Integer::sum) < FAILURES) {
            return false;
        }
        failures.remove(address);
        resting.put(address, now + REST_MILLIS);
        return anchors.remove(address);
    }

    /** A session with it stands for a while; whether the anchors are others than before. Anchors lie in distinct networks. */
    public boolean stands(Address address) {
        failures.remove(address);
        String network = Whereabouts.network(address.host());
        boolean good = anchors.size() < ANCHORS
                && nodes.containsKey(address.node())
                && mayBeDialled(address)
                && anchors.stream()
                        .noneMatch(each -> Whereabouts.network(each.host()).equals(network));
        return good && anchors.add(address);
    }

    public List<Address> anchors() {
        return List.copyOf(anchors);
    }
}
