package org.byway.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.sync.Peeling;
import org.byway.protocol.sync.Reconciliation;
import org.byway.protocol.sync.Sketch;
import org.byway.protocol.sync.Step;
import org.byway.protocol.sync.SyncSet;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Reconcile;
import org.byway.protocol.wire.SketchWant;

/**
 * One comparison of a set with a node's, opened by the bench as any node would open it.
 *
 * @param roundTrips messages that were answered
 * @param bytes of all frames of the comparison, both ways, with their lengths
 * @param have what the node lacks
 * @param need what the bench lacks
 */
record Equality(int roundTrips, long bytes, List<Bytes32> have, List<Bytes32> need, double millis) {
    private static final int FRAME_LENGTH_BYTES = 4;
    private static final long ANSWER_SECONDS = 60;
    private static final long LOOK_MILLIS = 50;
    private static final int ROUND = 1 << 20;

    /** The sketch is that of the set; null: ranges are compared to the end. */
    static Equality compare(Neighbour node, Bytes32 community, SyncSet ours, Sketch sketch, long now)
            throws BenchFailure, InterruptedException {
        Asking asking = new Asking(node, community, now);
        Reconciliation reconciliation = Reconciliation.initiator(ours, org.byway.protocol.sync.Limits.NODE);
        List<Bytes32> have = new ArrayList<>();
        List<Bytes32> need = new ArrayList<>();
        long started = System.nanoTime();
        byte[] message = reconciliation.initiate();
        while (message != null) {
            byte[] answer = asking.ask(asking.reconcile(message))
                    .getReconcile()
                    .getMessage()
                    .toByteArray();
            Step step = step(reconciliation, answer);
            int symbols = reconciliation.steps() == 1 && sketch != null
                    ? reconciliation.scatter().symbols()
                    : 0;
            Peeling told = symbols == 0 ? null : asking.peel(sketch, symbols);
            told = symbols == 0 || told != null ? told : asking.peel(sketch, Math.min(Sketch.SYMBOLS, 2 * symbols));
            have.addAll(told == null ? step.have() : told.have());
            need.addAll(told == null ? step.need() : told.need());
            message = told == null ? step.reply() : null;
        }
        double millis = (System.nanoTime() - started) / 1e6;
        asking.send(asking.reconcile(new byte[0]));
        return new Equality(asking.roundTrips, asking.bytes, have, need, millis);
    }

    /** Waits until the node has worked out its symbols, as it does once it was compared with. */
    static void awaitSymbols(Neighbour node, Bytes32 community, long now) throws BenchFailure, InterruptedException {
        long started = System.nanoTime();
        while (new Asking(node, community, now).symbols(1).length == 0) {
            if (System.nanoTime() - started > TimeUnit.SECONDS.toNanos(ANSWER_SECONDS)) {
                throw new BenchFailure("node", "The node has no symbols of a set.", "");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Frames to and fro, counted. */
    private static final class Asking {
        private final Neighbour node;
        private final Bytes32 community;
        private final long cutoffHour;
        private final LinkedBlockingQueue<Frame> answers = new LinkedBlockingQueue<>();
        private int roundTrips;
        private long bytes;

        Asking(Neighbour node, Bytes32 community, long now) {
            this.node = node;
            this.community = community;
            this.cutoffHour = now / Limits.HOUR_MILLIS;
            node.listen(frame -> {
                if ((frame.hasReconcile() && frame.getReconcile().getRound() == ROUND) || frame.hasSketch()) {
                    answers.add(frame);
                }
            });
        }

        Frame reconcile(byte[] message) {
            return Frame.newBuilder()
                    .setReconcile(Reconcile.newBuilder()
                            .setCommunity(Parcels.bytes(community))
                            .setRound(ROUND)
                            .setCutoffHour(cutoffHour)
                            .setOpening(true)
                            .setMessage(Neighbour.bytes(message)))
                    .build();
        }

        Frame ask(Frame frame) throws BenchFailure, InterruptedException {
            send(frame);
            Frame answer = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (answer == null) {
                throw new BenchFailure("node", "The node did not answer a comparison.", "");
            }
            roundTrips++;
            bytes += FRAME_LENGTH_BYTES + answer.getSerializedSize();
            return answer;
        }

        void send(Frame frame) {
            node.send(frame.toByteArray());
            bytes += FRAME_LENGTH_BYTES + frame.getSerializedSize();
        }

        byte[] symbols(int count) throws BenchFailure, InterruptedException {
            SketchWant want = SketchWant.newBuilder()
                    .setCommunity(Parcels.bytes(community))
                    .setRound(ROUND)
                    .setCutoffHour(cutoffHour)
                    .setSymbols(count)
                    .build();
            return ask(Frame.newBuilder().setSketchWant(want).build())
                    .getSketch()
                    .getSymbols()
                    .toByteArray();
        }

        Peeling peel(Sketch ours, int count) throws BenchFailure, InterruptedException {
            Sketch theirs = Sketch.read(symbols(count));
            return theirs == null ? null : Peeling.of(ours, theirs);
        }
    }

    private static Step step(Reconciliation reconciliation, byte[] answer) throws BenchFailure {
        return switch (reconciliation.step(answer)) {
            case Checked.Ok<Step>(Step step) -> step;
            case Checked.Refused<Step>(Refusal refusal) ->
                throw new BenchFailure("node", "The node's answer to a comparison is refused: " + refusal + ".", "");
        };
    }

    boolean equal() {
        return have.isEmpty() && need.isEmpty();
    }

    /** Throws where the node does not hold exactly what it should. */
    Equality orFail() throws BenchFailure {
        if (!equal()) {
            throw new BenchFailure(
                    "node",
                    "The node's set is not what was sent: it lacks " + have.size() + " records and has " + need.size()
                            + " others.",
                    "");
        }
        return this;
    }
}
