package org.byway.agent.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What may open a vault that has a passphrase, without asking anybody.
 *
 * @param keys those of vaults that were unlocked; null for none
 * @param passphrase a file with the passphrase, for programs
 */
public record Unlocking(UnlockedKeys keys, Optional<Path> passphrase) {
    /** More than anybody types. */
    public static final int MAX_PASSPHRASE_BYTES = 1_024;

    /** Nothing but a key file. */
    public static Unlocking none() {
        return new Unlocking(null, Optional.empty());
    }

    /** What was unlocked for this vault, if anything was. */
    Optional<UnlockedKeys.Left> left(byte[] id) throws IOException {
        return keys == null ? Optional.empty() : keys.find(id);
    }

    /** Takes away what was unlocked for this vault. */
    void forget(byte[] id) throws IOException {
        if (keys != null) {
            keys.remove(id);
        }
    }

    /** The passphrase in a file: its first line. */
    public static String passphrase(Path file) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_PASSPHRASE_BYTES + 1);
        }
        if (bytes.length > MAX_PASSPHRASE_BYTES) {
            throw new IOException(file + " is too long for a passphrase");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            String line = text.lines().findFirst().orElse("");
            if (line.isEmpty()) {
                throw new IOException(file + " holds no passphrase");
            }
            return line;
        } catch (CharacterCodingException e) {
            throw new IOException(file + " does not hold text in UTF-8", e);
        }
    }
}
