package org.byway.protocol.peer;

import com.google.protobuf.ByteString;
import java.util.SortedSet;
import java.util.TreeSet;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Limits;
import org.byway.protocol.sync.Peeling;
import org.byway.protocol.sync.Sketch;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.SketchWant;

/**
 * Where a comparison finds that differences are scattered over the whole set, symbols tell them in one answer, which is
 * smaller than what ranges would take. Whatever is missing for it (the other side does not know of it, a sketch was not
 * worked out yet, the symbols do not tell), the comparison goes on by ranges.
 */
final class SketchRoom {
    static final String FEATURE = "sketch";

    private final Context context;
    private final SortedSet<Bytes32> growing = new TreeSet<>();

    SketchRoom(Context context) {
        this.context = context;
    }

    /** Has the sketch of a community worked out, slice by slice, since it is compared with one who has them too. */
    void prepare(Session session, Bytes32 community, long records, long now) {
        if (session.features.sketch() && records >= PeerLimits.SKETCHED_RECORDS && growing.add(community)) {
            grow(community, now);
        }
    }

    void grow(Bytes32 community, long now) {
        if (context.store().growSketch(community)) {
            context.timer(now, new Timer.Grow(community));
        } else {
            growing.remove(community);
        }
    }

    /** Whether the opener asks for symbols now; the reply is what it would send otherwise. */
    boolean ask(Session session, Bytes32 community, Comparison.Running running, byte[] reply) {
        int symbols = running.reconciliation().steps() == 1
                ? running.reconciliation().scatter().symbols()
                : 0;
        if (symbols == 0 || !session.features.sketch() || sketch(community, running.cutoffHour()) == null) {
            return false;
        }
        send(session, community, new Comparison.Asking(running, reply, symbols, false, session.comparisons));
        return true;
    }

    /** Whether twice as many are asked for, once: differences that lie together look like fewer than there are. */
    boolean askAgain(Session session, Bytes32 community, Comparison.Asking asking, ByteString symbols) {
        int twice = Math.min(Sketch.SYMBOLS, 2 * asking.symbols());
        if (asking.again() || symbols.isEmpty() || twice == asking.symbols()) {
            return false;
        }
        send(
                session,
                community,
                new Comparison.Asking(asking.running(), asking.reply(), twice, true, session.comparisons));
        return true;
    }

    private void send(Session session, Bytes32 community, Comparison.Asking asking) {
        session.opened.put(community, asking);
        context.send(
                session,
                Frame.newBuilder()
                        .setSketchWant(SketchWant.newBuilder()
                                .setCommunity(Context.bytes(community))
                                .setRound(asking.running().round())
                                .setCutoffHour(asking.running().cutoffHour())
                                .setSymbols(asking.symbols())));
    }

    private Sketch sketch(Bytes32 community, long cutoffHour) {
        return context.store().sketch(community, cutoffHour * Limits.HOUR_MILLIS);
    }

    /** Answers with the symbols, or with none where they are not here. */
    void wanted(Session session, SketchWant want, long now) {
        Bytes32 community = Context.bytes32(want.getCommunity());
        if (community == null || !session.shares(community, context.community())) {
            return;
        }
        long hour = want.getCutoffHour();
        boolean fit = want.getSymbols() >= 1
                && want.getSymbols() <= Sketch.SYMBOLS
                && hour >= context.cutoff(now) / Limits.HOUR_MILLIS
                && !context.ahead(hour, now);
        Sketch sketch = fit ? sketch(community, hour) : null;
        ByteString symbols = sketch == null ? ByteString.EMPTY : ByteString.copyFrom(sketch.write(want.getSymbols()));
        context.send(
                session,
                Frame.newBuilder()
                        .setSketch(org.byway.protocol.wire.Sketch.newBuilder()
                                .setCommunity(want.getCommunity())
                                .setRound(want.getRound())
                                .setSymbols(symbols)));
    }

    /** What differs by the symbols that came; null where they do not tell. */
    Peeling told(Bytes32 community, Comparison.Asking asking, ByteString symbols) {
        Sketch ours = sketch(community, asking.running().cutoffHour());
        Sketch theirs =
                symbols.size() == asking.symbols() * Sketch.SYMBOL_BYTES ? Sketch.read(symbols.toByteArray()) : null;
        return ours == null || theirs == null ? null : Peeling.of(ours, theirs);
    }
}
