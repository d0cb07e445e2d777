package org.byway.storage.file;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.vault.SignedSnapshot;
import org.byway.protocol.wire.VaultSnapshot;

/**
 * Snapshots of vaults on disk: {@code places/ab/PLACE/chunks/DIGEST} and {@code places/ab/PLACE/snapshots/NUMBER}. What is
 * put here was checked: the signature of the place's key. An IOException says that the disk is broken.
 */
public final class VaultFiles {
    private final DurableFolder disk;
    private final VaultLimits limits;
    private final LongSupplier clock;
    private final TreeMap<Bytes32, Place> places = new TreeMap<>();
    private long usedBytes;

    private VaultFiles(DurableFolder disk, VaultLimits limits, LongSupplier clock) {
        this.disk = disk;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Opens the folder, which is there, and counts what is in it.
     *
     * @param clock milliseconds since 1970
     */
    public static VaultFiles open(Path folder, VaultLimits limits, LongSupplier clock) throws IOException {
        VaultFiles files = new VaultFiles(DurableFolder.open(folder), limits, clock);
        Path all = folder.resolve("places");
        if (Files.isDirectory(all)) {
            try (DirectoryStream<Path> shards = Files.newDirectoryStream(all)) {
                for (Path shard : shards) {
                    files.count(shard);
                }
            }
        }
        files.sweep();
        return files;
    }

    private void count(Path shard) throws IOException {
        try (DirectoryStream<Path> each = Files.newDirectoryStream(shard)) {
            for (Path folder : each) {
                if (Bytes32.parse(folder.getFileName().toString()) instanceof Checked.Ok<Bytes32>(Bytes32 key)) {
                    Place place = Place.read(folder);
                    places.put(key, place);
                    usedBytes += place.usedBytes;
                }
            }
        }
    }

    private Path folder(Bytes32 place) {
        return disk.root()
                .resolve("places")
                .resolve(place.hex().substring(0, 2))
                .resolve(place.hex());
    }

    /**
     * Keeps a chunk; a place begins with its first one. Durable on an answer.
     *
     * @param mayBegin asked only where the place is new
     */
    public Answer<Bytes32> put(Bytes32 place, byte[] chunk, BooleanSupplier mayBegin) throws IOException {
        Bytes32 digest = Sha256.of(chunk);
        Place held = places.get(place);
        if (held != null && Files.exists(held.chunk(digest))) {
            disk.confirm(held.chunk(digest), clock.getAsLong());
            return Answer.of(digest);
        }
        if (held == null && !mayBegin.getAsBoolean()) {
            return Answer.refused(Answer.Why.TOO_MANY_PLACES, "too many new places from this address: wait an hour");
        }
        Place kept = held == null ? new Place(folder(place)) : held;
        Answer<Bytes32> full = write(kept, held == null, kept.chunk(digest), chunk);
        if (full != null) {
            return full;
        }
        places.put(place, kept);
        return Answer.of(digest);
    }

    /** Null once the file is durable and counted; otherwise why there is no room for it. */
    private <T> Answer<T> write(Place place, boolean fresh, Path file, byte[] bytes) throws IOException {
        long cost = VaultLimits.cost(bytes.length);
        long added = cost + (fresh ? place.usedBytes : 0);
        if (place.usedBytes + cost > limits.placeBytes()) {
            return Answer.refused(
                    Answer.Why.OVER_QUOTA, "a place has at most " + limits.placeBytes() + " bytes at this node");
        }
        if (usedBytes + added > limits.allBytes()) {
            return Answer.refused(Answer.Why.STORE_FULL, "this node keeps no more of vaults");
        }
        if (disk.usableBytes() < limits.freeBytes() + cost) {
            return Answer.refused(Answer.Why.STORE_FULL, "the node's disk is full");
        }
        try {
            disk.write(file, bytes, clock.getAsLong());
        } catch (IOException e) {
            if (DurableFolder.isFull(e)) {
                return Answer.refused(Answer.Why.STORE_FULL, "the node's disk is full");
            }
            throw e;
        }
        place.usedBytes += cost;
        place.lastPut = clock.getAsLong();
        usedBytes += added;
        return null;
    }

    /** Of these, the chunks that are not here. */
    public List<Bytes32> missing(Bytes32 place, List<Bytes32> digests) {
        Place held = places.get(place);
        return digests.stream()
                .filter(digest -> held == null || !Files.exists(held.chunk(digest)))
                .toList();
    }

    /** A chunk as it was put. One that the disk has damaged is let go of, so that it can be put again. */
    public Answer<byte[]> chunk(Bytes32 place, Bytes32 digest) throws IOException {
        Place held = places.get(place);
        byte[] bytes = held == null ? null : Place.bytes(held.chunk(digest));
        if (bytes != null && !Sha256.of(bytes).equals(digest)) {
            drop(held, held.chunk(digest));
            bytes = null;
        }
        return bytes == null ? Answer.refused(Answer.Why.UNKNOWN, "no such chunk is here") : Answer.of(bytes);
    }

    private void drop(Place place, Path file) throws IOException {
        long before = place.usedBytes;
        place.drop(file);
        usedBytes -= before - place.usedBytes;
    }

    /**
     * Keeps a snapshot that the place's key has signed, and lets go of what none of the newest ones needs. The same one
     * may be put again. Durable on an answer.
     */
    public Answer<Bytes32> put(Bytes32 place, SignedSnapshot snapshot, BooleanSupplier mayBegin) throws IOException {
        Place held = places.get(place);
        if (held != null && Arrays.equals(snapshot.bytes(), Place.bytes(held.snapshot(snapshot.number())))) {
            disk.confirm(held.snapshot(snapshot.number()), clock.getAsLong());
            return Answer.of(snapshot.digest());
        }
        if (held != null && snapshot.number() <= held.newest) {
            return Answer.refused(Answer.Why.STALE, "the newest snapshot here is number " + held.newest);
        }
        List<Bytes32> missing = missing(place, snapshot.said().chunks());
        if (!missing.isEmpty()) {
            return Answer.refused(
                    Answer.Why.INCOMPLETE,
                    missing.size() + " chunks are not here, the first of them " + missing.get(0));
        }
        if (held == null && !mayBegin.getAsBoolean()) {
            return Answer.refused(Answer.Why.TOO_MANY_PLACES, "too many new places from this address: wait an hour");
        }
        Place kept = held == null ? new Place(folder(place)) : held;
        Answer<Bytes32> full = write(kept, held == null, kept.snapshot(snapshot.number()), snapshot.bytes());
        if (full != null) {
            return full;
        }
        kept.newest = snapshot.number();
        places.put(place, kept);
        letGo(kept);
        return Answer.of(snapshot.digest());
    }

    /** Keeps the newest snapshots, the chunks that they need, and those that came a while ago. */
    private void letGo(Place place) throws IOException {
        NavigableMap<Long, Path> numbers = place.numbers();
        while (numbers.size() > VaultLimits.SNAPSHOTS) {
            drop(place, numbers.pollFirstEntry().getValue());
        }
        Set<String> needed = new HashSet<>();
        for (Path file : numbers.values()) {
            needs(Files.readAllBytes(file)).forEach(digest -> needed.add(digest.hex()));
        }
        if (!Files.isDirectory(place.chunks())) {
            return;
        }
        long oldest = clock.getAsLong() - VaultLimits.GRACE_MILLIS;
        try (DirectoryStream<Path> each = Files.newDirectoryStream(place.chunks())) {
            for (Path file : each) {
                if (!needed.contains(file.getFileName().toString())
                        && Files.getLastModifiedTime(file).toMillis() < oldest) {
                    drop(place, file);
                }
            }
        }
    }

    /** What a snapshot of our own disk needs; nothing, where the disk has damaged it. */
    private static List<Bytes32> needs(byte[] snapshot) {
        try {
            return VaultSnapshot.parseFrom(snapshot).getChunksList().stream()
                    .filter(chunk -> chunk.size() == Bytes32.SIZE)
                    .map(ByteString::toByteArray)
                    .map(Bytes32::of)
                    .toList();
        } catch (InvalidProtocolBufferException e) {
            return List.of();
        }
    }

    /** One snapshot as it was put. */
    public Answer<byte[]> snapshot(Bytes32 place, long number) throws IOException {
        Place held = places.get(place);
        byte[] bytes = held == null ? null : Place.bytes(held.snapshot(number));
        return bytes == null ? Answer.refused(Answer.Why.UNKNOWN, "no such snapshot is here") : Answer.of(bytes);
    }

    /** The newest one. */
    public Answer<byte[]> latest(Bytes32 place) throws IOException {
        Place held = places.get(place);
        return snapshot(place, held == null ? 0 : held.newest);
    }

    /** What there is to know of a snapshot without reading it. */
    public record Listed(long number, Bytes32 digest, int sizeBytes) {}

    /** The newest ones, newest first; none where the place is not known. */
    public List<Listed> list(Bytes32 place, int limit) throws IOException {
        List<Listed> listed = new ArrayList<>();
        Place held = places.get(place);
        if (held != null) {
            for (var each : held.numbers().descendingMap().entrySet()) {
                if (listed.size() < Math.min(limit, VaultLimits.SNAPSHOTS)) {
                    byte[] bytes = Files.readAllBytes(each.getValue());
                    listed.add(new Listed(each.getKey(), Sha256.of(bytes), bytes.length));
                }
            }
        }
        return listed;
    }

    /** Lets go of a place with all that is in it; durable on return. */
    public void remove(Bytes32 place) throws IOException {
        Place held = places.get(place);
        if (held != null) {
            disk.remove(held.folder);
            places.remove(place);
            usedBytes -= held.usedBytes;
        }
    }

    /** Lets go of places that were begun long ago and never got a snapshot. To be called now and then. */
    public void sweep() throws IOException {
        long oldest = clock.getAsLong() - VaultLimits.UNFINISHED_MILLIS;
        List<Bytes32> unfinished = new ArrayList<>();
        places.forEach((key, place) -> {
            if (place.newest == 0 && place.lastPut < oldest) {
                unfinished.add(key);
            }
        });
        for (Bytes32 place : unfinished) {
            remove(place);
        }
    }

    /** What all places take, by the counts that the limits go by. */
    public long usedBytes() {
        return usedBytes;
    }
}
