package org.byway.agent.vault;

import java.io.IOException;

/** Something of the vault was altered or is missing. Nothing was changed. */
public final class VaultDamaged extends IOException {
    private static final long serialVersionUID = 1;

    public VaultDamaged(String message) {
        super(message);
    }
}
