package org.byway.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A folder of the owner's whose files are there whole or not at all, and stay once they are. For one thread at a time. */
final class DurableFolder {
    /** What is not finished, or to be cleared away: nothing of it was ever answered for. */
    private static final String APART = "apart";

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<StandardOpenOption> FRESH =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path root;
    private final Path apart;
    private long count;

    private DurableFolder(Path root) {
        this.root = root;
        this.apart = root.resolve(APART);
    }

    /** Opens the folder, which is there, and clears away what a crash left unfinished. */
    static DurableFolder open(Path root) throws IOException {
        DurableFolder folder = new DurableFolder(root);
        erase(folder.apart);
        Files.createDirectory(folder.apart, OWNER_FOLDER);
        sync(root);
        return folder;
    }

    Path root() {
        return root;
    }

    /** Writes a file below the root, with the folders that lead to it; durable on return. Replaces one that is there. */
    void write(Path file, byte[] bytes, long nowMillis) throws IOException {
        Path half = next();
        try (FileChannel out = FileChannel.open(half, FRESH, OWNER_FILE)) {
            ByteBuffer from = ByteBuffer.wrap(bytes);
            while (from.hasRemaining()) {
                out.write(from);
            }
            Files.setLastModifiedTime(half, FileTime.fromMillis(nowMillis));
            out.force(true);
            folder(file.getParent());
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(file.getParent());
        } finally {
            Files.deleteIfExists(half);
        }
    }

    /** Makes sure that a file which is there stays, though a crash may have come between; it counts as written now. */
    void confirm(Path file, long nowMillis) throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(nowMillis));
        sync(file.getParent());
    }

    /** Makes a file as young as that. */
    void date(Path file, long nowMillis) throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(nowMillis));
    }

    /** What is in a folder; nothing where it is not there. */
    static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> each = Files.newDirectoryStream(folder)) {
                each.forEach(entries::add);
            }
        }
        return entries;
    }

    private Path next() {
        return apart.resolve(Long.toString(count++));
    }

    private void folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            folder(folder.getParent());
            Files.createDirectory(folder, OWNER_FOLDER);
            sync(folder.getParent());
        }
    }

    /** Takes a folder away with all that is in it; durable on return, and all or nothing. */
    void remove(Path folder) throws IOException {
        Path gone = next();
        Files.move(folder, gone, StandardCopyOption.ATOMIC_MOVE);
        sync(folder.getParent());
        erase(gone);
    }

    private static void erase(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, IOException fault) throws IOException {
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    long usableBytes() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    /** Whether it is room on the disk, or the owner's share of it, that was wanting. */
    static boolean isFull(IOException fault) {
        String said = String.valueOf(fault.getMessage());
        return said.contains("No space left") || said.contains("quota exceeded");
    }
}
