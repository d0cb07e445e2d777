package org.byway.protocol.blob;

import java.util.ArrayDeque;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.BlobWant;

/** A session with a node that gives blobs. */
final class Line {
    final long session;
    final Bytes32 node;
    boolean writable;
    /** Blobs that come over it. */
    int fetches;
    /** Parts that were asked for and are not waited for any more. */
    int late;
    /** What it asks for. */
    final ArrayDeque<BlobWant> asked = new ArrayDeque<>();
    /** The first of that is being read. */
    boolean reading;

    Line(long session, Bytes32 node, boolean writable) {
        this.session = session;
        this.node = node;
        this.writable = writable;
    }
}
