package org.byway.protocol.admission;

import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;

/**
 * A valid record and what the rules of its kind say of its content. They need no state, so they are asked where records are
 * verified, on any core, and not by the one thread that admits.
 *
 * @param contentFault null where the content obeys, and where there is none
 */
public record Judged(SignedRecord record, Refusal contentFault) {

    public static Judged of(SignedRecord record, SignatureCheck signatures) {
        boolean whole = record.content() != null;
        return new Judged(record, whole ? Contents.fault(record.envelope(), record.content(), signatures) : null);
    }

    public static List<Judged> of(List<SignedRecord> records, SignatureCheck signatures) {
        List<Judged> judged = new ArrayList<>(records.size());
        for (SignedRecord record : records) {
            judged.add(of(record, signatures));
        }
        return judged;
    }

    public Bytes32 id() {
        return record.id();
    }

    public Envelope envelope() {
        return record.envelope();
    }
}
