package org.byway.agent.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.agent.keys.Keyring;
import org.byway.agent.keys.PrivateFiles;

/** A folder that is being made, under another name until it is whole. It is its owner's alone. */
final class FolderOut implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;
    private final Path half;
    private final SortedMap<String, Facts.Stated> files = new TreeMap<>();

    private FolderOut(Path folder, Path half) {
        this.folder = folder;
        this.half = half;
    }

    /** FileAlreadyExistsException where there is something in the folder; NoSuchFileException where there is nothing to make it in. */
    static FolderOut at(Path where) throws IOException {
        Path folder = where.toAbsolutePath().normalize();
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !isEmpty(folder)) {
            throw new FileAlreadyExistsException(where.toString(), null, "is there already and is not written over");
        }
        if (folder.getParent() == null || !Files.isDirectory(folder.getParent())) {
            throw new NoSuchFileException(where.toString(), null, "there is no folder in which it can be made");
        }
        return new FolderOut(folder, Files.createTempDirectory(folder.getParent(), ".byway-export"));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (var all = Files.list(folder)) {
            return all.findAny().isEmpty();
        }
    }

    /** Writes what a file holds. */
    interface Content {
        void to(OutputStream out) throws IOException;
    }

    void write(String name, byte[] bytes) throws IOException {
        write(name, out -> out.write(bytes));
    }

    void write(String name, ObjectNode object) throws IOException {
        write(name, JSON.writeValueAsBytes(object));
    }

    void write(String name, Content content) throws IOException {
        if (files.size() == Facts.MOST_FILES) {
            throw new IOException("an exported folder has at most " + Facts.MOST_FILES + " files");
        }
        Path file = half.resolve(name);
        PrivateFiles.folder(file.getParent());
        MessageDigest sha = sha256();
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PrivateFiles.OWNER_ONLY)) {
            DigestOutputStream out =
                    new DigestOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)), sha);
            content.to(out);
            out.flush();
            channel.force(true);
            files.put(name, new Facts.Stated(channel.size(), Facts.hex(sha.digest())));
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Writes what the folder says of itself, and gives it its name. */
    void finish(Keyring keys, long now) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("format", Facts.FORMAT)
                .put("exported", Instant.ofEpochMilli(now).toString());
        json.put("words", Facts.wordsMark(keys));
        ObjectNode all = json.putObject("files");
        for (Map.Entry<String, Facts.Stated> file : files.entrySet()) {
            all.putObject(file.getKey())
                    .put("size", file.getValue().size())
                    .put("sha256", file.getValue().sha256());
        }
        byte[] bytes = JSON.writeValueAsBytes(json);
        write(Facts.FILE, bytes);
        String signature = Facts.hex(keys.vaultPlace().sign(Facts.signed(bytes)));
        write(Facts.SIGNATURE, signature.getBytes(StandardCharsets.US_ASCII));
        PrivateFiles.sync(half);
        Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.sync(folder.getParent());
    }

    @Override
    public void close() throws IOException {
        PrivateFiles.remove(half);
    }
}
