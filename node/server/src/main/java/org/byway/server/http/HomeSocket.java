package org.byway.server.http;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of a Unix domain socket. Whoever may open it may administer: it lies in a folder that only its owner may enter,
 * and is the owner's alone itself.
 */
public final class HomeSocket {
    /** What Java puts into a socket's address, which has room for 108 bytes on Linux ({@code unix(7)}). */
    static final int PATH_BYTES = 106;

    private static final Logger LOG = LoggerFactory.getLogger(HomeSocket.class);

    private HomeSocket() {}

    /** Why no socket can be there, for people; null where one can. */
    public static String unfit(Path path) {
        int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
        return bytes <= PATH_BYTES
                ? null
                : path + " has " + bytes + " bytes, and the path of a socket " + PATH_BYTES + " at most";
    }

    /** Takes away what a node left that was killed; an IOException where something else is there, or somebody listens. */
    static void clear(Path path) throws IOException {
        BasicFileAttributes there;
        try {
            there = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return;
        }
        if (!there.isOther()) {
            throw new FileSystemException(path.toString(), null, "is in the way of the socket, and is none");
        }
        if (answers(path)) {
            throw new FileSystemException(path.toString(), null, "is the socket of a program that runs");
        }
        Files.delete(path);
    }

    /** What is left there would be cleared at the next start. */
    static void remove(Path path) {
        try {
            if (path != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOG.debug("{} stays", path, e);
        }
    }

    /** What an exception says of the file, for people. */
    static String words(Throwable fault) {
        return fault instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : fault.getMessage();
    }

    private static boolean answers(Path path) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Once it listens. */
    static void shut(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }
}
