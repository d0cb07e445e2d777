package org.byway.agent.credential;

import java.util.HexFormat;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.CredentialIssued;

/** A credential that was given to somebody. */
public record IssuedCredential(CredentialIssued issued, boolean revoked) {
    public String id() {
        return HexFormat.of().formatHex(issued.getId().toByteArray());
    }

    /** Finds the keys of the name under which it was issued. */
    public Bytes32 issuer() {
        return Bytes32.of(issued.getIssuer().toByteArray());
    }
}
