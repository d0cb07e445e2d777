package org.byway.storage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.record.Envelope;

/**
 * Rows of the sync table, as taken away, of what has expired by some time but is still among its rows: by such a time a
 * set may be asked for before the rows are gone. It costs memory in proportion to what expires in the hour or two that
 * this is about; a few such times are kept, and follow what comes and goes.
 */
final class Expired {
    private static final int MOST_TIMES = 4;

    private final Map<Long, Tail> byTime = new LinkedHashMap<>(MOST_TIMES, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Tail> eldest) {
            return size() > MOST_TIMES;
        }
    };

    /** Where the rows come from when a time is asked for first. */
    interface Source {
        /** Visits every live entry that expires up to that time. */
        void each(long time, Row row);
    }

    /** Takes one live entry. */
    interface Row {
        void add(long number, Envelope envelope, int community);
    }

    List<SortedRun> runs(long time, Source source) {
        Tail rows = byTime.get(time);
        if (rows == null) {
            Tail fresh = new Tail(Table.SYNC);
            source.each(time, (number, envelope, community) -> write(fresh, number, envelope, community, false));
            byTime.put(time, fresh);
            rows = fresh;
        }
        return rows.runs();
    }

    /** A live entry came: where it has expired, it counts as taken away. */
    void entered(long number, Envelope envelope, int community) {
        follow(number, envelope, community, false);
    }

    /** An entry's own row was taken away: it must not count as such twice. */
    void left(long number, Envelope envelope, int community) {
        follow(number, envelope, community, true);
    }

    private void follow(long number, Envelope envelope, int community, boolean add) {
        for (Map.Entry<Long, Tail> one : byTime.entrySet()) {
            if (envelope.expires() <= one.getKey()) {
                write(one.getValue(), number, envelope, community, add);
            }
        }
    }

    private static void write(Tail to, long number, Envelope envelope, int community, boolean add) {
        int at = to.next(add);
        Indexes.writeSync(to.recent(), at, envelope.createdSecond(), envelope.id(), community, number);
    }
}
