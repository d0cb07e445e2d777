package org.byway.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.function.LongSupplier;
import org.byway.protocol.record.Bytes32;
import org.byway.server.blob.BlobKeeper;
import org.byway.server.token.TokenOffice;
import org.byway.server.vault.VaultKeeper;
import org.byway.storage.file.BlobLimits;
import org.byway.storage.file.VaultLimits;

/** What keeps the things that people leave at a node in files of their own. */
record Keepers(VaultKeeper vaults, BlobKeeper blobs, TokenOffice tokens) implements AutoCloseable {
    static Keepers open(NodeHome home, Bytes32 community, NodeSettings settings, LongSupplier clock) {
        return new Keepers(
                new VaultKeeper(home.vaults(), VaultLimits.of(settings.vaultBytes()), clock),
                new BlobKeeper(home.blobs(), BlobLimits.of(settings.blobBytes()), clock),
                new TokenOffice(home.tokens(), community, home.key().publicKey(), new SecureRandom()));
    }

    @Override
    public void close() {
        vaults.close();
        blobs.close();
        try {
            tokens.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
