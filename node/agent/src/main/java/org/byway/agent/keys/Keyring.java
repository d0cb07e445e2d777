package org.byway.agent.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.byway.protocol.blind.RsaSigningKey;
import org.byway.protocol.blind.SeededChance;
import org.byway.protocol.identity.KeyMemory;
import org.byway.protocol.identity.KeyState;
import org.byway.protocol.identity.RecoveryWords;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.letter.SealingKey;
import org.byway.protocol.record.Bytes32;

/** The keys of one person, all of them from the recovery words. Used by one thread at a time. */
public final class Keyring {
    public static final int MAILBOX_TAG_BYTES = 16;

    /** As many as one bundle may need. */
    private static final int RECENT_KEYS = 4_096;

    private static final int RECENT_TOKEN_KEYS = 256;

    private final RecoveryWords words;
    private final Map<Branch, byte[]> secrets = new EnumMap<>(Branch.class);
    private final SigningKey steward;
    private final KeyMemory<SigningKey> recent = new KeyMemory<>(RECENT_KEYS, this::derived);
    private final KeyMemory<RsaSigningKey> tokens = new KeyMemory<>(RECENT_TOKEN_KEYS, this::derivedTokens);

    private Keyring(RecoveryWords words, byte[] seed) {
        this.words = words;
        for (Branch branch : Branch.values()) {
            secrets.put(branch, branch.secret(seed));
        }
        this.steward = SigningKey.ofSeed(secrets.get(Branch.STEWARD));
    }

    /** The keys that come of these words. */
    public static Keyring of(RecoveryWords words) {
        return of(words, words.seed(""));
    }

    /** Likewise, where the words' seed is at hand: it takes a while to make. */
    public static Keyring of(RecoveryWords words, byte[] seed) {
        return new Keyring(words, seed);
    }

    /** Keys that are nowhere but in memory, for simulated people. */
    public static Keyring ofRandom(RandomGenerator random) {
        byte[] entropy = new byte[RecoveryWords.SHORT_ENTROPY_BYTES];
        random.nextBytes(entropy);
        return of(RecoveryWords.ofEntropy(entropy));
    }

    /** The words, from which all of it comes again. */
    public RecoveryWords words() {
        return words;
    }

    public SigningKey steward() {
        return steward;
    }

    /** The key of the persona with this index; the same index has the same key for ever. */
    public SigningKey persona(Bytes32 index) {
        return recent.of(index);
    }

    /** The key for which letters of the relationship or intent with this index are sealed. */
    public SealingKey sealing(Bytes32 index) {
        return SealingKey.ofSeed(of(Branch.PERSONAS, "sealing", index, Bytes32.SIZE));
    }

    /** The key that fetches what waits under {@link #mailboxTag}. */
    public SigningKey mailbox(Bytes32 index) {
        return SigningKey.ofSeed(of(Branch.PERSONAS, "mailbox", index, Bytes32.SIZE));
    }

    /** The tag under which letters of the relationship or intent with this index wait. */
    public byte[] mailboxTag(Bytes32 index) {
        return of(Branch.PERSONAS, "mailbox-tag", index, MAILBOX_TAG_BYTES);
    }

    /** The key of what the intent with this index says under seal. */
    public Bytes32 body(Bytes32 index) {
        return Bytes32.of(of(Branch.PERSONAS, "body", index, Bytes32.SIZE));
    }

    /** The key by which whoever has this index signs tokens (SPEC.md 18); it takes a moment to make. */
    public RsaSigningKey tokens(Bytes32 index) {
        return tokens.of(index);
    }

    /** The chance of which one's own token of a deal is made, so that it can be made again. */
    public RandomGenerator tokenChance(Bytes32 what) {
        return new SeededChance(of(Branch.PERSONAS, "token", what, Bytes32.SIZE));
    }

    /** The key by which the nodes of a community know the person; no other community sees it. */
    public SigningKey member(Bytes32 community) {
        return SigningKey.ofSeed(of(Branch.MEMBERSHIPS, "member", community, Bytes32.SIZE));
    }

    /** The identity's key that event number {@code sequence} puts in force, from 1 to {@link KeyState#MAX_EVENTS} and the one after. */
    public SigningKey identity(Bytes32 index, int sequence) {
        if (sequence < 1 || sequence > KeyState.MAX_EVENTS + 1) {
            throw new IllegalArgumentException("an identity has no key " + sequence);
        }
        byte[] place = ByteBuffer.allocate(Bytes32.SIZE + Integer.BYTES)
                .put(index.bytes())
                .putInt(sequence)
                .array();
        return SigningKey.ofSeed(expand(Branch.IDENTITIES, "identity", place, Bytes32.SIZE));
    }

    /** The holder's key of one copy of the credential with this index; copies count from 0. */
    public SigningKey credential(Bytes32 index, int copy) {
        byte[] place = ByteBuffer.allocate(Bytes32.SIZE + Integer.BYTES)
                .put(index.bytes())
                .putInt(copy)
                .array();
        return SigningKey.ofSeed(expand(Branch.PERSONAS, "credential", place, Bytes32.SIZE));
    }

    /** The key of a persona, sequence 0, or of an identity. */
    public SigningKey key(Bytes32 index, int sequence) {
        return sequence == 0 ? persona(index) : identity(index, sequence);
    }

    /** Signs for the place at nodes where the vault's snapshots lie, and is its name. */
    public SigningKey vaultPlace() {
        return SigningKey.ofSeed(secrets.get(Branch.PLACE));
    }

    /** The 32 bytes by which the manifests of snapshots are sealed; a copy. */
    public byte[] vaultKey() {
        return secrets.get(Branch.VAULT).clone();
    }

    private SigningKey derived(Bytes32 index) {
        return SigningKey.ofSeed(of(Branch.PERSONAS, "persona", index, Bytes32.SIZE));
    }

    private RsaSigningKey derivedTokens(Bytes32 index) {
        return RsaSigningKey.generate(new SeededChance(of(Branch.PERSONAS, "token-key", index, Bytes32.SIZE)));
    }

    private byte[] of(Branch branch, String use, Bytes32 index, int sizeBytes) {
        return expand(branch, use, index.bytes(), sizeBytes);
    }

    /** HKDF-Expand of RFC 5869: the branch's secret is uniform already. */
    private byte[] expand(Branch branch, String use, byte[] index, int sizeBytes) {
        byte[] label = ("byway/v1/" + use + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] info = ByteBuffer.allocate(label.length + index.length)
                .put(label)
                .put(index)
                .array();
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(HKDFParameters.skipExtractParameters(secrets.get(branch), info));
        byte[] out = new byte[sizeBytes];
        hkdf.generateBytes(out, 0, sizeBytes);
        return out;
    }

    /** Nothing of it: a secret never reaches a log. */
    @Override
    public String toString() {
        return "Keyring";
    }
}
