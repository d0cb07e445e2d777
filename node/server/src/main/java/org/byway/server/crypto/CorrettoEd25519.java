package org.byway.server.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.byway.protocol.identity.KeyMemory;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.SignatureRule;
import org.byway.protocol.record.Bytes32;

/**
 * The signature rule in AWS-LC, which recomputes R and compares bytes; about twice as fast as Bouncy Castle.
 *
 * <p>A key is validated by Bouncy Castle before the library first sees it, since AWS-LC takes keys that the rule
 * refuses.
 */
public final class CorrettoEd25519 implements SignatureCheck {
    private static final String ALGORITHM = "Ed25519";
    private static final String REGISTER_KEY_FACTORY = "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

    /** An Ed25519 SubjectPublicKeyInfo but for the 32 bytes of the key (RFC 8410, section 4). */
    private static final byte[] KEY_INFO = HexFormat.of().parseHex("302a300506032b6570032100");

    private final KeyFactory factory;
    private final Signature equation;
    private final KeyMemory<PublicKey> keys;

    private CorrettoEd25519(Provider provider, int rememberedKeys) throws NoSuchAlgorithmException {
        this.factory = KeyFactory.getInstance(ALGORITHM, provider);
        this.equation = Signature.getInstance(ALGORITHM, provider);
        this.keys = new KeyMemory<>(rememberedKeys, this::key);
    }

    /** A new instance for one thread; throws GeneralSecurityException where the native library does not work. */
    static CorrettoEd25519 create(int rememberedKeys) throws GeneralSecurityException {
        Provider provider = provider();
        try {
            CorrettoEd25519 created = new CorrettoEd25519(provider, rememberedKeys);
            created.check();
            return created;
        } catch (LinkageError e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** The provider reads its setting when its class is loaded, so a start without the flag sets it first. */
    private static Provider provider() throws GeneralSecurityException {
        if (System.getProperty(REGISTER_KEY_FACTORY) == null) {
            System.setProperty(REGISTER_KEY_FACTORY, "true");
        }
        try {
            AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
            Throwable problem = provider.getLoadingError();
            if (problem != null) {
                throw new GeneralSecurityException(problem);
            }
            return provider;
        } catch (LinkageError e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** One known answer of RFC 8032 (section 7.1, test 1) and its opposite. */
    private void check() throws GeneralSecurityException {
        Bytes32 key = Bytes32.ofHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        byte[] signature = HexFormat.of()
                .parseHex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
                        + "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
        if (!verify(key, new byte[0], signature) || verify(key, new byte[1], signature)) {
            throw new GeneralSecurityException("a known signature is judged wrongly");
        }
    }

    @Override
    public boolean verify(Bytes32 key, byte[] message, int offset, int length, byte[] signature) {
        if (!SignatureRule.admitsSignature(signature)) {
            return false;
        }
        PublicKey known = keys.of(key);
        if (known == null) {
            return false;
        }
        try {
            equation.initVerify(known);
            equation.update(message, offset, length);
            return equation.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("a validated key is not taken: " + key, e);
        }
    }

    private PublicKey key(Bytes32 key) {
        if (!SignatureRule.admitsKey(key)) {
            return null;
        }
        byte[] encoded = Arrays.copyOf(KEY_INFO, KEY_INFO.length + Bytes32.SIZE);
        key.write(encoded, KEY_INFO.length);
        try {
            return factory.generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a validated key is not taken: " + key, e);
        }
    }
}
