package org.byway.server.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.byway.protocol.identity.SigningKey;

/**
 * A self-signed P-256 certificate and its key, made at every start and never kept.
 *
 * <p>Its names and dates say nothing and are not looked at: what counts is the extension of {@link KeyBinding}.
 */
record NodeCertificate(PrivateKey privateKey, X509Certificate certificate) {
    private static final X500Name NAME = new X500Name("CN=byway");
    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("9999-12-31T23:59:59Z");
    private static final AlgorithmIdentifier ECDSA = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    static NodeCertificate make(SigningKey node, SecureRandom random) {
        KeyPair pair = p256(random);
        byte[] publicKey = pair.getPublic().getEncoded();
        KeyBinding binding = new KeyBinding(node.publicKey(), node.sign(KeyBinding.signed(publicKey)));
        return make(pair, binding.value(), random);
    }

    static KeyPair p256(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no P-256", e);
        }
    }

    /** With any value for the extension; null leaves the extension out. */
    static NodeCertificate make(KeyPair pair, byte[] bindingValue, SecureRandom random) {
        try {
            TBSCertificate body = body(pair, bindingValue, random);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate(), random);
            signature.update(body.getEncoded(ASN1Encoding.DER));
            ASN1Encodable[] parts = {body, ECDSA, new DERBitString(signature.sign())};
            byte[] der = new DERSequence(parts).getEncoded(ASN1Encoding.DER);
            return new NodeCertificate(pair.getPrivate(), parse(der));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this node's certificate cannot be made", e);
        }
    }

    /** Made once: it takes longer than a handshake. */
    KeyManagerFactory keys() {
        try {
            char[] password = new char[0];
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("node", privateKey, password, new Certificate[] {certificate});
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this node's certificate cannot be used", e);
        }
    }

    private static TBSCertificate body(KeyPair pair, byte[] bindingValue, SecureRandom random) {
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(new BigInteger(63, random).add(BigInteger.ONE)));
        generator.setSignature(ECDSA);
        generator.setIssuer(NAME);
        generator.setSubject(NAME);
        generator.setStartDate(new Time(Date.from(FROM)));
        generator.setEndDate(new Time(Date.from(UNTIL)));
        generator.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        if (bindingValue != null) {
            ASN1ObjectIdentifier oid = new ASN1ObjectIdentifier(KeyBinding.OID);
            generator.setExtensions(new Extensions(new Extension(oid, false, new DEROctetString(bindingValue))));
        }
        return generator.generateTBSCertificate();
    }

    private static X509Certificate parse(byte[] der) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
    }
}
