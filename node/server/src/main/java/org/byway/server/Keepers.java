package org.byway.server;

import java.util.function.LongSupplier;
import org.byway.server.blob.BlobKeeper;
import org.byway.server.vault.VaultKeeper;
import org.byway.storage.file.BlobLimits;
import org.byway.storage.file.VaultLimits;

/** What keeps the things that people leave at a node in files of their own. */
record Keepers(VaultKeeper vaults, BlobKeeper blobs) implements AutoCloseable {
    static Keepers open(NodeHome home, NodeSettings settings, LongSupplier clock) {
        return new Keepers(
                new VaultKeeper(home.vaults(), VaultLimits.of(settings.vaultBytes()), clock),
                new BlobKeeper(home.blobs(), BlobLimits.of(settings.blobBytes()), clock));
    }

    @Override
    public void close() {
        vaults.close();
        blobs.close();
    }
}
