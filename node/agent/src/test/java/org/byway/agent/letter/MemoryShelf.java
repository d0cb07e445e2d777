package org.byway.agent.letter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.wire.LetterEntry;

/** A vault in memory, which can break before it keeps anything. */
final class MemoryShelf implements Shelf {
    final List<LetterEntry> kept = new ArrayList<>();
    private Taker taker;
    /** How many more times something is kept before the disk breaks; negative for ever. */
    int keepsLeft = -1;

    void reader(Taker reads) {
        taker = reads;
        kept.forEach(reads::take);
    }

    @Override
    public Turn turn() {
        return new Turn() {
            @Override
            public void keep(List<LetterEntry> entries) throws IOException {
                if (keepsLeft == 0) {
                    throw new IOException("the disk broke");
                }
                keepsLeft--;
                kept.addAll(entries);
                entries.forEach(taker::take);
            }

            @Override
            public void close() {}
        };
    }
}
