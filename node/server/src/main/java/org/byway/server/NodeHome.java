package org.byway.server;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.byway.protocol.community.Address;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Checked;

/**
 * The folder of one node: its key, its store, the addresses that a person added, and, while it runs, how to find it. One
 * process at a time; only its owner can read it.
 */
public final class NodeHome implements AutoCloseable {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int TOKEN_BYTES = 32;
    private static final int MOST_ANCHORS = 16;

    private final Path folder;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final SigningKey key;
    private final String token;
    private final byte[] blockSecret;

    private NodeHome(Path folder, FileChannel lockFile, FileLock lock, SecureRandom random) throws IOException {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
        this.key = SigningKey.ofSeed(seed(folder.resolve("node.key"), random));
        this.blockSecret = seed(folder.resolve("block.secret"), random);
        byte[] secret = new byte[TOKEN_BYTES];
        random.nextBytes(secret);
        this.token = HexFormat.of().formatHex(secret);
    }

    /** Opens the folder, making it and the node's key if they are not there. */
    public static NodeHome open(Path folder, SecureRandom random) throws IOException, HomeInUse {
        make(folder);
        make(folder.resolve("store"));
        takeAwayUnlessFolder(folder.resolve("index"));
        make(folder.resolve("index"));
        make(folder.resolve("vaults"));
        make(folder.resolve("blobs"));
        make(folder.resolve("mail"));
        FileChannel file = FileChannel.open(
                folder.resolve("lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                OWNER_FILE);
        FileLock lock = lock(file);
        if (lock == null) {
            try (file) {
                throw new HomeInUse(folder, pid(file));
            }
        }
        file.truncate(0);
        file.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)), 0);
        return new NodeHome(folder, file, lock, random);
    }

    /** For what can be made again: something else that has its name. */
    private static void takeAwayUnlessFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.deleteIfExists(folder);
        }
    }

    /** Makes a folder unless it is there; it is the owner's alone in any case. */
    private static void make(Path folder) throws IOException {
        boolean fresh = Files.notExists(folder);
        Files.createDirectories(folder, OWNER_FOLDER);
        Files.setPosixFilePermissions(folder, OWNER_FOLDER.value());
        if (fresh) {
            sync(folder.toAbsolutePath().getParent());
        }
    }

    /** What was made, renamed or deleted in the folder stays so. */
    private static void sync(Path folder) throws IOException {
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    private static FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock(Long.MAX_VALUE - 1, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static long pid(FileChannel file) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        int read = Math.max(0, file.read(text, 0));
        try {
            return Long.parseLong(new String(text.array(), 0, read, StandardCharsets.US_ASCII).trim());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static byte[] seed(Path file, SecureRandom random) throws IOException {
        try {
            byte[] seed = HexFormat.of().parseHex(Files.readString(file).trim());
            if (seed.length != SigningKey.SEED_BYTES) {
                throw new IOException(file + " is damaged: it must hold 64 hexadecimal digits");
            }
            return seed;
        } catch (NoSuchFileException e) {
            byte[] seed = new byte[SigningKey.SEED_BYTES];
            random.nextBytes(seed);
            replace(file, HexFormat.of().formatHex(seed) + "\n");
            return seed;
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is damaged: it must hold 64 hexadecimal digits", e);
        }
    }

    /** Writes a file of the owner's whole or not at all, and durably. */
    private static void replace(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel out =
                FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_FILE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(file.toAbsolutePath().getParent());
    }

    public SigningKey key() {
        return key;
    }

    /** What lets the home's owner administer the running node; another one at each start. */
    String token() {
        return token;
    }

    Path store() {
        return folder.resolve("store");
    }

    /** Letters on their way, and those that wait. */
    Path mail() {
        return folder.resolve("mail");
    }

    /** Of what block tags are made; of this node alone, so that two nodes of a community make different ones. */
    byte[] blockSecret() {
        return blockSecret;
    }

    /** The index for searching, which can always be made again. */
    Path index() {
        return folder.resolve("index");
    }

    /** Where snapshots of people's vaults lie. */
    Path vaults() {
        return folder.resolve("vaults");
    }

    /** Where tokens to post by are kept account of. */
    Path tokens() {
        return folder.resolve("tokens");
    }

    /** Where pictures lie. */
    Path blobs() {
        return folder.resolve("blobs");
    }

    /** What people want to be told of. */
    Path interests() {
        return folder.resolve("interests");
    }

    /** Where the words and kinds of the node stand that people may edit. */
    Path lexicon() {
        return folder;
    }

    /** Where the running node serves its owner. */
    Path socket() {
        return folder.resolve("node.sock").toAbsolutePath();
    }

    /** The addresses that a person added, in order. */
    List<Address> peers() throws IOException {
        try {
            return Files.readAllLines(folder.resolve("peers")).stream()
                    .map(Address::parse)
                    .filter(Checked.Ok.class::isInstance)
                    .map(Checked::orThrow)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** The charters of the community that the node has joined; empty where it is of the one that was founded in this home. */
    public byte[] charters() throws IOException {
        try {
            return HexFormat.of()
                    .parseHex(Files.readString(folder.resolve("charters")).trim());
        } catch (NoSuchFileException e) {
            return new byte[0];
        } catch (IllegalArgumentException e) {
            throw new IOException(folder.resolve("charters") + " is damaged: it must hold hexadecimal digits", e);
        }
    }

    /** Makes the node one of the community whose charters these are, in touch with those addresses. */
    public void join(byte[] charters, List<Address> others) throws IOException {
        peers(others);
        replace(folder.resolve("charters"), HexFormat.of().formatHex(charters) + "\n");
    }

    void peers(List<Address> addresses) throws IOException {
        StringBuilder text = new StringBuilder();
        addresses.forEach(address -> text.append(address.text()).append('\n'));
        replace(folder.resolve("peers"), text.toString());
    }

    /** The nodes with which sessions stood the last time; what cannot be read is left out. */
    List<Address> anchors() {
        try {
            return Files.readAllLines(folder.resolve("anchors")).stream()
                    .limit(MOST_ANCHORS)
                    .map(Address::parseNamed)
                    .filter(Checked.Ok.class::isInstance)
                    .map(Checked::orThrow)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    void anchors(List<Address> anchors) throws IOException {
        StringBuilder text = new StringBuilder();
        anchors.forEach(address -> text.append(address.namedText()).append('\n'));
        replace(folder.resolve("anchors"), text.toString());
    }

    /** The ports of the last run, so that invites stay good: what was free then is asked for again. */
    int lastPort(String what) {
        try {
            return Integer.parseInt(
                    Files.readString(folder.resolve("port." + what)).trim());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    void lastPorts(int listen, int http) throws IOException {
        lastPort("listen", listen);
        lastPort("http", http);
    }

    private void lastPort(String what, int port) throws IOException {
        replace(folder.resolve("port." + what), port + "\n");
    }

    /** Tells other programs of the home's owner how to reach the running node; the socket is null where there is none. */
    void announce(String listen, String http, Path socket) throws IOException {
        JsonObject run = new JsonObject()
                .put("pid", ProcessHandle.current().pid())
                .put("listen", listen)
                .put("http", http)
                .put("token", token);
        if (socket != null) {
            run.put("socket", socket.toString());
        }
        replace(folder.resolve("run.json"), run.encode() + "\n");
    }

    /** Lets go of the folder. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(folder.resolve("run.json"));
        lock.release();
        lockFile.close();
    }

    /** Another process has this home. */
    public static final class HomeInUse extends Exception {
        private static final long serialVersionUID = 1;

        private final long pid;

        HomeInUse(Path folder, long pid) {
            super(folder + " is in use by the process " + pid);
            this.pid = pid;
        }

        /** The other process; 0 where it is not known. */
        public long pid() {
            return pid;
        }
    }
}
