package org.byway.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Makes a store's folder and file, so that after a power cut the file is whole or not there: LMDB writes the first two pages
 * of a new file without a sync, and does not open one that has only part of them. It is made in a folder of its own and
 * takes its place when all of it is synced; so are the folders that lead to it.
 */
final class Founding {
    static final String FILE = "data.mdb";
    private static final String FOLDER = "founding";

    /** Makes an environment there, with all its databases, and closes it. */
    interface Maker {
        void make(Path folder);
    }

    private Founding() {}

    /** The folder, made if it was not there. */
    static Path folder(Path folder) throws IOException {
        Path standing = folder.toAbsolutePath();
        while (!Files.exists(standing)) {
            standing = standing.getParent();
        }
        Path made = Files.createDirectories(folder).toRealPath();
        sync(made);
        for (Path above = folder.toAbsolutePath(); !above.equals(standing); ) {
            above = above.getParent();
            sync(above);
        }
        return made;
    }

    /** The file, made if it was not there. */
    static void file(Path folder, Maker maker) throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            return;
        }
        Path apart = folder.resolve(FOLDER);
        clear(apart);
        Files.createDirectory(apart);
        maker.make(apart);
        Files.move(apart.resolve(FILE), file, StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
        clear(apart);
    }

    private static void clear(Path apart) throws IOException {
        for (String each : List.of(FILE, "lock.mdb")) {
            Files.deleteIfExists(apart.resolve(each));
        }
        Files.deleteIfExists(apart);
    }

    static void sync(Path folder) throws IOException {
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }
}
