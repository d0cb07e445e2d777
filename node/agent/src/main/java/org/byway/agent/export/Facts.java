package org.byway.agent.export;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SortedMap;
import org.byway.agent.keys.Keyring;
import org.byway.protocol.record.Sha256;

/**
 * What a folder says of itself in {@code byway.json}: when it was made, and the size and digest of each of its files.
 *
 * @param exported milliseconds
 */
record Facts(long exported, SortedMap<String, Stated> files) {
    static final int FORMAT = 1;
    static final String FILE = "byway.json";
    static final String SIGNATURE = "byway.sig";
    static final String LEDGER = "ledger.jsonl";
    static final String VAULT = "vault.jsonl";
    /** Each bundle by where it begins in the ledger's bundles, so that names sort as the bundles stand. */
    static final String RECORDS = "records/%012d.bundle";

    static final int MOST_FILES = 100_000;
    static final int MOST_BYTES = 32 << 20;

    private static final byte[] SIGNED = "byway/v1/vault-export\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WORDS = "byway/v1/vault-export-words\0".getBytes(StandardCharsets.US_ASCII);

    /** A file: its bytes, and their SHA-256 in hex. */
    record Stated(long size, String sha256) {}

    /** What the place's key signs of {@code byway.json}. */
    static byte[] signed(byte[] json) {
        byte[] digest = Sha256.of(json).bytes();
        byte[] text = new byte[SIGNED.length + digest.length];
        System.arraycopy(SIGNED, 0, text, 0, SIGNED.length);
        System.arraycopy(digest, 0, text, SIGNED.length, digest.length);
        return text;
    }

    /** By this a folder knows its words again: of no use to find them. */
    static String wordsMark(Keyring keys) {
        return Sha256.of(WORDS, keys.vaultPlace().publicKey().bytes()).hex();
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
