package org.byway.simulator;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.peer.Event;
import org.byway.protocol.record.Bytes32;

/** An open channel between two hosts: bytes arrive in the order in which they were sent, or not at all. */
final class Channel {
    /** Bytes in a millisecond. */
    static final double FULL_RATE = 20_000;

    private static final long HIGH_WATER_BYTES = 256 << 10;
    private static final long LOW_WATER_BYTES = 64 << 10;

    final End dialler;
    final End acceptor;
    private final Network network;
    private final Dice dice;
    /** Nothing that is sent arrives any more, and nobody is told. */
    private boolean dead;
    /** Nothing arrives before then. */
    private long stalledUntil;

    /** One host's side of the channel. */
    final class End {
        final Host host;
        final long session;
        private final int life;
        private boolean open = true;
        private boolean writable = true;
        private long underWay;
        private long lastArrival;
        private long busyUntil;
        private double bytesPerMilli = FULL_RATE;
        /** Records frames that arrived here and are not acknowledged yet: the ids in each. */
        final SortedMap<Long, List<Bytes32>> arrived = new TreeMap<>();
        /** Records frames that were sent from here and are not acknowledged yet: the bytes of each. */
        final SortedMap<Long, Integer> unacknowledged = new TreeMap<>();

        End(Host host, long session) {
            this.host = host;
            this.session = session;
            this.life = host.life();
        }

        Channel channel() {
            return Channel.this;
        }

        End other() {
            return this == dialler ? acceptor : dialler;
        }

        private boolean listens() {
            return open && host.lives(life);
        }

        void send(byte[] frame) {
            if (!listens()) {
                return;
            }
            long now = network.schedule().now();
            busyUntil = Math.max(busyUntil, now) + (long) (frame.length / bytesPerMilli);
            long arrival = Math.max(busyUntil + network.latency(dice), stalledUntil);
            lastArrival = Math.max(lastArrival, arrival);
            underWay += frame.length;
            if (writable && underWay > HIGH_WATER_BYTES) {
                writable = false;
                network.schedule().after(0, () -> tell(new Event.Writable(session, false)));
            }
            boolean lost = dead || network.loses(Channel.this, dice);
            network.schedule().at(lastArrival, () -> arrive(frame, lost));
            if (network.duplicates(dice)) {
                network.schedule().at(lastArrival, () -> other().receive(frame, dead));
            }
        }

        private void arrive(byte[] frame, boolean lost) {
            underWay -= frame.length;
            if (!writable && underWay < LOW_WATER_BYTES) {
                writable = true;
                tell(new Event.Writable(session, true));
            }
            other().receive(frame, lost || dead);
        }

        private void receive(byte[] frame, boolean lost) {
            if (!lost && listens()) {
                host.receive(this, frame);
            }
        }

        private void tell(Event event) {
            if (listens()) {
                host.handle(event);
            }
        }

        /** What was sent so far still arrives, then the other side hears of it. */
        void close(String reason) {
            if (!open) {
                return;
            }
            network.schedule().after(0, () -> closed("closed here"));
            End other = other();
            long at = Math.max(lastArrival, network.schedule().now() + network.latency(dice));
            network.schedule().at(at, () -> {
                if (!dead) {
                    other.closed(reason);
                }
            });
        }

        private void closed(String reason) {
            if (open) {
                open = false;
                if (host.lives(life)) {
                    host.forget(this);
                    host.handle(new Event.Closed(session, reason));
                }
                network.forgetIfOver(Channel.this);
            }
        }

        boolean isOpen() {
            return open;
        }

        void trickle(double rate) {
            bytesPerMilli = rate;
        }
    }

    Channel(Network network, Dice dice, Host dialler, Host acceptor, long number) {
        this.network = network;
        this.dice = dice;
        this.dialler = new End(dialler, 2 * number);
        this.acceptor = new End(acceptor, 2 * number + 1);
    }

    boolean joins(Host one, Host other) {
        return (dialler.host == one && acceptor.host == other) || (dialler.host == other && acceptor.host == one);
    }

    /** Breaks now, on both sides. */
    void cut(String reason) {
        dialler.closed(reason);
        acceptor.closed(reason);
    }

    /** Whatever is sent from now on, and what is under way, is gone. */
    void die() {
        dead = true;
    }

    void stall(long until) {
        stalledUntil = Math.max(stalledUntil, until);
    }

    /** One host is gone: the other learns of it, or does not. */
    void lose(Host gone, boolean unseen) {
        End end = dialler.host == gone ? dialler : acceptor;
        end.open = false;
        if (unseen) {
            die();
        } else {
            network.schedule().after(network.latency(dice), () -> end.other().closed("the connection was reset"));
        }
    }

    boolean isOver() {
        return !dialler.open && !acceptor.open;
    }
}
