package org.byway.protocol.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;

/**
 * The words from which a person's keys come again (BIP39, English list): twelve of 16 random bytes or twenty-four of 32.
 * Words of 20, 24 and 28 bytes, which others make, are read too.
 */
public final class RecoveryWords {
    public static final int SHORT_ENTROPY_BYTES = 16;
    public static final int LONG_ENTROPY_BYTES = 32;
    public static final int SEED_BYTES = 64;

    /** More than twenty-four words can have, with room for careless spacing. */
    private static final int MAX_CHARACTERS = 512;

    private static final int WORD_BITS = 11;
    private static final int ROUNDS = 2_048;
    private static final List<String> LIST = list();

    private final byte[] entropy;

    private RecoveryWords(byte[] entropy) {
        this.entropy = entropy;
    }

    /** Takes 16 or 32 bytes of chance and copies them; throws IllegalArgumentException on another length. */
    public static RecoveryWords ofEntropy(byte[] entropy) {
        if (entropy.length != SHORT_ENTROPY_BYTES && entropy.length != LONG_ENTROPY_BYTES) {
            throw new IllegalArgumentException("16 or 32 bytes make words, " + entropy.length + " given");
        }
        return new RecoveryWords(entropy.clone());
    }

    /** Reads words as a person types them: in any case, with any space between them. */
    public static Checked<RecoveryWords> parse(String typed) {
        if (typed.length() > MAX_CHARACTERS) {
            return Refusal.of(Reason.TOO_LARGE, "there are at most 24 words");
        }
        String text = Normalizer.normalize(typed, Normalizer.Form.NFKD).strip().toLowerCase(Locale.ROOT);
        String[] words = text.split("\\s+");
        if (words.length < 12 || words.length > 24 || words.length % 3 != 0) {
            return Refusal.of(Reason.BAD_LENGTH, "12 or 24 words are wanted, " + words.length + " were given");
        }
        byte[] bits = new byte[(words.length * WORD_BITS + 7) / 8];
        for (int i = 0; i < words.length; i++) {
            int number = Collections.binarySearch(LIST, words[i]);
            if (number < 0) {
                return Refusal.of(Reason.MALFORMED, "word " + (i + 1) + " is not on the list");
            }
            put(bits, i, number);
        }
        byte[] entropy = Arrays.copyOf(bits, words.length * 4 / 3);
        boolean matches = Arrays.equals(bits, withChecksum(entropy));
        Arrays.fill(bits, (byte) 0);
        return matches
                ? new Checked.Ok<>(new RecoveryWords(entropy))
                : Refusal.of(Reason.BAD_DIGEST, "bad checksum: a word is wrong, or two are in each other's place");
    }

    /** The bytes of which the words are made; a copy. */
    public byte[] entropy() {
        return entropy.clone();
    }

    /** The words, with one space between them. */
    public String text() {
        byte[] bits = withChecksum(entropy);
        int words = entropy.length * 3 / 4;
        List<String> text = new ArrayList<>();
        for (int i = 0; i < words; i++) {
            text.add(LIST.get(number(bits, i)));
        }
        Arrays.fill(bits, (byte) 0);
        return String.join(" ", text);
    }

    /** The 64 bytes from which keys are derived; each passphrase, empty by default, has its own. */
    public byte[] seed(String passphrase) {
        byte[] salt = utf8("mnemonic" + Normalizer.normalize(passphrase, Normalizer.Form.NFKD));
        byte[] words = utf8(text());
        PBEParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA512Digest());
        generator.init(words, salt, ROUNDS);
        byte[] seed = ((KeyParameter) generator.generateDerivedParameters(8 * SEED_BYTES)).getKey();
        Arrays.fill(words, (byte) 0);
        Arrays.fill(salt, (byte) 0);
        return seed;
    }

    /** Forgets them: what is read of them afterwards means nothing. */
    public void wipe() {
        Arrays.fill(entropy, (byte) 0);
    }

    /** Tells how many words there are: a secret never reaches a log. */
    @Override
    public String toString() {
        return "RecoveryWords[" + entropy.length * 3 / 4 + "]";
    }

    /** The entropy and, behind it, a bit of its digest for every 32 of its own. */
    private static byte[] withChecksum(byte[] entropy) {
        byte[] bits = Arrays.copyOf(entropy, entropy.length + 1);
        int checksumBits = entropy.length * 8 / 32;
        bits[entropy.length] = (byte) (Sha256.of(entropy).bytes()[0] & 0xff << 8 - checksumBits);
        return bits;
    }

    private static void put(byte[] bits, int word, int number) {
        for (int i = 0; i < WORD_BITS; i++) {
            int at = word * WORD_BITS + i;
            bits[at / 8] |= (byte) ((number >> WORD_BITS - 1 - i & 1) << 7 - at % 8);
        }
    }

    private static int number(byte[] bits, int word) {
        int number = 0;
        for (int i = 0; i < WORD_BITS; i++) {
            int at = word * WORD_BITS + i;
            number = number << 1 | bits[at / 8] >> 7 - at % 8 & 1;
        }
        return number;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> list() {
        try (InputStream in = RecoveryWords.class.getResourceAsStream("english.txt")) {
            if (in == null) {
                throw new IllegalStateException("the list of words is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
