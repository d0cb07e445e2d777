package org.byway.server.search;

import java.io.IOException;
import org.apache.lucene.util.FixedBitSet;

/**
 * A part of what is looked for in one segment, of which each document has so many points or is not in it. It is gone
 * through in windows of documents, which only go forward.
 */
sealed interface Part permits Clause, Choice {
    /** How many documents are looked at together. */
    int WINDOW_DOCUMENTS = 4_096;

    /** The documents from one to before another, at most a window; a bit for each, counted from the first. */
    FixedBitSet load(int from, int to) throws IOException;

    /** The first document from there on; not before the end of the last window. */
    int next(int from) throws IOException;

    /** At most how many documents there are. */
    long cost();

    /** Of a document of the window that was loaded last. */
    int points(int offset);

    int mostPoints();

    /** From now on documents with fewer points may be left out. */
    void need(int leastPoints);

    /** How many lists are looked at for a window. */
    int lists();
}
