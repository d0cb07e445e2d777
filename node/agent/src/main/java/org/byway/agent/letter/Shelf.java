package org.byway.agent.letter;

import java.io.IOException;
import java.util.List;
import org.byway.protocol.wire.LetterEntry;

/** Where letters are kept: the vault, or memory. Several processes may share it, each in its turn. */
public interface Shelf {
    /** Reads what others have kept meanwhile, tells it to the taker, and takes the turn to write. */
    Turn turn() throws IOException;

    /** The turn to write, until closed. */
    interface Turn extends AutoCloseable {
        /** Durable on return, all or nothing, and told to the taker. */
        void keep(List<LetterEntry> entries) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Takes every entry once, in order. */
    interface Taker {
        void take(LetterEntry entry);

        /** All before this was restored from a snapshot, and newer may have been kept since; the question is another each time. */
        void restored(long question);
    }
}
