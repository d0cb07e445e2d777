package org.byway.agent.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.byway.agent.catalogue.Listed;
import org.byway.agent.catalogue.RowFormat;
import org.byway.agent.catalogue.RowWriter;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.identity.IdentityBook;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Binder;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.letter.Letterbook;
import org.byway.agent.letter.Letters;
import org.byway.agent.vault.Vault;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.Bundle;
import org.byway.protocol.wire.Item;

/** Writes all of a vault and its ledger into a folder, as they are at one moment. */
public final class Export {
    private static final int CHUNK_BYTES = 1 << 20;

    private final Binder opened;
    private final Keyring keys;
    private final long now;
    private final Function<byte[], Optional<byte[]>> plain;

    /**
     * Of a binder that opens what is sealed.
     *
     * @param plain makes a photo plain; empty where it is no picture
     */
    public Export(Binder opened, Keyring keys, InstantSource clock, Function<byte[], Optional<byte[]>> plain) {
        this.opened = opened;
        this.keys = keys;
        this.now = clock.millis();
        this.plain = plain;
    }

    /** What is in the folder. Photos that are left out are no pictures; they are in the vault's entries still. */
    public record Done(int bundles, int conversations, int letters, int photos, int photosLeftOut) {}

    /** Makes the folder, which is to be new or empty: whole, or not at all. */
    public Done to(Path where) throws IOException {
        try (FolderOut folder = FolderOut.at(where)) {
            Ledger ledger = Ledger.open(opened);
            Vault vault = Vault.open(opened);
            IdentityBook identities = new IdentityBook();
            vault.follow(identities::take);
            Letterbook book = Letters.read(keys, vault);
            // The turn is held so that ledger and vault are of one moment, without what a crash has left behind.
            try (Ledger.Page page = ledger.write();
                    Vault.Page kept = vault.write()) {
                folder.write("README.txt", readMe());
                Readable readable = new Readable(folder, plain);
                readable.identities(identities.all(), ledger.personas());
                folder.write("offers.jsonl", out -> said(ledger, Wanted.OFFERS, out));
                folder.write("intents.jsonl", out -> said(ledger, Wanted.INTENTS, out));
                readable.letters(book, now);
                folder.write(Facts.LEDGER, this::lines);
                folder.write(Facts.VAULT, out -> entries(vault, out));
                for (Waiting bundle : ledger.bundles()) {
                    folder.write(Facts.RECORDS.formatted(bundle.at()), ledger.bytes(bundle));
                }
                folder.finish(keys, now);
                return new Done(
                        ledger.bundles().size(),
                        book.ties().size(),
                        readable.letters(),
                        readable.photos(),
                        readable.photosLeftOut());
            }
        }
    }

    private static byte[] readMe() throws IOException {
        try (InputStream text = Export.class.getResourceAsStream("README.txt")) {
            return text.readAllBytes();
        }
    }

    private void lines(OutputStream out) throws IOException {
        long end = opened.size(Binder.Part.LINES);
        for (long at = 0; at < end; at += CHUNK_BYTES) {
            out.write(opened.read(Binder.Part.LINES, at, (int) Math.min(CHUNK_BYTES, end - at)));
        }
    }

    private static void entries(Vault vault, OutputStream out) throws IOException {
        try {
            vault.replay(entry -> {
                try {
                    out.write(EntryLines.line(entry).getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** What stands of what was said here, as an import of rows reads it. */
    private void said(Ledger ledger, Wanted wanted, OutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        try (RowWriter rows = RowFormat.SCHEMA_ORG.to(text, wanted, now)) {
            for (Waiting bundle : ledger.bundles()) {
                if (bundle.entries().stream().anyMatch(entry -> stands(ledger, entry.id(), wanted))) {
                    said(ledger, bundle, wanted, rows);
                }
            }
        }
        text.flush();
    }

    private boolean stands(Ledger ledger, Bytes32 id, Wanted wanted) {
        return ledger.head(id)
                .filter(head -> head.id().equals(id) && head.kind() == wanted.kind() && head.stands(now))
                .isPresent();
    }

    private void said(Ledger ledger, Waiting bundle, Wanted wanted, RowWriter rows) throws IOException {
        for (Item item : Bundle.parseFrom(ledger.bytes(bundle)).getRecordsList()) {
            byte[] envelope = item.getEnvelope().toByteArray();
            if (stands(ledger, Sha256.of(envelope), wanted)) {
                rows.write(new Listed(
                        Envelope.parse(envelope).orThrow(), item.getContent().toByteArray()));
            }
        }
    }
}
