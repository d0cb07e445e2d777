package org.byway.agent.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.agent.keys.Keyring;
import org.byway.agent.vault.VaultDamaged;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;

/** An exported folder whose signature and whose every file was found right. {@link VaultDamaged} says what is not. */
final class FolderIn {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SIGNATURE_DIGITS = 128;
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*(/[\\p{L}\\p{N}._-]+)?";

    private final Path folder;
    private final Facts facts;
    private final Bytes32 digest;

    private FolderIn(Path folder, Facts facts, Bytes32 digest) {
        this.folder = folder;
        this.facts = facts;
        this.digest = digest;
    }

    static FolderIn open(Path folder, Keyring keys) throws IOException {
        byte[] bytes = bytes(folder, Facts.FILE, Facts.MOST_BYTES);
        JsonNode json = json(folder, bytes);
        if (json.path("format").asInt() > Facts.FORMAT) {
            throw new VaultDamaged(folder + " was written by a newer Byway, in a form that this one does not read");
        }
        if (json.path("format").asInt() != Facts.FORMAT) {
            throw new VaultDamaged(folder + " is no folder that was exported");
        }
        if (!json.path("words").asText().equals(Facts.wordsMark(keys))) {
            throw new VaultDamaged("these words are not those of the home that was exported into " + folder);
        }
        if (!isSigned(folder, bytes, keys)) {
            throw new VaultDamaged(folder.resolve(Facts.FILE) + " was altered: its signature does not hold");
        }
        FolderIn in = new FolderIn(folder, facts(folder, json), Sha256.of(bytes));
        in.check();
        return in;
    }

    private static JsonNode json(Path folder, byte[] bytes) throws IOException {
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new VaultDamaged(folder.resolve(Facts.FILE) + " was altered or cut short");
        }
    }

    private static boolean isSigned(Path folder, byte[] json, Keyring keys) throws IOException {
        String hex = new String(bytes(folder, Facts.SIGNATURE, SIGNATURE_DIGITS), StandardCharsets.US_ASCII);
        return hex.matches("[0-9a-f]{" + SIGNATURE_DIGITS + "}")
                && new StrictEd25519()
                        .verify(
                                keys.vaultPlace().publicKey(),
                                Facts.signed(json),
                                HexFormat.of().parseHex(hex));
    }

    private static Facts facts(Path folder, JsonNode json) throws IOException {
        SortedMap<String, Facts.Stated> files = new TreeMap<>();
        for (Map.Entry<String, JsonNode> file : json.path("files").properties()) {
            JsonNode stated = file.getValue();
            if (!file.getKey().matches(NAME) || files.size() == Facts.MOST_FILES) {
                throw new VaultDamaged(folder.resolve(Facts.FILE) + " names what cannot be in such a folder");
            }
            files.put(
                    file.getKey(),
                    new Facts.Stated(
                            stated.path("size").asLong(-1),
                            stated.path("sha256").asText()));
        }
        try {
            return new Facts(Instant.parse(json.path("exported").asText()).toEpochMilli(), files);
        } catch (DateTimeException | ArithmeticException e) {
            throw new VaultDamaged(folder.resolve(Facts.FILE) + " does not say when it was written");
        }
    }

    private static byte[] bytes(Path folder, String name, int most) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new VaultDamaged(folder + " is no folder that was exported, or not all of it: there is no " + name);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new VaultDamaged(file + " is larger than it can be");
            }
            return bytes;
        }
    }

    private void check() throws IOException {
        for (Map.Entry<String, Facts.Stated> file : facts.files().entrySet()) {
            check(folder.resolve(file.getKey()), file.getValue());
        }
        for (String needed : new String[] {Facts.LEDGER, Facts.VAULT}) {
            if (!facts.files().containsKey(needed)) {
                throw new VaultDamaged(folder + " holds no " + needed);
            }
        }
    }

    private static void check(Path file, Facts.Stated stated) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new VaultDamaged(file + " is missing");
        }
        MessageDigest sha = FolderOut.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        if (Files.size(file) != stated.size() || !Facts.hex(sha.digest()).equals(stated.sha256())) {
            throw new VaultDamaged(file + " was altered or cut short");
        }
    }

    /** When it was written, milliseconds. */
    long exported() {
        return facts.exported();
    }

    /** By which this export is told from others. */
    Bytes32 digest() {
        return digest;
    }

    Path ledger() {
        return folder.resolve(Facts.LEDGER);
    }

    Path vault() {
        return folder.resolve(Facts.VAULT);
    }

    /** The bundles, as they stand in the ledger. */
    Iterable<Path> records() {
        return facts.files().keySet().stream()
                .filter(name -> name.startsWith("records/"))
                .map(folder::resolve)
                .toList();
    }
}
