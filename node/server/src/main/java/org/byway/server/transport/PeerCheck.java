package org.byway.server.transport;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslCertificateException;
import io.netty.internal.tcnative.CertificateVerifier;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.ASN1OctetString;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Bytes32;

/**
 * Judges the other side's certificate: no authority, no names, no dates; only whether a node's key stands behind it, and
 * whether it is the node that was wanted.
 *
 * <p>TLS itself shows that the other side holds the certificate's private key.
 */
final class PeerCheck extends X509ExtendedTrustManager {
    private static final String SELF_SIGNED_WITH = "SHA256withECDSA";

    private final SignatureCheck signatures;
    private final Bytes32 own;
    private final Bytes32 expected;

    /** Any node but this one is taken where no key is expected (null). */
    PeerCheck(SignatureCheck signatures, Bytes32 own, Bytes32 expected) {
        this.signatures = signatures;
        this.own = own;
        this.expected = expected;
    }

    /** Carries the reason out of the TLS library. */
    static final class Mistrust extends CertificateException {
        private static final long serialVersionUID = 1;
        private final transient Close close;

        Mistrust(Close close) {
            super(close.toString());
            this.close = close;
        }

        /** The reason, wherever the library has put it; null where this was not about trust. */
        static Close in(Throwable failure) {
            for (Throwable at = failure; at != null; at = at.getCause()) {
                if (at instanceof Mistrust mistrust) {
                    return mistrust.close;
                }
                for (Throwable beside : at.getSuppressed()) {
                    Close close = in(beside);
                    if (close != null) {
                        return close;
                    }
                }
            }
            return null;
        }
    }

    /** The node key that a certificate proves; throws Mistrust with the reason where it proves none. */
    Bytes32 nodeKey(X509Certificate[] chain) throws Mistrust {
        KeyBinding binding = claim(chain);
        if (!isSelfSigned(chain[0])) {
            throw bad("the certificate is not signed by its own key");
        }
        if (!isSignedByNode(binding, chain[0].getPublicKey().getEncoded())) {
            throw bad("the node key's signature is not over the certificate's key");
        }
        return binding.nodeKey();
    }

    /** What a certificate says, which is true only of one that was judged before. */
    static KeyBinding claim(X509Certificate[] chain) throws Mistrust {
        if (chain == null || chain.length != 1) {
            throw bad("exactly one certificate is wanted");
        }
        if (!KeyBinding.isP256(chain[0].getPublicKey().getEncoded())) {
            throw bad("the certificate's key is not of P-256");
        }
        return binding(chain[0]);
    }

    private boolean isSignedByNode(KeyBinding binding, byte[] publicKey) {
        synchronized (signatures) {
            return signatures.verify(binding.nodeKey(), KeyBinding.signed(publicKey), binding.signature());
        }
    }

    private static KeyBinding binding(X509Certificate certificate) throws Mistrust {
        byte[] wrapped = certificate.getExtensionValue(KeyBinding.OID);
        if (wrapped == null) {
            throw bad("the certificate names no node key");
        }
        KeyBinding binding =
                KeyBinding.parse(ASN1OctetString.getInstance(wrapped).getOctets());
        if (binding == null) {
            throw bad("the certificate's extension is malformed");
        }
        return binding;
    }

    private static boolean isSelfSigned(X509Certificate certificate) {
        try {
            if (!SELF_SIGNED_WITH.equals(certificate.getSigAlgName())) {
                return false;
            }
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Mistrust bad(String detail) {
        return new Mistrust(Cause.BAD_CERTIFICATE.because(detail));
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        try {
            judge(chain);
        } catch (Mistrust e) {
            // Otherwise the native library would tell the other side of an internal error.
            throw OpenSsl.isAvailable()
                    ? new OpenSslCertificateException(e.getMessage(), e, CertificateVerifier.X509_V_ERR_CERT_REJECTED)
                    : e;
        }
    }

    private void judge(X509Certificate[] chain) throws Mistrust {
        Bytes32 key = nodeKey(chain);
        if (expected != null && !expected.equals(key)) {
            throw new Mistrust(
                    Cause.WRONG_KEY.because("node " + expected + " was expected, node " + key + " answered"));
        }
        if (key.equals(own)) {
            throw new Mistrust(Cause.SELF.because("the other side is this node itself"));
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
