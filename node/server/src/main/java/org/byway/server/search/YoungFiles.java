package org.byway.server.search;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.NRTCachingDirectory;

/**
 * A folder whose small young files stay in memory until the next commit.
 *
 * <p>Among them are those of which Lucene does not say how large they will be: names of fields, what a segment is made of, and
 * stored fields on their way into order, of which this index has none. On disk they would be the dozen files that one record
 * costs.
 */
final class YoungFiles extends NRTCachingDirectory {
    private static final double CACHED_FILE_MEGABYTES = 2;
    private static final double CACHED_MEGABYTES = 16;
    private static final String OF_SEGMENT = "_";

    YoungFiles(Path folder) throws IOException {
        super(MMapDirectory.open(folder), CACHED_FILE_MEGABYTES, CACHED_MEGABYTES);
    }

    @Override
    protected boolean doCacheWrite(String name, IOContext context) {
        boolean sized = context.mergeInfo() != null || context.flushInfo() != null;
        return sized ? super.doCacheWrite(name, context) : name.startsWith(OF_SEGMENT);
    }
}
