package org.byway.protocol.blob;

import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.BlobPart;
import org.byway.protocol.wire.BlobWant;

/** What happens to the exchange of blobs. */
public sealed interface BlobEvent {
    /** Once, before everything else. */
    record Started() implements BlobEvent {}

    /** A session with a node that gives blobs has greeted. */
    record Opened(long session, Bytes32 node, boolean writable) implements BlobEvent {}

    record Closed(long session) implements BlobEvent {}

    record Writable(long session, boolean writable) implements BlobEvent {}

    /** Records that are on disk now name these. */
    record Arrived(List<Named> named) implements BlobEvent {}

    record Wanted(long session, BlobWant frame) implements BlobEvent {}

    record Came(long session, BlobPart frame) implements BlobEvent {}

    record Fired(BlobTimer timer) implements BlobEvent {}

    /** Answers {@link BlobEffect.Look}: what of it is not here. */
    record Looked(List<Bytes32> missing) implements BlobEvent {}

    /** Answers {@link BlobEffect.Read}. */
    record Read(long session, BlobPart part) implements BlobEvent {}

    /** Answers {@link BlobEffect.Keep}; durable where it was kept. */
    record Kept(Bytes32 digest, Outcome outcome) implements BlobEvent {}

    enum Outcome {
        KEPT,
        /** It is no plain picture. */
        UNFIT,
        /** There is no room for it now. */
        NO_ROOM
    }
}
