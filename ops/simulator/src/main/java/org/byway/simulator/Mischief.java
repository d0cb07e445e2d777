package org.byway.simulator;

import java.util.List;
import org.byway.protocol.peer.Event;
import org.byway.protocol.record.Limits;

/** Lets the faults of a scenario happen, at random times, until a given one. */
final class Mischief {
    private final Cluster cluster;
    private final long end;

    Mischief(Cluster cluster, long end) {
        this.cluster = cluster;
        this.end = end;
    }

    void begin() {
        for (Fault fault : Fault.values()) {
            if (cluster.has(fault)) {
                Dice dice = new Dice(cluster.seed(), fault.name());
                begin(fault, dice);
            }
        }
    }

    private void begin(Fault fault, Dice dice) {
        Network network = cluster.network();
        switch (fault) {
            case BREAKING_LOSS -> network.losing(0.01);
            case SILENT_LOSS -> network.losingSilently(0.03);
            case DUPLICATES -> network.duplicating(0.05);
            case PARTITIONS -> again(dice, 60_000, () -> part(dice));
            case CUTS -> again(dice, 30_000, () -> cut(dice));
            case CRASHES -> again(dice, 40_000, () -> crash(dice));
            case FULL_DISKS -> again(dice, 60_000, () -> host(dice).fillDisk(now() + dice.between(100, 30_000)));
            case CLOCKS -> again(dice, 60_000, () -> host(dice).setClock(dice.between(-400_000, 400_000)));
            case DAY_OFF -> dayOff(dice);
            case SLOW_READERS -> again(dice, 40_000, () -> trickle(dice));
            case STRANGERS -> again(dice, 60_000, () -> stranger(dice));
        }
    }

    private long now() {
        return cluster.schedule().now();
    }

    private Host host(Dice dice) {
        return dice.among(cluster.hosts());
    }

    private void again(Dice dice, long meanMillis, Runnable what) {
        long at = now() + dice.pause(meanMillis);
        if (at < end) {
            cluster.schedule().at(at, () -> {
                what.run();
                again(dice, meanMillis, what);
            });
        }
    }

    private void part(Dice dice) {
        int side = 1 + dice.among((1 << cluster.hosts().size()) - 2);
        cluster.network().part(side, Math.min(end, now() + dice.pause(30_000)), dice.chance(0.5));
    }

    private void cut(Dice dice) {
        List<Channel> channels = cluster.network().channels();
        if (channels.isEmpty()) {
            return;
        }
        Channel channel = dice.among(channels);
        if (dice.chance(0.3)) {
            channel.die();
        } else {
            channel.cut("the session broke");
        }
    }

    private void crash(Dice dice) {
        Host host = host(dice);
        if (!host.isUp()) {
            return;
        }
        if (dice.chance(0.6)) {
            host.crashSoon(dice.among(12));
        } else {
            cluster.crash(host);
        }
    }

    private void dayOff(Dice dice) {
        Host host = host(dice);
        long day = dice.chance(0.5) ? Limits.DAY_MILLIS : -Limits.DAY_MILLIS;
        cluster.schedule().at(now() + dice.between(5_000, 60_000), () -> host.setClock(day));
    }

    private void trickle(Dice dice) {
        List<Channel> channels = cluster.network().channels();
        if (!channels.isEmpty()) {
            Channel channel = dice.among(channels);
            Channel.End slow = dice.chance(0.5) ? channel.dialler : channel.acceptor;
            slow.trickle(dice.between(1, 50));
            cluster.schedule().after(dice.pause(20_000), () -> slow.trickle(Channel.FULL_RATE));
        }
    }

    private void stranger(Dice dice) {
        host(dice).handle(new Event.AddressAdded(Network.address(host(dice))));
    }
}
