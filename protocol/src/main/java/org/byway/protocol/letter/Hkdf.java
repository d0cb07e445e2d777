package org.byway.protocol.letter;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** HKDF-SHA256 (RFC 5869) with the labels of RFC 9180, section 4, of one suite. */
record Hkdf(byte[] suite) {
    static final int HASH_BYTES = 32;

    private static final byte[] VERSION = ascii("HPKE-v1");
    private static final byte[] NONE = {};

    /** Of the key encapsulation DHKEM(X25519, HKDF-SHA256). */
    static final Hkdf KEM = new Hkdf(Bytes.join(ascii("KEM"), Bytes.u16(0x0020)));
    /** Of the whole: with HKDF-SHA256 and ChaCha20-Poly1305. */
    static final Hkdf HPKE =
            new Hkdf(Bytes.join(ascii("HPKE"), Bytes.u16(0x0020), Bytes.u16(0x0001), Bytes.u16(0x0003)));

    byte[] extract(byte[] salt, String label, byte[] secret) {
        byte[] labelled = Bytes.join(VERSION, suite, ascii(label), secret);
        byte[] key = new HKDFBytesGenerator(new SHA256Digest()).extractPRK(salt, labelled);
        Bytes.wipe(labelled);
        return key;
    }

    byte[] extract(String label, byte[] secret) {
        return extract(NONE, label, secret);
    }

    byte[] expand(byte[] key, String label, byte[] info, int sizeBytes) {
        byte[] labelled = Bytes.join(Bytes.u16(sizeBytes), VERSION, suite, ascii(label), info);
        HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
        generator.init(HKDFParameters.skipExtractParameters(key, labelled));
        byte[] out = new byte[sizeBytes];
        generator.generateBytes(out, 0, sizeBytes);
        return out;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
