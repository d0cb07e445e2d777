package org.byway.storage.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.byway.protocol.record.Bytes32;

/** The folder of one place, and what it takes by the counts that quotas go by. */
final class Place {
    final Path folder;
    long usedBytes = VaultLimits.FOLDER_BYTES;
    /** The number of the newest snapshot; 0 where there is none. */
    long newest;

    long lastPut;

    Place(Path folder) {
        this.folder = folder;
    }

    /** Counts what is in the folder. */
    static Place read(Path folder) throws IOException {
        Place place = new Place(folder);
        place.count(place.chunks());
        place.count(place.snapshots());
        NavigableMap<Long, Path> numbers = place.numbers();
        place.newest = numbers.isEmpty() ? 0 : numbers.lastKey();
        return place;
    }

    private void count(Path files) throws IOException {
        if (!Files.isDirectory(files)) {
            return;
        }
        try (DirectoryStream<Path> each = Files.newDirectoryStream(files)) {
            for (Path file : each) {
                usedBytes += VaultLimits.cost(Files.size(file));
                lastPut = Math.max(lastPut, Files.getLastModifiedTime(file).toMillis());
            }
        }
    }

    Path chunks() {
        return folder.resolve("chunks");
    }

    Path chunk(Bytes32 digest) {
        return chunks().resolve(digest.hex());
    }

    private Path snapshots() {
        return folder.resolve("snapshots");
    }

    Path snapshot(long number) {
        return snapshots().resolve(String.format(Locale.ROOT, "%019d", number));
    }

    /** The snapshots that are there, by number; more than are to be kept, where a crash came between. */
    NavigableMap<Long, Path> numbers() throws IOException {
        NavigableMap<Long, Path> numbers = new TreeMap<>();
        if (Files.isDirectory(snapshots())) {
            try (DirectoryStream<Path> each = Files.newDirectoryStream(snapshots())) {
                for (Path file : each) {
                    String name = file.getFileName().toString();
                    if (name.matches("[0-9]{19}")) {
                        numbers.put(Long.parseLong(name), file);
                    }
                }
            }
        }
        return numbers;
    }

    /** Null where there is no such file. */
    static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Lets go of a file. That it stays away needs no sync: what comes back is let go of again. */
    void drop(Path file) throws IOException {
        long size = Files.size(file);
        Files.delete(file);
        usedBytes -= VaultLimits.cost(size);
    }
}
