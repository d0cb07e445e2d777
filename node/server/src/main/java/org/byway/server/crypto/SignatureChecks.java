package org.byway.server.crypto;

import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import org.byway.protocol.identity.KeyMemory;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.StrictEd25519;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fastest way to check signatures that works on this machine. */
public final class SignatureChecks {
    private static final Logger LOG = LoggerFactory.getLogger(SignatureChecks.class);

    private SignatureChecks() {}

    /** Makes an instance for each verifying thread. Says once, here, when the slower library has to do. */
    public static Supplier<SignatureCheck> fastest() {
        try {
            CorrettoEd25519.create(1);
        } catch (GeneralSecurityException | LinkageError e) {
            LOG.info(
                    "signatures are checked by Bouncy Castle, the native library is not usable here: {}", e.toString());
            return StrictEd25519::new;
        }
        return SignatureChecks::corretto;
    }

    private static SignatureCheck corretto() {
        try {
            return CorrettoEd25519.create(KeyMemory.DEFAULT_KEYS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the native library worked at the start and no longer does", e);
        }
    }
}
