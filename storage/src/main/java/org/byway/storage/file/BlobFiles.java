package org.byway.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Sha256;

/**
 * Blobs by their digests: {@code blobs/ab/DIGEST}; {@code holders} tells which keys have left which here, and {@code carried}
 * which came from other nodes since records of which community name them. A blob goes when nobody has left it here for long
 * and it has not been named for some days; what is in {@code barred} goes at once and is not taken again. An IOException says that the disk is broken.
 */
public final class BlobFiles {
    private final DurableFolder disk;
    private final BlobLimits limits;
    private final LongSupplier clock;
    private final BlobNotes holders;
    private final BlobNotes carried;
    private final TreeSet<Bytes32> barred = new TreeSet<>();
    private final TreeMap<Bytes32, Blob> blobs = new TreeMap<>();
    private long usedBytes;

    private static final class Blob {
        final int sizeBytes;
        final long cost;
        int holders;

        Blob(long sizeBytes) {
            this.sizeBytes = Math.toIntExact(sizeBytes);
            this.cost = BlobLimits.cost(sizeBytes);
        }
    }

    /** A piece of a blob of that many bytes. */
    public record Part(int sizeBytes, byte[] bytes) {}

    private BlobFiles(DurableFolder disk, BlobLimits limits, LongSupplier clock) {
        this.disk = disk;
        this.limits = limits;
        this.clock = clock;
        holders = new BlobNotes(disk, "holders", BlobLimits.KEPT_MILLIS);
        carried = new BlobNotes(disk, "carried", BlobLimits.UNNAMED_MILLIS);
    }

    /**
     * Opens the folder, which is there, counts what is in it and lets go of what was left here too long ago. What other nodes
     * gave stays until it can be known whether it is still named.
     *
     * @param clock milliseconds since 1970
     */
    public static BlobFiles open(Path folder, BlobLimits limits, LongSupplier clock) throws IOException {
        BlobFiles files = new BlobFiles(DurableFolder.open(folder), limits, clock);
        for (Path shard : DurableFolder.entries(folder.resolve("blobs"))) {
            for (Path file : DurableFolder.entries(shard)) {
                files.countBlob(file);
            }
        }
        files.readBarred();
        files.sweep(true);
        return files;
    }

    private void countBlob(Path file) throws IOException {
        if (Bytes32.parse(file.getFileName().toString()) instanceof Checked.Ok<Bytes32>(Bytes32 digest)) {
            Blob blob = new Blob(Files.size(file));
            blobs.put(digest, blob);
            usedBytes += blob.cost;
        }
    }

    /** Also where the blobs are of an older copy of the folder than the list: what is barred in it goes again. */
    private void readBarred() throws IOException {
        for (Path file : DurableFolder.entries(disk.root().resolve("barred"))) {
            if (Bytes32.parse(file.getFileName().toString()) instanceof Checked.Ok<Bytes32>(Bytes32 digest)) {
                barred.add(digest);
                purge(digest);
            }
        }
    }

    private void purge(Bytes32 digest) throws IOException {
        if (blobs.containsKey(digest)) {
            drop(digest);
        }
    }

    /**
     * Lets go of the first, and takes them no more; takes the others again. Durable on return.
     *
     * @param freed what was barred by mistake
     */
    public void bar(SortedSet<Bytes32> digests, SortedSet<Bytes32> freed) throws IOException {
        for (Bytes32 digest : digests) {
            if (barred.add(digest)) {
                disk.write(barred(digest), new byte[0], clock.getAsLong());
                purge(digest);
            }
        }
        for (Bytes32 digest : freed) {
            if (!digests.contains(digest) && barred.remove(digest)) {
                Files.deleteIfExists(barred(digest));
            }
        }
    }

    private Path barred(Bytes32 digest) {
        return disk.root().resolve("barred").resolve(digest.hex());
    }

    private Path blob(Bytes32 digest) {
        return disk.root()
                .resolve("blobs")
                .resolve(digest.hex().substring(0, 2))
                .resolve(digest.hex());
    }

    /**
     * Keeps a blob for its holder; durable on an answer. The same one may be put again, and stays longer for it.
     *
     * @param mayBegin asked only where the holder has nothing here
     */
    public Answer<Bytes32> put(Bytes32 holder, byte[] bytes, BooleanSupplier mayBegin) throws IOException {
        long cost = BlobLimits.cost(bytes.length);
        return keep(holders, holder, bytes, () -> {
            if (holders.used(holder) + cost > limits.holderBytes()) {
                return Answer.refused(
                        Answer.Why.OVER_QUOTA, "one key has at most " + limits.holderBytes() + " bytes of blobs here");
            }
            return holders.used(holder) == 0 && !mayBegin.getAsBoolean()
                    ? Answer.refused(Answer.Why.TOO_MANY_PLACES, "too many new keys from this address: wait an hour")
                    : null;
        });
    }

    /** Keeps a blob that another node gave, for the community whose records name it; durable on an answer. */
    public Answer<Bytes32> carry(Bytes32 community, byte[] bytes) throws IOException {
        long cost = BlobLimits.cost(bytes.length);
        return keep(carried, community, bytes, () -> {
            boolean room = carried.used(community) + cost <= limits.communityBytes()
                    && carried.usedBytes() + cost <= limits.carriedBytes();
            return room
                    ? null
                    : Answer.refused(Answer.Why.OVER_QUOTA, "this node keeps no more blobs of other nodes for now");
        });
    }

