package org.byway.protocol.seal;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;

/**
 * A valid record with what vouches for it.
 *
 * @param content null where the head alone is held
 * @param sealPosition the record's leaf in the seal's tree
 * @param postmark null for a dependency that was fetched by id, and for a record that is just being posted
 * @param postmarkPosition the record's leaf in the postmark's tree
 */
public record SignedRecord(
        Envelope envelope, byte[] content, Signed seal, int sealPosition, Signed postmark, int postmarkPosition) {

    public Bytes32 id() {
        return envelope.id();
    }

    public Statement.Seal sealStatement() {
        return (Statement.Seal) seal.statement();
    }

    /** Null where there is no postmark. */
    public Statement.Postmark postmarkStatement() {
        return postmark == null ? null : (Statement.Postmark) postmark.statement();
    }

    /** The same head with its content. */
    public SignedRecord withContent(byte[] whole) {
        return new SignedRecord(envelope, whole, seal, sealPosition, postmark, postmarkPosition);
    }

    public SignedRecord withoutContent() {
        return new SignedRecord(envelope, null, seal, sealPosition, postmark, postmarkPosition);
    }

    public SignedRecord postmarked(Signed by, int position) {
        return new SignedRecord(envelope, content, seal, sealPosition, by, position);
    }

    public SignedRecord withoutPostmark() {
        return new SignedRecord(envelope, content, seal, sealPosition, null, 0);
    }

    /** Bytes of envelope and content. */
    public int sizeBytes() {
        return envelope.bytes().length + (content == null ? 0 : content.length);
    }
}
