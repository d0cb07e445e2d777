package org.byway.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.agent.node.Reply;
import org.byway.agent.node.SnapshotPort;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.vault.SignedSnapshot;

/** One person's snapshots at a simulated host: on its disk by the answer, and out of reach while it is down. */
final class SimulatedPlace implements SnapshotPort {
    private final Wire wire;
    private final SortedMap<Bytes32, byte[]> chunks = new TreeMap<>();
    private final SortedMap<Long, SignedSnapshot> snapshots = new TreeMap<>();

    SimulatedPlace(Wire wire) {
        this.wire = wire;
    }

    @Override
    public Bytes32 node() {
        return wire.host().key().publicKey();
    }

    @Override
    public Reply<List<Bytes32>> missing(List<Bytes32> asked) {
        return wire.ask((host, answer) -> {
            List<Bytes32> missing = new ArrayList<>(asked);
            missing.removeAll(chunks.keySet());
            answer.accept(new Reply.Got<>(missing));
        });
    }

    @Override
    public Reply<Bytes32> put(byte[] chunk) {
        return wire.ask((host, answer) -> {
            chunks.put(Sha256.of(chunk), chunk);
            answer.accept(new Reply.Got<>(Sha256.of(chunk)));
        });
    }

    @Override
    public Reply<byte[]> chunk(Bytes32 digest) {
        return wire.ask((host, answer) -> answer.accept(found(chunks.get(digest), "unknown-chunk")));
    }

    @Override
    public Reply<Bytes32> put(SignedSnapshot snapshot) {
        return wire.ask((host, answer) -> {
            if (chunks.keySet().containsAll(snapshot.said().chunks())) {
                snapshots.put(snapshot.number(), snapshot);
                answer.accept(new Reply.Got<>(snapshot.digest()));
            } else {
                answer.accept(new Reply.Refused<>("incomplete", "chunks are missing"));
            }
        });
    }

    @Override
    public Reply<SignedSnapshot> snapshot(long number) {
        return wire.ask((host, answer) -> answer.accept(found(snapshots.get(number), "unknown-snapshot")));
    }

    @Override
    public Reply<SignedSnapshot> latest() {
        return wire.ask((host, answer) -> answer.accept(
                found(snapshots.isEmpty() ? null : snapshots.get(snapshots.lastKey()), "unknown-snapshot")));
    }

    private static <T> Reply<T> found(T value, String code) {
        return value == null ? new Reply.Refused<>(code, "it is not here") : new Reply.Got<>(value);
    }

    @Override
    public Reply<List<Listed>> list(int limit) {
        throw new UnsupportedOperationException("nobody in the cluster lists snapshots");
    }

    @Override
    public Reply<Boolean> remove() {
        throw new UnsupportedOperationException("nobody in the cluster takes snapshots away");
    }
}