    /** Why there is no room; null where there is. */
    private interface Quota {
        Answer<Bytes32> refusal();
    }

    private Answer<Bytes32> keep(BlobNotes notes, Bytes32 holder, byte[] bytes, Quota quota) throws IOException {
        Bytes32 digest = Sha256.of(bytes);
        if (barred.contains(digest)) {
            return barred();
        }
        long now = clock.getAsLong();
        Blob held = blobs.get(digest);
        if (held != null && notes.has(holder, digest)) {
            disk.confirm(blob(digest), now);
            notes.confirm(holder, digest, now);
            return Answer.of(digest);
        }
        Answer<Bytes32> refusal = full(BlobLimits.FILE_BYTES + (held == null ? BlobLimits.cost(bytes.length) : 0));
        refusal = refusal == null ? quota.refusal() : refusal;
        if (refusal != null) {
            return refusal;
        }
        try {
            if (held == null) {
                disk.write(blob(digest), bytes, now);
                held = new Blob(bytes.length);
                blobs.put(digest, held);
                usedBytes += held.cost;
            }
            notes.write(holder, digest, held.cost, now);
        } catch (IOException e) {
            if (DurableFolder.isFull(e)) {
                return Answer.refused(Answer.Why.STORE_FULL, "the node's disk is full");
            }
            throw e;
        }
        noted(held);
        return Answer.of(digest);
    }

    private long noted(Blob blob) {
        blob.holders++;
        usedBytes += BlobLimits.FILE_BYTES;
        return blob.cost;
    }

    /** Null where there is room for that much. */
    private Answer<Bytes32> full(long added) throws IOException {
        if (usedBytes + added > limits.allBytes()) {
            return Answer.refused(Answer.Why.STORE_FULL, "this node keeps no more blobs");
        }
        return disk.usableBytes() < limits.freeBytes() + added
                ? Answer.refused(Answer.Why.STORE_FULL, "the node's disk is full")
                : null;
    }

    /** A blob as it was put. One that the disk has damaged is let go of, so that it can be put again. */
    public Answer<byte[]> get(Bytes32 digest) throws IOException {
        if (barred.contains(digest)) {
            return barred();
        }
        byte[] bytes = blobs.containsKey(digest) ? Place.bytes(blob(digest)) : null;
        if (bytes != null && !Sha256.of(bytes).equals(digest)) {
            drop(digest);
            bytes = null;
        }
        return bytes == null ? unknown() : Answer.of(bytes);
    }

    private static <T> Answer<T> barred() {
        return Answer.refused(Answer.Why.BARRED, "the community's caretakers had this picture purged");
    }

    private static <T> Answer<T> unknown() {
        return Answer.refused(Answer.Why.UNKNOWN, "no such blob is here");
    }

    /** Up to so many bytes of a blob from there on; whether it is undamaged is looked at where it begins. */
    public Answer<Part> part(Bytes32 digest, int offset, int mostBytes) throws IOException {
        if (offset == 0 && get(digest) instanceof Answer.Refused<byte[]>) {
            return unknown();
        }
        Blob held = blobs.get(digest);
        if (held == null || offset >= held.sizeBytes) {
            return unknown();
        }
        ByteBuffer part = ByteBuffer.allocate(Math.min(mostBytes, held.sizeBytes - offset));
        try (SeekableByteChannel file = Files.newByteChannel(blob(digest))) {
            file.position(offset);
            while (part.hasRemaining() && file.read(part) >= 0) {
                // On to the end of the part.
            }
        }
        return part.hasRemaining() ? unknown() : Answer.of(new Part(held.sizeBytes, part.array()));
    }

    /** Whether it is here, or not wanted here; if it came for that community, it stays longer, since it is still named. */
    public boolean holds(Bytes32 digest, Bytes32 community) throws IOException {
        boolean held = blobs.containsKey(digest);
        if (held) {
            carried.touch(community, digest, clock.getAsLong());
        }
        return held || barred.contains(digest);
    }

    private void drop(Bytes32 digest) throws IOException {
        Files.deleteIfExists(blob(digest));
        usedBytes -= blobs.remove(digest).cost;
    }

    /** Counts anew for whom what is here, and lets go of what nobody has for long. To be called now and then. */
    public void sweep() throws IOException {
        sweep(false);
    }

    private void sweep(boolean starting) throws IOException {
        usedBytes = 0;
        for (Blob blob : blobs.values()) {
            blob.holders = 0;
            usedBytes += blob.cost;
        }
        BlobNotes.Standing standing = digest -> blobs.containsKey(digest) ? noted(blobs.get(digest)) : 0;
        holders.sweep(clock.getAsLong(), false, standing);
        carried.sweep(clock.getAsLong(), starting, standing);
        List<Bytes32> left = new ArrayList<>();
        blobs.forEach((digest, blob) -> {
            if (blob.holders == 0) {
                left.add(digest);
            }
        });
        for (Bytes32 digest : left) {
            drop(digest);
        }
    }

    /** What all blobs take, by the counts that the limits go by. */
    public long usedBytes() {
        return usedBytes;
    }
}
