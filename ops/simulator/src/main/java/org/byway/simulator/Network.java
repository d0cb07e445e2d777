package org.byway.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.community.Address;
import org.byway.protocol.peer.Event;

/** What lies between the hosts. */
final class Network {
    private static final long PATIENCE_MILLIS = 5_000;
    private static final int PORT = 7400;

    private final Schedule schedule;
    private final long seed;
    private final List<Host> hosts = new ArrayList<>();
    private final List<Channel> channels = new ArrayList<>();
    private final SortedMap<Integer, Long> partitions = new TreeMap<>();
    private final Dice dice;
    private final long delayMillis;
    private long opened;
    private double breakingLoss;
    private double silentLoss;
    private double duplicates;

    Network(Schedule schedule, long seed) {
        this.schedule = schedule;
        this.seed = seed;
        this.dice = new Dice(seed, "network");
        this.delayMillis = dice.among(List.of(1L, 5L, 20L, 100L));
    }

    Schedule schedule() {
        return schedule;
    }

    void join(Host host) {
        hosts.add(host);
    }

    static Address address(Host host) {
        return new Address(host.key().publicKey(), "host-" + host.number(), PORT);
    }

    void losing(double probability) {
        breakingLoss = probability;
    }

    void losingSilently(double probability) {
        silentLoss = probability;
    }

    void duplicating(double probability) {
        duplicates = probability;
    }

    long latency(Dice jitter) {
        return delayMillis + jitter.nextLong(delayMillis + 1);
    }

    boolean loses(Channel channel, Dice chance) {
        if (breakingLoss > 0 && chance.chance(breakingLoss)) {
            channel.die();
            schedule.after(latency(chance), () -> channel.cut("a frame was lost"));
            return true;
        }
        return silentLoss > 0 && chance.chance(silentLoss);
    }

    boolean duplicates(Dice chance) {
        return duplicates > 0 && chance.chance(duplicates);
    }

    void dial(Host from, Address address) {
        int life = from.life();
        Host to = hosts.stream()
                .filter(host -> address(host).compareTo(address) == 0)
                .findFirst()
                .orElse(null);
        boolean apart = to == null || apart(from, to);
        schedule.after(apart ? PATIENCE_MILLIS : 2 * latency(dice), () -> {
            if (!from.lives(life)) {
                return;
            }
            if (to == null || !to.isUp() || apart(from, to)) {
                from.handle(new Event.DialFailed(address, "nobody answers"));
            } else {
                open(from, to, address);
            }
        });
    }

    private void open(Host from, Host to, Address address) {
        long number = ++opened;
        Channel channel = new Channel(this, new Dice(seed, "channel " + number), from, to, number);
        channels.add(channel);
        from.join(channel.dialler);
        to.join(channel.acceptor);
        to.handle(new Event.Opened(channel.acceptor.session, from.key().publicKey(), null));
        from.handle(new Event.Opened(channel.dialler.session, to.key().publicKey(), address));
    }

    void forgetIfOver(Channel channel) {
        if (channel.isOver()) {
            channels.remove(channel);
        }
    }

    List<Channel> channels() {
        return List.copyOf(channels);
    }

    /** Parts the hosts of the two sides (bits) until then; sessions between them stall, or die without a word. */
    void part(int side, long until, boolean die) {
        partitions.put(side, until);
        for (Channel channel : channels()) {
            if (differ(side, channel.dialler.host, channel.acceptor.host)) {
                if (die) {
                    channel.die();
                } else {
                    channel.stall(until);
                }
            }
        }
    }

    private boolean apart(Host one, Host other) {
        partitions.values().removeIf(until -> until <= schedule.now());
        return partitions.keySet().stream().anyMatch(side -> differ(side, one, other));
    }

    private static boolean differ(int side, Host one, Host other) {
        return (side >> one.number() & 1) != (side >> other.number() & 1);
    }

    void crashed(Host host, boolean unseen) {
        for (Channel channel : channels()) {
            if (channel.dialler.host == host || channel.acceptor.host == host) {
                channel.lose(host, unseen);
                forgetIfOver(channel);
            }
        }
    }

    /** No more faults. What is stalled goes on; what died without a word is for the hosts to find out. */
    void heal() {
        losing(0);
        losingSilently(0);
        duplicating(0);
        partitions.clear();
        for (Channel channel : channels()) {
            channel.dialler.trickle(Channel.FULL_RATE);
            channel.acceptor.trickle(Channel.FULL_RATE);
        }
    }
}
