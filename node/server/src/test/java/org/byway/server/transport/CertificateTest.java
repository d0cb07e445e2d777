package org.byway.server.transport;

import static org.byway.server.transport.TestNode.config;
import static org.byway.server.transport.TestNode.node;
import static org.byway.server.transport.TestNode.take;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.handler.ssl.SslProvider;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may stand behind a connection: a node whose key signed this very certificate's key, and nobody else. */
final class CertificateTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final PeerCheck CHECK = new PeerCheck(new StrictEd25519(), node(9).publicKey(), null);

    @Test
    void aGoodCertificateYieldsTheNodesKey() throws PeerCheck.Mistrust {
        X509Certificate good = NodeCertificate.make(node(1), RANDOM).certificate();
        assertEquals(node(1).publicKey(), CHECK.nodeKey(new X509Certificate[] {good}));
    }

    @Test
    void aBindingReadsBackAndNothingElseIsRead() {
        byte[] value = new KeyBinding(node(1).publicKey(), new byte[64]).value();
        assertEquals(102, value.length);
        assertArrayEquals(value, KeyBinding.parse(value).value());
        for (int at : new int[] {0, 1, 2, 3, 36, 37}) {
            byte[] other = value.clone();
            other[at]++;
            assertEquals(null, KeyBinding.parse(other));
        }
        assertEquals(null, KeyBinding.parse(new byte[0]));
        assertEquals(null, KeyBinding.parse(java.util.Arrays.copyOf(value, 101)));
        assertEquals(null, KeyBinding.parse(java.util.Arrays.copyOf(value, 103)));
    }

    static Stream<Arguments> bad() {
        KeyPair pair = NodeCertificate.p256(RANDOM);
        KeyPair other = NodeCertificate.p256(RANDOM);
        byte[] good = binding(node(1), pair).value();
        byte[] flippedKey = good.clone();
        flippedKey[10] ^= 1;
        byte[] flippedSignature = good.clone();
        flippedSignature[50] ^= 1;
        byte[] cut = java.util.Arrays.copyOf(good, good.length - 1);
        Bytes32 another = node(2).publicKey();
        byte[] foreign = new KeyBinding(another, binding(node(1), pair).signature()).value();
        byte[] untagged = new KeyBinding(
                        node(1).publicKey(), node(1).sign(pair.getPublic().getEncoded()))
                .value();
        return Stream.of(
                Arguments.of("no extension", pair, null, "names no node key"),
                Arguments.of("an empty extension", pair, new byte[0], "malformed"),
                Arguments.of("a cut extension", pair, cut, "malformed"),
                Arguments.of("an altered key", pair, flippedKey, "signature is not over"),
                Arguments.of("an altered signature", pair, flippedSignature, "signature is not over"),
                Arguments.of("another node's key", pair, foreign, "signature is not over"),
                Arguments.of("another certificate's binding", other, good, "signature is not over"),
                Arguments.of("a signature without its tag", pair, untagged, "signature is not over"),
                Arguments.of("a key of P-384", p384(), good, "not of P-256"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void aBadCertificateIsRefusedByTheSideThatSeesIt(String what, KeyPair pair, byte[] value, String reason) {
        NodeCertificate certificate = NodeCertificate.make(pair, value, RANDOM);
        PeerCheck.Mistrust mistrust = assertThrows(
                PeerCheck.Mistrust.class, () -> CHECK.nodeKey(new X509Certificate[] {certificate.certificate()}));
        assertBad(reason, PeerCheck.Mistrust.in(mistrust));

        try (TestNode honest = TestNode.start(3, config());
                TestNode liar = TestNode.start(config(), certificate)) {
            honest.dial(liar.listen(), null);
            assertBad(reason, take(honest.unreached).close());
            assertEquals(
                    "handshake-failed: the other side refused: bad certificate",
                    take(liar.refused).toString());
            liar.dial(honest.listen(), null);
            assertBad(reason, take(honest.refused));
            assertEquals(List.of(), List.copyOf(honest.opened));
        }
    }

    private static void assertBad(String reason, Close close) {
        assertEquals(Cause.BAD_CERTIFICATE, close.cause(), close.toString());
        assertEquals(true, close.detail().contains(reason), close.toString());
    }

    @Test
    void exactlyOneCertificateIsTaken() {
        X509Certificate good = NodeCertificate.make(node(1), RANDOM).certificate();
        assertThrows(PeerCheck.Mistrust.class, () -> CHECK.nodeKey(new X509Certificate[0]));
        assertThrows(PeerCheck.Mistrust.class, () -> CHECK.nodeKey(new X509Certificate[] {good, good}));
        assertThrows(PeerCheck.Mistrust.class, () -> CHECK.nodeKey(null));
    }

    @Test
    void aCertificateThatAnotherKeySignedIsRefused() {
        KeyPair pair = NodeCertificate.p256(RANDOM);
        KeyPair mixed =
                new KeyPair(pair.getPublic(), NodeCertificate.p256(RANDOM).getPrivate());
        NodeCertificate forged =
                NodeCertificate.make(mixed, binding(node(1), pair).value(), RANDOM);
        PeerCheck.Mistrust mistrust = assertThrows(
                PeerCheck.Mistrust.class, () -> CHECK.nodeKey(new X509Certificate[] {forged.certificate()}));
        assertBad("not signed by its own key", PeerCheck.Mistrust.in(mistrust));
    }

    /** Replaying the certificate of an honest node: without its private key there is no handshake. */
    @Test
    void aCopiedCertificateIsOfNoUse() {
        NodeCertificate seen = NodeCertificate.make(node(1), RANDOM);
        NodeCertificate copied =
                new NodeCertificate(NodeCertificate.p256(RANDOM).getPrivate(), seen.certificate());
        try (TestNode honest = TestNode.start(3, config());
                TestNode liar = TestNode.start(config().with(SslProvider.JDK), copied)) {
            liar.dial(honest.listen(), null);
            take(honest.refused);
            assertEquals(List.of(), List.copyOf(honest.opened));
        }
    }

    @ParameterizedTest
    @MethodSource("org.byway.server.transport.TestNode#providers")
    void anotherNodeThanTheOneExpectedIsNamedAndLeft(SslProvider tls) {
        try (TestNode a = TestNode.start(1, config().with(tls));
                TestNode b = TestNode.start(2, config())) {
            InetSocketAddress address = b.listen();
            Bytes32 expected = node(7).publicKey();
            a.dial(address, expected);
            Close close = take(a.unreached).close();
            assertEquals(Cause.WRONG_KEY, close.cause());
            assertEquals("node " + expected + " was expected, node " + b.key + " answered", close.detail());
            take(b.refused);
            assertEquals(List.of(), List.copyOf(a.opened));
            assertEquals(List.of(), List.copyOf(b.opened));
        }
    }

    private static KeyBinding binding(SigningKey node, KeyPair pair) {
        return new KeyBinding(
                node.publicKey(), node.sign(KeyBinding.signed(pair.getPublic().getEncoded())));
    }

    private static KeyPair p384() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp384r1"), RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
