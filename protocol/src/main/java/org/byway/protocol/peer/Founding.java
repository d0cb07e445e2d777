package org.byway.protocol.peer;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;

/** The charters that a node is given with its config: they are what it begins with. */
final class Founding {
    private Founding() {}

    static void enter(Config config, Context context, Intake intake, long now) {
        if (!context.store().knows(config.charter().id())) {
            intake.enter(first(config, context), now);
        }
        for (SignedRecord revision : config.revisions()) {
            if (!context.store().knows(revision.id())) {
                intake.enter(revision, now);
            }
        }
    }

    /** As it is to be kept: a node that it does not name, having been added later, cannot postmark it. */
    private static SignedRecord first(Config config, Context context) {
        SignedRecord charter = config.charter();
        Bytes32 id = charter.id();
        return context.founding().hasNode(config.node().publicKey())
                ? charter.postmarked(
                        Signed.postmark(
                                config.node(), id, id, charter.envelope().created(), id),
                        0)
                : charter;
    }
}
