package org.byway.storage.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Sha256;

/**
 * Blobs by their digests: {@code blobs/ab/DIGEST}, and {@code holders/ab/KEY/DIGEST}, an empty file, for each key that has
 * left one here and is charged for it. A blob goes when nobody has left it here for long. An IOException says that the disk is
 * broken.
 */
public final class BlobFiles {
    private static final byte[] NOTHING = {};

    private final DurableFolder disk;
    private final BlobLimits limits;
    private final LongSupplier clock;
    private final TreeMap<Bytes32, Blob> blobs = new TreeMap<>();
    private final TreeMap<Bytes32, Long> usedByHolder = new TreeMap<>();
    private long usedBytes;

    private static final class Blob {
        final long cost;
        int holders;

        Blob(long cost) {
            this.cost = cost;
        }
    }

    private BlobFiles(DurableFolder disk, BlobLimits limits, LongSupplier clock) {
        this.disk = disk;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Opens the folder, which is there, counts what is in it and lets go of what is too old.
     *
     * @param clock milliseconds since 1970
     */
    public static BlobFiles open(Path folder, BlobLimits limits, LongSupplier clock) throws IOException {
        BlobFiles files = new BlobFiles(DurableFolder.open(folder), limits, clock);
        for (Path shard : files.entries(folder.resolve("blobs"))) {
            for (Path file : files.entries(shard)) {
                files.countBlob(file);
            }
        }
        files.sweep();
        return files;
    }

    private List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> each = Files.newDirectoryStream(folder)) {
                each.forEach(entries::add);
            }
        }
        return entries;
    }

    private void countBlob(Path file) throws IOException {
        if (Bytes32.parse(file.getFileName().toString()) instanceof Checked.Ok<Bytes32>(Bytes32 digest)) {
            Blob blob = new Blob(BlobLimits.cost(Files.size(file)));
            blobs.put(digest, blob);
            usedBytes += blob.cost;
        }
    }

    private Path blob(Bytes32 digest) {
        return disk.root()
                .resolve("blobs")
                .resolve(digest.hex().substring(0, 2))
                .resolve(digest.hex());
    }

    private Path note(Bytes32 holder, Bytes32 digest) {
        String key = holder.hex();
        return disk.root()
                .resolve("holders")
                .resolve(key.substring(0, 2))
                .resolve(key)
                .resolve(digest.hex());
    }

    /**
     * Keeps a blob for its holder; durable on an answer. The same one may be put again, and stays longer for it.
     *
     * @param mayBegin asked only where the holder has nothing here
     */
    public Answer<Bytes32> put(Bytes32 holder, byte[] bytes, BooleanSupplier mayBegin) throws IOException {
        Bytes32 digest = Sha256.of(bytes);
        Path note = note(holder, digest);
        Blob held = blobs.get(digest);
        if (held != null && Files.exists(note)) {
            disk.confirm(blob(digest), clock.getAsLong());
            disk.confirm(note, clock.getAsLong());
            return Answer.of(digest);
        }
        Answer<Bytes32> refusal = refusal(holder, held, BlobLimits.cost(bytes.length), mayBegin);
        if (refusal != null) {
            return refusal;
        }
        try {
            if (held == null) {
                disk.write(blob(digest), bytes, clock.getAsLong());
                held = new Blob(BlobLimits.cost(bytes.length));
                blobs.put(digest, held);
                usedBytes += held.cost;
            }
            disk.write(note, NOTHING, clock.getAsLong());
        } catch (IOException e) {
            if (DurableFolder.isFull(e)) {
                return Answer.refused(Answer.Why.STORE_FULL, "the node's disk is full");
            }
            throw e;
        }
        charge(holder, held);
        return Answer.of(digest);
    }

    private void charge(Bytes32 holder, Blob blob) {
        blob.holders++;
        usedByHolder.merge(holder, blob.cost, Long::sum);
        usedBytes += BlobLimits.FILE_BYTES;
    }

    /** Null where there is room for it. */
    private Answer<Bytes32> refusal(Bytes32 holder, Blob held, long cost, BooleanSupplier mayBegin) throws IOException {
        long used = usedByHolder.getOrDefault(holder, 0L);
        long added = BlobLimits.FILE_BYTES + (held == null ? cost : 0);
        if (used + cost > limits.holderBytes()) {
            return Answer.refused(
                    Answer.Why.OVER_QUOTA, "one key has at most " + limits.holderBytes() + " bytes of blobs here");
        }
        if (usedBytes + added > limits.allBytes()) {
            return Answer.refused(Answer.Why.STORE_FULL, "this node keeps no more blobs");
        }
        if (disk.usableBytes() < limits.freeBytes() + added) {
            return Answer.refused(Answer.Why.STORE_FULL, "the node's disk is full");
        }
        return used == 0 && !mayBegin.getAsBoolean()
                ? Answer.refused(Answer.Why.TOO_MANY_PLACES, "too many new keys from this address: wait an hour")
                : null;
    }

    /** A blob as it was put. One that the disk has damaged is let go of, so that it can be put again. */
    public Answer<byte[]> get(Bytes32 digest) throws IOException {
        byte[] bytes = blobs.containsKey(digest) ? Place.bytes(blob(digest)) : null;
        if (bytes != null && !Sha256.of(bytes).equals(digest)) {
            drop(digest);
            bytes = null;
        }
        return bytes == null ? Answer.refused(Answer.Why.UNKNOWN, "no such blob is here") : Answer.of(bytes);
    }

    private void drop(Bytes32 digest) throws IOException {
        Files.deleteIfExists(blob(digest));
        usedBytes -= blobs.remove(digest).cost;
    }

    /** Counts anew who has left what here, and lets go of what nobody has for long. To be called now and then. */
    public void sweep() throws IOException {
        usedByHolder.clear();
        usedBytes = 0;
        for (Blob blob : blobs.values()) {
            blob.holders = 0;
            usedBytes += blob.cost;
        }
        for (Path shard : entries(disk.root().resolve("holders"))) {
            for (Path holder : entries(shard)) {
                sweep(holder);
            }
        }
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

    private void sweep(Path folder) throws IOException {
        if (!(Bytes32.parse(folder.getFileName().toString()) instanceof Checked.Ok<Bytes32>(Bytes32 holder))) {
            return;
        }
        List<Path> notes = entries(folder);
        int kept = 0;
        for (Path note : notes) {
            Blob blob = Bytes32.parse(note.getFileName().toString()) instanceof Checked.Ok<Bytes32>(Bytes32 digest)
                    ? blobs.get(digest)
                    : null;
            long age = clock.getAsLong() - Files.getLastModifiedTime(note).toMillis();
            if (blob == null || age > BlobLimits.KEPT_MILLIS) {
                Files.delete(note);
            } else {
                charge(holder, blob);
                kept++;
            }
        }
        if (kept == 0) {
            Files.delete(folder);
        }
    }

    /** What all blobs take, by the counts that the limits go by. */
    public long usedBytes() {
        return usedBytes;
    }
}
