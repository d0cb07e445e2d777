package org.byway.protocol.peer;

import java.util.Collection;

/** How repair over one session goes, for people: all communities together. */
final class Progress {
    private long since;
    private long streamed;
    private long toStream;
    private long differing;
    private long lastAt;
    private long lastDiffering;

    /** Something began; what goes on since before keeps its time. */
    void begun(boolean first, long now) {
        if (first) {
            since = now;
            streamed = 0;
            toStream = 0;
            differing = 0;
        }
    }

    /** So many records are to come as a stream. */
    void toStream(long records) {
        toStream += records;
    }

    void brought(int records) {
        streamed += records;
    }

    void differ(int ids) {
        differing += ids;
    }

    /** A comparison is over. */
    void compared(long now) {
        lastAt = now;
        lastDiffering = differing;
    }

    Neighbour.Repair view(Collection<Comparison> opened) {
        boolean streams = opened.stream().anyMatch(each -> each instanceof Comparison.Streaming);
        Neighbour.Doing doing = opened.isEmpty()
                ? Neighbour.Doing.NOTHING
                : streams ? Neighbour.Doing.STREAMING : Neighbour.Doing.COMPARING;
        Long began = doing == Neighbour.Doing.NOTHING ? null : since;
        // Records that are sent on meanwhile count too, and others went since they were told of.
        long came = streams ? Math.min(streamed, toStream) : 0;
        return new Neighbour.Repair(
                doing, began, came, streams ? toStream : 0, lastAt == 0 ? null : lastAt, lastDiffering);
    }
}
