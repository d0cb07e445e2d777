package org.byway.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.sync.Reconciliation;
import org.byway.protocol.sync.Step;
import org.byway.protocol.sync.SyncSet;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Reconcile;

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
    private static final int ROUND = 1 << 20;

    static Equality compare(Neighbour node, Bytes32 community, SyncSet ours, long now)
            throws BenchFailure, InterruptedException {
        LinkedBlockingQueue<Reconcile> answers = new LinkedBlockingQueue<>();
        node.listen(frame -> {
            if (frame.hasReconcile() && frame.getReconcile().getRound() == ROUND) {
                answers.add(frame.getReconcile());
            }
        });
        Reconciliation reconciliation = Reconciliation.initiator(ours, org.byway.protocol.sync.Limits.NODE);
        List<Bytes32> have = new ArrayList<>();
        List<Bytes32> need = new ArrayList<>();
        long started = System.nanoTime();
        byte[] message = reconciliation.initiate();
        int roundTrips = 0;
        long bytes = 0;
        while (message != null) {
            bytes += send(node, community, now, message);
            Reconcile answer = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (answer == null) {
                throw new BenchFailure("node", "The node did not answer a comparison.", "");
            }
            roundTrips++;
            bytes += size(answer);
            Step step = step(reconciliation, answer);
            have.addAll(step.have());
            need.addAll(step.need());
            message = step.reply();
        }
        double millis = (System.nanoTime() - started) / 1e6;
        bytes += send(node, community, now, new byte[0]);
        return new Equality(roundTrips, bytes, have, need, millis);
    }

    private static Step step(Reconciliation reconciliation, Reconcile answer) throws BenchFailure {
        return switch (reconciliation.step(answer.getMessage().toByteArray())) {
            case Checked.Ok<Step>(Step step) -> step;
            case Checked.Refused<Step>(Refusal refusal) ->
                throw new BenchFailure("node", "The node's answer to a comparison is refused: " + refusal + ".", "");
        };
    }

    private static long send(Neighbour node, Bytes32 community, long now, byte[] message) {
        Reconcile reconcile = Reconcile.newBuilder()
                .setCommunity(Parcels.bytes(community))
                .setRound(ROUND)
                .setCutoffHour(now / Limits.HOUR_MILLIS)
                .setOpening(true)
                .setMessage(Neighbour.bytes(message))
                .build();
        node.send(Frame.newBuilder().setReconcile(reconcile).build().toByteArray());
        return size(reconcile);
    }

    private static long size(Reconcile reconcile) {
        return (long) FRAME_LENGTH_BYTES
                + Frame.newBuilder().setReconcile(reconcile).build().getSerializedSize();
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
