package org.byway.server.crypto;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Supplier;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.SigningKey;
import org.junit.jupiter.api.Test;

/** A node gets a way to check signatures on every platform, and one for each of its threads. */
final class SignatureChecksTest {
    @Test
    void eachThreadGetsItsOwn() {
        Supplier<SignatureCheck> checks = SignatureChecks.fastest();
        SigningKey signer = SigningKey.ofSeed(new byte[32]);
        byte[] message = {1, 2, 3};
        SignatureCheck one = checks.get();
        SignatureCheck other = checks.get();
        assertNotSame(one, other);
        assertTrue(one.verify(signer.publicKey(), message, signer.sign(message)));
        assertTrue(other.verify(signer.publicKey(), message, signer.sign(message)));
        assertFalse(one.verify(signer.publicKey(), message, signer.sign(new byte[0])));
    }
}
