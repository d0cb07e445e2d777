package org.byway.protocol.store;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.seal.SignedRecord;

/** One staged change. */
sealed interface Change {
    record Put(SignedRecord record) implements Change {}

    record Lose(Envelope envelope) implements Change {}

    record DropContent(Bytes32 id) implements Change {}

    record Retire(Bytes32 author, int keySequence) implements Change {}

    record Expire(long hourMillis) implements Change {}
}
