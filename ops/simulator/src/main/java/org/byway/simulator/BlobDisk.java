package org.byway.simulator;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.byway.protocol.blob.BlobEffect;
import org.byway.protocol.blob.BlobEvent;
import org.byway.protocol.blob.ExchangeLimits;
import org.byway.protocol.blob.Named;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.BlobPart;

/** The blobs of one host: they stay over a crash, once they are there. */
final class BlobDisk {
    private final Host host;
    private final Dice dice;
    private final SortedMap<Bytes32, byte[]> blobs = new TreeMap<>();
    private final SortedSet<Bytes32> unfit = new TreeSet<>();

    /** What is told after so many milliseconds. */
    interface Later {
        void tell(long millis, BlobEvent event);
    }

    BlobDisk(Host host, Dice dice) {
        this.host = host;
        this.dice = dice;
    }

    /** Somebody leaves it here. */
    Bytes32 put(byte[] bytes) {
        Bytes32 digest = Sha256.of(bytes);
        blobs.put(digest, bytes);
        return digest;
    }

    /** Null where it is not here. */
    byte[] get(Bytes32 digest) {
        return blobs.get(digest);
    }

    /** From now on it is taken for something that is no picture. */
    void refuse(Bytes32 digest) {
        unfit.add(digest);
    }

    void perform(BlobEffect.Work work, Later later) {
        switch (work) {
            case BlobEffect.Look(List<Named> named) -> {
                List<Bytes32> missing = named.stream()
                        .map(Named::digest)
                        .filter(digest -> !blobs.containsKey(digest))
                        .toList();
                later.tell(dice.between(0, 5), new BlobEvent.Looked(missing));
            }
            case BlobEffect.Read(long session, Bytes32 digest, int offset) ->
                later.tell(dice.between(0, 5), new BlobEvent.Read(session, part(digest, offset)));
            case BlobEffect.Keep(Bytes32 digest, Bytes32 home, byte[] bytes) -> {
                if (!Sha256.of(bytes).equals(digest)) {
                    throw new Violation(host.name() + " keeps a blob under another name");
                }
                boolean fit = !unfit.contains(digest);
                if (fit) {
                    blobs.put(digest, bytes);
                }
                later.tell(
                        dice.between(1, 30),
                        new BlobEvent.Kept(digest, fit ? BlobEvent.Outcome.KEPT : BlobEvent.Outcome.UNFIT));
            }
        }
    }

    private BlobPart part(Bytes32 digest, int offset) {
        BlobPart.Builder part = BlobPart.newBuilder()
                .setDigest(ByteString.copyFrom(digest.bytes()))
                .setOffset(offset);
        byte[] bytes = blobs.get(digest);
        if (bytes == null || offset >= bytes.length) {
            return part.build();
        }
        int end = Math.min(bytes.length, offset + ExchangeLimits.PART_BYTES);
        return part.setSize(bytes.length)
                .setBytes(ByteString.copyFrom(Arrays.copyOfRange(bytes, offset, end)))
                .build();
    }
}
