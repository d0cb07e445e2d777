package org.byway.protocol.admission;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;

/** The second verdict, <em>admissible(bytes, state, now)</em>: may this record enter or travel here? */
public sealed interface Verdict {
    /** It stands in its lineage and is to be kept, perhaps as a bare head. */
    record Stands(SignedRecord record) implements Verdict {}

    /** It is held already; nothing changes. */
    record Held() implements Verdict {}

    /** It lost to a record or a floor of its lineage; its id is to be remembered. */
    record Lost(SignedRecord record) implements Verdict {}

    /** That Charter must be fetched before there can be a verdict. */
    record WantsCharter(Bytes32 id) implements Verdict {}

    /** The inception of that identity must be fetched before there can be a verdict. */
    record WantsIdentity(Bytes32 author) implements Verdict {}

    record Refuse(Refusal refusal) implements Verdict {}
}
