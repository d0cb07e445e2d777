package org.byway.server.crypto;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.security.GeneralSecurityException;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.SignatureCheckContract;

/**
 * The native library's verdicts, where it runs: on a platform without it these tests are skipped and the node runs on
 * Bouncy Castle.
 */
final class CorrettoEd25519Test extends SignatureCheckContract {
    @Override
    protected SignatureCheck check(int rememberedKeys) {
        try {
            return CorrettoEd25519.create(rememberedKeys);
        } catch (GeneralSecurityException e) {
            assumeTrue(false, e.toString());
            throw new IllegalStateException(e);
        }
    }
}
