package org.byway.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.byway.protocol.peer.PeerLimits;
import org.byway.protocol.wire.Frame;

/** Sends parcels over sessions, over each as far as its window goes, until all of them are acknowledged. */
final class Sending {
    private static final long STALL_SECONDS = 60;
    private static final long LOOK_MILLIS = 200;

    private final Parcels parcels;
    private final AtomicLong acknowledged = new AtomicLong();
    private final CompletableFuture<Long> finished = new CompletableFuture<>();
    private long last;
    private long total;

    Sending(Parcels parcels) {
        this.parcels = parcels;
    }

    /** One session's share: every so-many-th parcel. */
    private final class Lane {
        private final Neighbour neighbour;
        private final List<Integer> mine = new ArrayList<>();
        private final int before;
        private int sent;
        private long underWay;

        Lane(Neighbour neighbour, int before) {
            this.neighbour = neighbour;
            this.before = before;
        }

        synchronized void pump() {
            try {
                while (sent < mine.size() && underWay < PeerLimits.WINDOW_BYTES) {
                    int parcel = mine.get(sent++);
                    underWay += parcels.bundleBytes(parcel);
                    neighbour.send(parcels.frame(parcel));
                }
            } catch (IOException e) {
                finished.completeExceptionally(e);
            }
        }

        private synchronized int answered(long number) {
            int parcel = mine.get((int) number - 1 - before);
            underWay -= parcels.bundleBytes(parcel);
            return parcel;
        }

        void hear(Frame frame) {
            if (frame.hasAck()) {
                int parcel = answered(frame.getAck().getNumber());
                pump();
                if (acknowledged.addAndGet(parcels.records(parcel)) == total) {
                    finished.complete(System.nanoTime());
                }
            }
        }
    }

    /**
     * Sends the parcels from one to before another and returns the seconds from the first byte to the last
     * acknowledgement. The first must be a multiple of the number of sessions, and all before it were sent before.
     *
     * @param progress hears how many records are acknowledged, now and then
     */
    double send(List<Neighbour> neighbours, int from, int to, LongConsumer progress)
            throws BenchFailure, InterruptedException {
        List<Lane> lanes = new ArrayList<>();
        for (Neighbour neighbour : neighbours) {
            Lane lane = new Lane(neighbour, from / neighbours.size());
            lanes.add(lane);
            neighbour.listen(lane::hear);
            var unused =
                    neighbour.ended().thenAccept(why -> finished.completeExceptionally(new IllegalStateException(why)));
        }
        for (int parcel = from; parcel < to; parcel++) {
            lanes.get(parcel % lanes.size()).mine.add(parcel);
            total += parcels.records(parcel);
        }
        long first = System.nanoTime();
        lanes.forEach(Lane::pump);
        return (await(first, progress) - first) / 1e9;
    }

    private long await(long first, LongConsumer progress) throws BenchFailure, InterruptedException {
        long moved = first;
        while (true) {
            try {
                return finished.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw new BenchFailure(
                        "node",
                        "Sending broke off after " + acknowledged + " records: "
                                + e.getCause().getMessage(),
                        "");
            } catch (TimeoutException e) {
                long now = acknowledged.get();
                progress.accept(now);
                moved = now > last ? System.nanoTime() : moved;
                last = now;
                if (System.nanoTime() - moved > TimeUnit.SECONDS.toNanos(STALL_SECONDS)) {
                    throw new BenchFailure(
                            "node",
                            "Nothing was acknowledged for " + STALL_SECONDS + " s, after " + now + " records.",
                            "");
                }
            }
        }
    }
}
