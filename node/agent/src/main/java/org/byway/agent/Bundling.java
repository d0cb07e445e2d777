package org.byway.agent;

import java.io.IOException;
import java.util.List;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.Persona;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Limits;

/** Writes many records into the ledger, in bundles as large as can be. */
final class Bundling {
    private final Ledger.Page page;
    private final Keyring keys;
    private Sealing sealing = new Sealing();
    private int records;
    private int sizeBytes;

    Bundling(Ledger.Page page, Keyring keys) {
        this.page = page;
        this.keys = keys;
    }

    /** @param row the digest of the row that it came of, or null */
    void add(Persona persona, Envelope envelope, byte[] content, Bytes32 row) throws IOException {
        room(1, content.length);
        sealing.add(persona, keys, envelope, content, row);
        records++;
        sizeBytes += content.length + Sealing.RECORD_BYTES;
    }

    /** Lets the next so many records, of so many bytes of content, go into one bundle, so that all or none of them are kept. */
    void room(int more, int contentBytes) throws IOException {
        int bytes = contentBytes + more * Sealing.RECORD_BYTES;
        if (records + more > Limits.BUNDLE_RECORDS || sizeBytes + bytes > Limits.BUNDLE_BYTES) {
            flush();
        }
    }

    /** Writes down what was added and is not yet. */
    void flush() throws IOException {
        if (records > 0) {
            Sealing.Sealed sealed = sealing.seal();
            page.sealed(List.of(), sealed.entries(), sealed.bundle());
            sealing = new Sealing();
            records = 0;
            sizeBytes = 0;
        }
    }
}
