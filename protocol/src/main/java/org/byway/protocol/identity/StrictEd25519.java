package org.byway.protocol.identity;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.byway.protocol.record.Bytes32;

/** The signature rule in Bouncy Castle: runs everywhere, and is the yardstick for faster providers. */
public final class StrictEd25519 implements SignatureCheck {
    private final KeyMemory<Ed25519.PublicPoint> keys;

    public StrictEd25519() {
        this(KeyMemory.DEFAULT_KEYS);
    }

    public StrictEd25519(int rememberedKeys) {
        this.keys = new KeyMemory<>(rememberedKeys, SignatureRule::point);
    }

    @Override
    public boolean verify(Bytes32 key, byte[] message, int offset, int length, byte[] signature) {
        if (!SignatureRule.admitsSignature(signature)) {
            return false;
        }
        Ed25519.PublicPoint point = keys.of(key);
        // Bouncy Castle checks a multiple of the equation, so an R with a part of small order can slip through it:
        // R is validated as a key is. Last, since it costs as much as the equation and most bad signatures fail that.
        return point != null
                && Ed25519.verify(signature, 0, point, message, offset, length)
                && Ed25519.validatePublicKeyFull(signature, 0);
    }
}
