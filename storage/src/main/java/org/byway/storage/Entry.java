package org.byway.storage;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.Signed;
import org.byway.storage.Sweeps.Fate;

/** An entry of the log. Its number is its key and is not repeated in it. */
sealed interface Entry {
    /**
     * A record.
     *
     * @param content null where the head alone is held
     * @param community the number of its home
     * @param replaced the entry of its lineage's head or floor before it; 0: none
     * @param postmark null where there is none
     */
    record Put(
            Envelope envelope,
            byte[] content,
            int community,
            long replaced,
            boolean overFloor,
            Vouch seal,
            Vouch postmark)
            implements Entry {
        Put withContent(byte[] other) {
            return new Put(envelope, other, community, replaced, overFloor, seal, postmark);
        }

        long end() {
            return envelope.horizon() + Limits.FLOOR_MILLIS;
        }
    }

    /** Who vouches: written out where the tree has one leaf, and else the number of the tree and the leaf in it. */
    record Vouch(Signed alone, long tree, int position) {}

    /** An id, of which the first half is kept, that lost; remembered to the end. */
    record Lost(long high, long low, long end) implements Entry {}

    /** What is left of an expired head. */
    record Floor(
            Bytes32 id, LineageKey lineage, int keySequence, boolean withdrawn, int revision, long expires, long end)
            implements Entry {}

    /** These entries have come to this by the passing of time. */
    record Retire(long[] numbers, Fate[] fates) implements Entry {}
}
