package org.byway.storage.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;

/** For whom blobs are kept: {@code NAME/ab/HOLDER/DIGEST}, an empty file for each, and what each holder is charged for. */
final class BlobNotes {
    private static final byte[] NOTHING = {};
    /** A note that is younger than that is not made new only because its blob is still named. */
    private static final long FRESH_MILLIS = 12 * 3_600_000L;

    private final DurableFolder disk;
    private final Path root;
    private final long keptMillis;
    private final TreeMap<Bytes32, Long> used = new TreeMap<>();
    private long usedBytes;

    /** What a sweep asks of a note that stands. */
    interface Standing {
        /** What the blob takes, now that one more holds it; 0 where there is no such blob. */
        long cost(Bytes32 digest);
    }

    /** @param keptMillis how long a note stands that is not made new */
    BlobNotes(DurableFolder disk, String name, long keptMillis) {
        this.disk = disk;
        this.root = disk.root().resolve(name);
        this.keptMillis = keptMillis;
    }

    private Path note(Bytes32 holder, Bytes32 digest) {
        String key = holder.hex();
        return root.resolve(key.substring(0, 2)).resolve(key).resolve(digest.hex());
    }

    boolean has(Bytes32 holder, Bytes32 digest) {
        return Files.exists(note(holder, digest));
    }

    void confirm(Bytes32 holder, Bytes32 digest, long now) throws IOException {
        disk.confirm(note(holder, digest), now);
    }

    /** Makes the note new where it stands and is old; that this lasts over a crash is not so important. */
    void touch(Bytes32 holder, Bytes32 digest, long now) throws IOException {
        Path note = note(holder, digest);
        if (Files.exists(note) && now - modified(note) > FRESH_MILLIS) {
            disk.date(note, now);
        }
    }

    void write(Bytes32 holder, Bytes32 digest, long cost, long now) throws IOException {
        disk.write(note(holder, digest), NOTHING, now);
        charge(holder, cost);
    }

    private void charge(Bytes32 holder, long cost) {
        used.merge(holder, cost, Long::sum);
        usedBytes += cost;
    }

    long used(Bytes32 holder) {
        return used.getOrDefault(holder, 0L);
    }

    /** What all holders are charged for. */
    long usedBytes() {
        return usedBytes;
    }

    /** Counts anew; notes without a blob go, and those that are too old unless all are to stay. */
    void sweep(long now, boolean allStay, Standing standing) throws IOException {
        used.clear();
        usedBytes = 0;
        for (Path shard : DurableFolder.entries(root)) {
            for (Path holder : DurableFolder.entries(shard)) {
                sweep(holder, allStay ? Long.MAX_VALUE : keptMillis, now, standing);
            }
        }
    }

    private void sweep(Path folder, long mostAge, long now, Standing standing) throws IOException {
        if (!(Bytes32.parse(folder.getFileName().toString()) instanceof Checked.Ok<Bytes32>(Bytes32 holder))) {
            return;
        }
        int kept = 0;
        for (Path note : DurableFolder.entries(folder)) {
            boolean young = now - modified(note) <= mostAge;
            long cost =
                    young && Bytes32.parse(note.getFileName().toString()) instanceof Checked.Ok<Bytes32>(Bytes32 digest)
                            ? standing.cost(digest)
                            : 0;
            if (cost == 0) {
                Files.delete(note);
            } else {
                charge(holder, cost);
                kept++;
            }
        }
        if (kept == 0) {
            Files.delete(folder);
        }
    }

    private static long modified(Path note) throws IOException {
        return Files.getLastModifiedTime(note).toMillis();
    }
}
