package org.byway.protocol.blob;

import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Frame;

/** What the exchange of blobs wants done, in this order. */
public sealed interface BlobEffect {
    record Send(long session, Frame frame) implements BlobEffect {}

    /** Something came over that session that no honest node sends. */
    record Drop(long session, Refusal why) implements BlobEffect {}

    /** The other side wasted time and bytes; it is to be counted against it. */
    record Blame(long session, String what) implements BlobEffect {}

    record SetTimer(long at, BlobTimer timer) implements BlobEffect {}

    /** What is done with files and pictures, on other threads; each is answered by one event, whatever comes between. */
    sealed interface Work extends BlobEffect {}

    /** Which of these are here? They are named by live records, so that they are to stay. One look at a time. */
    record Look(List<Named> named) implements Work {}

    /** The part of a blob that begins there. */
    record Read(long session, Bytes32 digest, int offset) implements Work {}

    /** Keep these bytes, whose digest it is, if they are a plain picture; they count for that community. */
    record Keep(Bytes32 digest, Bytes32 home, byte[] bytes) implements Work {}
}
