package org.byway.protocol.blob;

import org.byway.protocol.record.Bytes32;

/** What has become due for the exchange of blobs. A timer that no longer matters is ignored when it fires. */
public sealed interface BlobTimer {
    /** That pause is over. */
    record Retry(Bytes32 digest, long pause) implements BlobTimer {}

    /** Has anything come since so much had, and how often was that asked? */
    record Watch(Bytes32 digest, long attempt, int received, int watches) implements BlobTimer {}

    /** The node may be asked again. */
    record Rested(Bytes32 node, long rest) implements BlobTimer {}

    /** Whatever else there is to do was done meanwhile. */
    record Turn() implements BlobTimer {}

    /** Time to look through all live records; of several such timers the last counts. */
    record Survey(long number) implements BlobTimer {}

    /** The next of them. */
    record Page() implements BlobTimer {}
}
