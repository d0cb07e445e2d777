package org.byway.protocol.blind;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.util.BigIntegers;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** By which a blind signature is asked for and checked. */
public final class RsaPublicKey {
    public static final int MIN_BITS = 2_048;
    public static final int MAX_BITS = 4_096;
    /** Of a key in this form, as DER writes it. */
    public static final int MAX_INFO_BYTES = 1_024;

    /** The exponent of all keys that are made here. */
    static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

    private static final int MAX_EXPONENT_BITS = 32;
    private static final int PSS_SALT_BYTES = 48;

    private final BigInteger modulus;
    private final BigInteger exponent;

    private RsaPublicKey(BigInteger modulus, BigInteger exponent) {
        this.modulus = modulus;
        this.exponent = exponent;
    }

    static Checked<RsaPublicKey> of(BigInteger modulus, BigInteger exponent) {
        int bits = modulus.bitLength();
        if (modulus.signum() <= 0 || bits < MIN_BITS || bits > MAX_BITS || bits % 8 != 0 || !modulus.testBit(0)) {
            return Refusal.of(Reason.BAD_KEY, "an RSA key has 2,048 to 4,096 bits, whole bytes, and is odd");
        }
        boolean fits =
                exponent.compareTo(EXPONENT) >= 0 && exponent.bitLength() <= MAX_EXPONENT_BITS && exponent.testBit(0);
        return fits
                ? new Checked.Ok<>(new RsaPublicKey(modulus, exponent))
                : Refusal.of(Reason.BAD_KEY, "an RSA key's exponent is odd and lies between 65,537 and 2^32");
    }

    /** A key with exponent 65,537, of the bytes of its modulus, most significant first. */
    public static Checked<RsaPublicKey> ofModulus(byte[] modulus) {
        return modulus.length > MAX_BITS / 8 || modulus.length > 0 && modulus[0] == 0
                ? Refusal.of(Reason.BAD_KEY, "a modulus has at most 512 bytes, none of them zeros before it")
                : of(new BigInteger(1, modulus), EXPONENT);
    }

    /**
     * Reads a SubjectPublicKeyInfo (RFC 5280) in DER: of rsaEncryption, or of id-RSASSA-PSS with the parameters of the variant, or
     * without any.
     */
    public static Checked<RsaPublicKey> ofInfo(byte[] der, Variant variant) {
        if (der.length == 0 || der.length > MAX_INFO_BYTES) {
            return Refusal.of(Reason.BAD_LENGTH, "an RSA key has 1 to " + MAX_INFO_BYTES + " bytes");
        }
        try {
            SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(ASN1Primitive.fromByteArray(der));
            RSAPublicKey key = RSAPublicKey.getInstance(info.parsePublicKey());
            // Written anew from its numbers, which are taken for positive whatever the bytes say.
            byte[] anew = new RSAPublicKey(key.getModulus(), key.getPublicExponent()).getEncoded("DER");
            boolean canonical = Arrays.equals(info.getEncoded("DER"), der)
                    && Arrays.equals(info.getPublicKeyData().getOctets(), anew);
            if (!canonical || !names(info.getAlgorithm(), variant)) {
                return Refusal.of(Reason.BAD_KEY, "not the DER of an RSA key for this variant");
            }
            return of(key.getModulus(), key.getPublicExponent());
        } catch (IOException | IllegalArgumentException | IllegalStateException | ClassCastException e) {
            return Refusal.of(Reason.MALFORMED, "not a SubjectPublicKeyInfo");
        }
    }

    /** As SubjectPublicKeyInfo of id-RSASSA-PSS with SHA-384 and a salt of 48 bytes, in DER: as RFC 9578, 6.5 has it. */
    public byte[] pssInfo() {
        AlgorithmIdentifier hash = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha384);
        AlgorithmIdentifier mask = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, hash);
        RSASSAPSSparams parameters =
                new RSASSAPSSparams(hash, mask, new ASN1Integer(PSS_SALT_BYTES), RSASSAPSSparams.DEFAULT_TRAILER_FIELD);
        try {
            return new SubjectPublicKeyInfo(
                            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS, parameters),
                            new RSAPublicKey(modulus, exponent))
                    .getEncoded("DER");
        } catch (IOException e) {
            throw new AssertionError("a key in memory can be written", e);
        }
    }

    private static boolean names(AlgorithmIdentifier algorithm, Variant variant) {
        if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return true;
        }
        if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            return false;
        }
        if (algorithm.getParameters() == null) {
            return true;
        }
        RSASSAPSSparams parameters = RSASSAPSSparams.getInstance(algorithm.getParameters());
        AlgorithmIdentifier mask = parameters.getMaskGenAlgorithm();
        AlgorithmIdentifier inner = AlgorithmIdentifier.getInstance(mask.getParameters());
        return parameters.getHashAlgorithm().getAlgorithm().equals(NISTObjectIdentifiers.id_sha384)
                && mask.getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)
                && inner.getAlgorithm().equals(NISTObjectIdentifiers.id_sha384)
                && parameters.getSaltLength().intValue() == variant.saltBytes;
    }

    BigInteger modulus() {
        return modulus;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RsaPublicKey that && modulus.equals(that.modulus) && exponent.equals(that.exponent);
    }

    @Override
    public int hashCode() {
        return modulus.hashCode();
    }

    /** The bytes of the modulus, most significant first. */
    public byte[] modulusBytes() {
        return BigIntegers.asUnsignedByteArray(modulus);
    }

    /** Of what is signed, blinded or not, and of a signature. */
    public int sizeBytes() {
        return modulus.bitLength() / 8;
    }

    /** What a signature is of: its public power. */
    BigInteger power(BigInteger number) {
        return number.modPow(exponent, modulus);
    }

    /** Reads a number below the modulus in just as many bytes; null where it is none. */
    BigInteger number(byte[] bytes) {
        if (bytes.length != sizeBytes()) {
            return null;
        }
        BigInteger number = new BigInteger(1, bytes);
        return number.compareTo(modulus) < 0 ? number : null;
    }

    byte[] bytes(BigInteger number) {
        return BigIntegers.asUnsignedByteArray(sizeBytes(), number);
    }
}
