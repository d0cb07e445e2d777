package org.byway.agent.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
    private final Unlocking unlocking;
    private final RandomGenerator random;

    /** The chance is to be a cryptographic source: it makes keys. */
    public VaultFolder(Path folder, Unlocking unlocking, RandomGenerator random) throws IOException {
        this.header = folder.resolve(HEADER);
        this.keyFile = folder.resolve(KEY_FILE);
        this.unlocking = unlocking;
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

    /** Puts a header and a key file beside files that are sealed already, of a vault with another id. */
    public Opened restore(RecoveryWords words, byte[] seed, DataKey dataKey) throws IOException {
        Opened opened = new Opened(Header.freshId(random), dataKey, words, seed);
        PrivateFiles.write(keyFile, DataKey.ofRandom(random).bytes());
        PrivateFiles.write(header, Header.ofKeyFile(opened, keyFile(), random).bytes());
        return opened;
    }

    /** Makes one of fresh words, as many as come of so much entropy. */
    public Opened create(int entropyBytes, Binder sealed) throws IOException {
        byte[] entropy = new byte[entropyBytes];
        random.nextBytes(entropy);
        return create(RecoveryWords.ofEntropy(entropy), sealed);
    }

    /** Opens the vault: by its key file, or as its passphrase allows; {@link VaultLocked} where nothing at hand does. */
    public Opened open() throws IOException {
        Header read = header();
        if (!read.hasPassphrase()) {
            return read.open(keyFile())
                    .orElseThrow(
                            () -> new VaultDamaged(keyFile + " does not fit " + header + ": one of them was altered"));
        }
        Optional<Opened> opened = unlocking.left(read.id()).flatMap(left -> read.unlocked(left.key()));
        if (opened.isPresent()) {
            return opened.get();
        }
        if (unlocking.passphrase().isEmpty()) {
            throw new VaultLocked("the vault is locked");
        }
        Path file = unlocking.passphrase().get();
        return read.open(read.stretching().key(Unlocking.passphrase(file)))
                .orElseThrow(() -> new VaultLocked("what is in " + file + " does not open the vault"));
    }

    public VaultState state() throws IOException {
        if (!exists()) {
            return new VaultState.None();
        }
        Header read = header();
        if (!read.hasPassphrase()) {
            return new VaultState.KeyFile();
        }
        Optional<UnlockedKeys.Left> left = unlocking.left(read.id());
        return left.isPresent() && read.unlocked(left.get().key()).isPresent()
                ? new VaultState.Unlocked(left.get().until())
                : new VaultState.Locked();
    }

    /** Leaves the key of a vault with a passphrase where commands find it, until that time; false where the passphrase is wrong. */
    public boolean unlock(String passphrase, long until) throws IOException {
        Header read = header();
        Optional<Opened> opened = read.open(read.stretching().key(passphrase));
        if (opened.isEmpty()) {
            return false;
        }
        unlocking.keys().leave(read.id(), opened.get().dataKey(), until);
        return true;
    }

    /** Takes the key away that was left. */
    public void lock() throws IOException {
        unlocking.forget(header().id());
    }

    /** From now on the passphrase opens the vault, and nothing else; it is locked. */
    public void usePassphrase(Opened opened, String passphrase) throws IOException {
        Header anew = Header.ofPassphrase(opened, Stretching.usual(random), passphrase, random);
        PrivateFiles.write(header, anew.bytes());
        Files.deleteIfExists(keyFile);
        PrivateFiles.sync(keyFile.toAbsolutePath().getParent());
        lock();
    }

    /** From now on a key file opens the vault. */
    public void useKeyFile(Opened opened) throws IOException {
        if (!header().hasPassphrase()) {
            return;
        }
        lock();
        PrivateFiles.write(keyFile, DataKey.ofRandom(random).bytes());
        PrivateFiles.write(header, Header.ofKeyFile(opened, keyFile(), random).bytes());
    }

    private Header header() throws IOException {
        byte[] bytes;
        if (!exists()) {
            throw new VaultDamaged("there is no vault at " + header);
        }
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
