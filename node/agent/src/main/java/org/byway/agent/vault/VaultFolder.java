package org.byway.agent.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.byway.agent.keys.PrivateFiles;
import org.byway.agent.ledger.Binder;
import org.byway.protocol.identity.RecoveryWords;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;

/**
 * Where a vault's header stands, and the key file of one without a passphrase. Both are written whole or not at all. To be used
 * while holding the turn to write.
 */
public final class VaultFolder {
    public static final String HEADER = "vault.header";
    public static final String KEY_FILE = "vault.key";

    private static final String BEFORE_VAULTS = "steward.key";

    private final Path header;
    private final Path keyFile;
    private final RandomGenerator random;

    /** The chance is to be a cryptographic source: it makes keys. */
    public VaultFolder(Path folder, RandomGenerator random) throws IOException {
        this.header = folder.resolve(HEADER);
        this.keyFile = folder.resolve(KEY_FILE);
        this.random = random;
        if (Files.exists(folder.resolve(BEFORE_VAULTS))) {
            throw new VaultDamaged(
                    folder + " is of an early Byway that kept keys in files of their own, which this one does not"
                            + " read: make a new home");
        }
    }

    /** Whether there is a vault. */
    public boolean exists() {
        return Files.exists(header);
    }

    /** Makes a vault with a key file, of these words. Refused where there is one, or what one has sealed. */
    public Opened create(RecoveryWords words, Binder sealed) throws IOException {
        for (Binder.Part part : Binder.Part.values()) {
            if (sealed.size(part) > 0) {
                throw new VaultDamaged(header + " is missing, without which nobody can read what is sealed beside it");
            }
        }
        if (exists()) {
            throw new VaultDamaged("there is a vault already at " + header);
        }
        if (!Files.exists(keyFile)) {
            PrivateFiles.write(keyFile, DataKey.ofRandom(random).bytes());
        }
        Opened opened = Opened.fresh(words, random);
        PrivateFiles.write(header, Header.ofKeyFile(opened, keyFile(), random).bytes());
        return opened;
    }

    /** Makes one of fresh words, as many as come of so much entropy. */
    public Opened create(int entropyBytes, Binder sealed) throws IOException {
        byte[] entropy = new byte[entropyBytes];
        random.nextBytes(entropy);
        return create(RecoveryWords.ofEntropy(entropy), sealed);
    }

    /** Opens the vault by its key file; {@link VaultLocked} where it has a passphrase. */
    public Opened open() throws IOException {
        Header read = header();
        if (read.hasPassphrase()) {
            throw new VaultLocked("the vault is locked");
        }
        return read.open(keyFile())
                .orElseThrow(() -> new VaultDamaged(keyFile + " does not fit " + header + ": one of them was altered"));
    }

    private Header header() throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(header)) {
            bytes = in.readNBytes(Header.MAX_BYTES);
        }
        return switch (Header.read(bytes)) {
            case Checked.Refused<Header>(Refusal refusal) ->
                throw new VaultDamaged(header + " cannot be used: " + refusal.detail());
            case Checked.Ok<Header>(Header read) -> read;
        };
    }

    private DataKey keyFile() throws IOException {
        if (!Files.exists(keyFile)) {
            throw new VaultDamaged(keyFile + " is missing: put it back, or make a new home from your words");
        }
        byte[] bytes = Files.readAllBytes(keyFile);
        if (bytes.length != DataKey.KEY_BYTES) {
            throw new VaultDamaged(keyFile + " does not hold a key: " + bytes.length + " bytes");
        }
        if (PrivateFiles.exposed(keyFile)) {
            throw new IOException(keyFile + " can be read by others: make it yours alone with chmod 600");
        }
        return DataKey.of(bytes);
    }
}
