package org.byway.agent.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Files that only their owner may read: mode 0600, in folders of mode 0700, there from the moment that they are made. */
public final class PrivateFiles {
    public static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private PrivateFiles() {}

    /** Makes the folder, and those above it, unless it is there; makes it the owner's alone in any case. */
    public static void folder(Path folder) throws IOException {
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
        Files.setPosixFilePermissions(folder, FOLDER);
    }

    /** Writes a file whole or not at all, durable on return; replaces one that is there. */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path half = half(file);
        try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
            ByteBuffer from = ByteBuffer.wrap(bytes);
            while (from.hasRemaining()) {
                channel.write(from);
            }
            channel.force(true);
        }
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
    }

    /** A new file beside the one that it is to become; what is wrong with it is wrong with that one, which people know. */
    public static Path half(Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        try {
            return Files.createTempFile(whole.getParent(), whole.getFileName().toString(), ".new", OWNER_ONLY);
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(file.toString(), null, "there is no such folder");
        } catch (AccessDeniedException e) {
            throw new AccessDeniedException(file.toString(), null, e.getReason());
        }
    }

    /** What was made or renamed in the folder stays so, whatever happens to the machine. */
    public static void sync(Path folder) throws IOException {
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    /** Fills a folder that nobody sees yet. */
    public interface Filling<T> {
        T fill(Path half) throws IOException;
    }

    /** Makes a folder whole or not at all, where none is yet: it has another name until it is filled. */
    public static <T> T whole(Path folder, Filling<T> filling) throws IOException {
        Path half = folder.resolveSibling(folder.getFileName() + ".restoring");
        // What an earlier try has left behind.
        remove(half);
        folder(half);
        try {
            T filled = filling.fill(half);
            Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
            sync(folder.toAbsolutePath().getParent());
            return filled;
        } finally {
            remove(half);
        }
    }

    /** FileAlreadyExistsException where there is something of that name. */
    public static void checkAbsent(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(path.toString(), null, "is there already and is not written over");
        }
    }

    /** Deletes a folder and all in it, if it is there. */
    public static void remove(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            List<Path> all;
            try (Stream<Path> walk = Files.walk(folder)) {
                all = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path each : all) {
                Files.delete(each);
            }
        }
    }

    /** Whether others may read the file too. */
    public static boolean exposed(Path file) throws IOException {
        return Files.getPosixFilePermissions(file).stream()
                .anyMatch(permission -> !permission.name().startsWith("OWNER"));
    }
}
