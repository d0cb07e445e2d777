package org.byway.agent;

import java.io.IOException;
import java.util.List;
import org.byway.agent.identity.Identity;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Ledger;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Limits;

/** Writes many records of one identity into the ledger, in bundles as large as can be. */
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
    void add(Identity identity, Envelope envelope, byte[] content, Bytes32 row) throws IOException {
        int bytes = content.length + Sealing.RECORD_BYTES;
        if (records == Limits.BUNDLE_RECORDS || sizeBytes + bytes > Limits.BUNDLE_BYTES) {
            flush();
        }
        sealing.add(Books.persona(identity), keys, envelope, content, row);
        records++;
        sizeBytes += bytes;
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
