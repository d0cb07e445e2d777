package org.byway.agent.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.byway.agent.keys.PrivateFiles;

/**
 * Where the data keys of unlocked vaults lie until they are locked again: a file of mode 0600 each, in a folder of the user's own
 * that ends with the login or with the machine. A key whose time has passed is taken away by who finds it.
 */
public final class UnlockedKeys {
    /** Of a key that stays until it is locked. */
    public static final long NO_END = Long.MAX_VALUE;

    private static final int FILE_BYTES = Long.BYTES + DataKey.KEY_BYTES;

    private final Path folder;
    private final InstantSource clock;

    public UnlockedKeys(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** A key that was left there and until when, milliseconds. */
    record Left(DataKey key, long until) {}

    Optional<Left> find(byte[] id) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(file(id), LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(FILE_BYTES + 1);
        } catch (NoSuchFileException | AccessDeniedException e) {
            // A folder that somebody else has put there keeps nobody from a vault that has no passphrase.
            return Optional.empty();
        }
        long until = bytes.length == FILE_BYTES ? ByteBuffer.wrap(bytes).getLong() : 0;
        if (until <= clock.millis()) {
            remove(id);
            return Optional.empty();
        }
        return Optional.of(new Left(DataKey.of(Arrays.copyOfRange(bytes, Long.BYTES, FILE_BYTES)), until));
    }

    /** Leaves a key until that time, milliseconds. IOException where the folder is not the user's alone. */
    void leave(byte[] id, DataKey key, long until) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            PrivateFiles.folder(folder);
        }
        checkOwn();
        PrivateFiles.write(
                file(id),
                ByteBuffer.allocate(FILE_BYTES).putLong(until).put(key.bytes()).array());
    }

    void remove(byte[] id) throws IOException {
        Files.deleteIfExists(file(id));
    }

    private void checkOwn() throws IOException {
        Path probe = Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                ? Files.createTempFile(folder, "own", "", PrivateFiles.OWNER_ONLY)
                : null;
        boolean own = probe != null
                && Files.getOwner(probe).equals(Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS))
                && PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
                        .equals("rwx------");
        if (probe != null) {
            Files.delete(probe);
        }
        if (!own) {
            throw new IOException(folder + " is not a folder of yours alone: nothing is unlocked into it");
        }
    }

    private Path file(byte[] id) {
        return folder.resolve("vault-" + HexFormat.of().formatHex(id));
    }
}
