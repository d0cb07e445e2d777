package org.byway.simulator;

import java.util.HashMap;
import java.util.Map;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;

/** The signature rule, each signature checked once for all hosts: validity is timeless, so no host can tell. */
final class SharedCheck implements SignatureCheck {
    private final SignatureCheck check = new StrictEd25519();
    private final Map<Bytes32, Boolean> verdicts = new HashMap<>();

    @Override
    public boolean verify(Bytes32 key, byte[] message, int offset, int length, byte[] signature) {
        byte[] all = new byte[Bytes32.SIZE + length + signature.length];
        key.write(all, 0);
        System.arraycopy(message, offset, all, Bytes32.SIZE, length);
        System.arraycopy(signature, 0, all, Bytes32.SIZE + length, signature.length);
        return verdicts.computeIfAbsent(
                Sha256.of(all), unseen -> check.verify(key, message, offset, length, signature));
    }
}
