package org.byway.protocol.sync;

import java.util.List;
import org.byway.protocol.record.Bytes32;

/** A piece of the order, from where the range before it ended up to its own bound, and what its sender says of it. */
sealed interface Range {
    Bound upTo();

    /** Nothing more to say of it. */
    record Skipped(Bound upTo) implements Range {}

    /** The digest of all that its sender has there. */
    record Digested(Bound upTo, Fingerprint fingerprint) implements Range {}

    /** All that its sender has there. */
    record Listed(Bound upTo, List<Bytes32> ids) implements Range {}
}
