package org.byway.agent.letter;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.byway.agent.vault.Vault;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.LetterEntry;
import org.byway.protocol.wire.VaultEntry;

/** Letters in a vault, among what else is kept there. */
final class VaultShelf implements Shelf {
    private final Vault vault;
    private final InstantSource clock;

    VaultShelf(Vault vault, InstantSource clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /** Tells all letters so far, and then each that is kept. */
    void follow(Taker taker) throws IOException {
        vault.follow(entry -> {
            if (entry.hasLetters()) {
                taker.take(entry.getLetters());
            } else if (entry.hasHomeRestored()) {
                taker.restored(question(entry));
            }
        });
        vault.refresh();
    }

    /** Never 0, and the same whenever the vault is read. */
    private static long question(VaultEntry restored) {
        return Sha256.of(restored.toByteArray()).a() | 1;
    }

    @Override
    public Turn turn() throws IOException {
        Vault.Page page = vault.write();
        return new Turn() {
            @Override
            public void keep(List<LetterEntry> entries) throws IOException {
                long now = clock.millis();
                page.append(entries.stream()
                        .map(entry -> VaultEntry.newBuilder()
                                .setNoted(now)
                                .setLetters(entry)
                                .build())
                        .toList());
            }

            @Override
            public void close() throws IOException {
                page.close();
            }
        };
    }
}
