package org.byway.agent.vault;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/**
 * How a passphrase becomes a key: Argon2id (RFC 9106), version 0x13. The floor keeps an altered header from making it cheap to guess,
 * the ceiling from taking all memory and time.
 */
record Stretching(byte[] salt, int memoryKib, int passes, int lanes) {
    static final int SALT_BYTES = 16;
    static final int USUAL_MEMORY_KIB = 64 * 1_024;
    static final int USUAL_PASSES = 3;

    /** The least that OWASP's password storage sheet recommends. */
    static final int MIN_MEMORY_KIB = 19 * 1_024;

    static final int MIN_PASSES = 2;
    static final int MAX_MEMORY_KIB = 256 * 1_024;
    static final int MAX_PASSES = 16;
    static final int MAX_LANES = 4;

    static Stretching usual(RandomGenerator random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new Stretching(salt, USUAL_MEMORY_KIB, USUAL_PASSES, 1);
    }

    /** These parameters, where they lie between floor and ceiling. */
    Checked<Stretching> checked() {
        boolean good = salt.length == SALT_BYTES
                && memoryKib >= MIN_MEMORY_KIB
                && memoryKib <= MAX_MEMORY_KIB
                && passes >= MIN_PASSES
                && passes <= MAX_PASSES
                && lanes >= 1
                && lanes <= MAX_LANES;
        return good
                ? new Checked.Ok<>(this)
                : Refusal.of(Reason.MALFORMED, "its passphrase is stretched by parameters that are not allowed");
    }

    /** The key that wraps the data key; the passphrase is taken in NFKC. */
    DataKey key(String passphrase) {
        byte[] text = Normalizer.normalize(passphrase, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
        byte[] key = new byte[DataKey.KEY_BYTES];
        Argon2BytesGenerator argon = new Argon2BytesGenerator();
        argon.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withSalt(salt)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .build());
        argon.generateBytes(text, key);
        DataKey wrapping = DataKey.of(key);
        Arrays.fill(text, (byte) 0);
        Arrays.fill(key, (byte) 0);
        return wrapping;
    }
}
