package org.byway.agent.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.byway.protocol.identity.KeyMemory;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;

/** The keys of one home. Used by one thread at a time. */
public final class Keyring {
    private static final String STEWARD = "steward.key";
    private static final String PERSONAS = "personas.key";
    private static final byte[] PERSONA_TAG = "byway/v1/persona\0".getBytes(StandardCharsets.US_ASCII);
    private static final String MAC = "HmacSHA256";
    /** As many as one bundle may need. */
    private static final int RECENT_KEYS = 4_096;

    private final SigningKey steward;
    private final SecretKeySpec personas;
    private final KeyMemory<SigningKey> recent = new KeyMemory<>(RECENT_KEYS, this::derived);

    private Keyring(byte[] stewardSeed, byte[] personaSecret) {
        this.steward = SigningKey.ofSeed(stewardSeed);
        this.personas = new SecretKeySpec(personaSecret, MAC);
    }

    /** Keys that are nowhere but in memory, for simulated people. */
    public static Keyring ofRandom(RandomGenerator random) {
        return new Keyring(secret(random), secret(random));
    }

    /** Reads the keys of a folder, making those that are missing. */
    public static Keyring open(Path folder, RandomGenerator random) throws IOException {
        PrivateFiles.folder(folder);
        return new Keyring(key(folder.resolve(STEWARD), random), key(folder.resolve(PERSONAS), random));
    }

    private static byte[] key(Path file, RandomGenerator random) throws IOException {
        if (!Files.exists(file)) {
            PrivateFiles.write(file, secret(random));
        }
        byte[] secret = Files.readAllBytes(file);
        if (secret.length != SigningKey.SEED_BYTES) {
            throw new IOException(file + " does not hold a key: " + secret.length + " bytes");
        }
        if (PrivateFiles.exposed(file)) {
            throw new IOException(file + " can be read by others: make it yours alone with chmod 600");
        }
        return secret;
    }

    private static byte[] secret(RandomGenerator random) {
        byte[] secret = new byte[SigningKey.SEED_BYTES];
        random.nextBytes(secret);
        return secret;
    }

    public SigningKey steward() {
        return steward;
    }

    /** The key of the persona with this index; the same index has the same key for ever. */
    public SigningKey persona(Bytes32 index) {
        return recent.of(index);
    }

    private SigningKey derived(Bytes32 index) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(personas);
            mac.update(PERSONA_TAG);
            return SigningKey.ofSeed(mac.doFinal(index.bytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + MAC, e);
        }
    }
}
