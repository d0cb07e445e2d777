package org.byway.agent.vault;

import java.io.IOException;

/** The vault has a passphrase and has not been unlocked. Nothing was changed. */
public final class VaultLocked extends IOException {
    private static final long serialVersionUID = 1;

    public VaultLocked(String message) {
        super(message);
    }
}
