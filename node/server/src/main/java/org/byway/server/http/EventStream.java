package org.byway.server.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.byway.protocol.interest.Position;
import org.byway.server.http.InterestService.Announcement;
import org.byway.server.http.InterestService.Stream;

/**
 * One client's stream of events (WHATWG HTML, server-sent events). What it has not taken is bounded: where it is much, the
 * rest waits in the store; where it takes nothing for long, it is cut, and may go on from the last event that it got.
 *
 * <p>On the event loop, but for {@link #hear}.
 */
final class EventStream implements InterestService.Hearer {
    static final CharSequence TYPE = HttpHeaders.createOptimized("text/event-stream");

    private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final int TOGETHER_BYTES = 16 * 1024;
    /** How long a client waits before it comes again. */
    private static final String RETRY = "retry: 1000\n";

    private final Context loop;
    private final Exchange exchange;
    private final LongSupplier clock;
    private final Consumer<EventStream> gone;
    private final AtomicLong waitingBytes = new AtomicLong();
    /** Of the announcer's thread, as what is gathered. */
    private boolean begun;

    private Buffer gathered = Buffer.buffer();
    private Buffer early = Buffer.buffer();
    private HttpServerResponse response;
    private Stream announcing;
    private Position reached;
    private Position told;
    private long moved = System.nanoTime();
    private long heartbeat = System.nanoTime();
    private boolean ending;
    private boolean over;

    /** Gone hears of its end, on the event loop. */
    EventStream(Context loop, Exchange exchange, LongSupplier clock, Consumer<EventStream> gone) {
        this.loop = loop;
        this.exchange = exchange;
        this.clock = clock;
        this.gone = gone;
    }

    /** What was announced before is written first; the response is null where the client has gone meanwhile. */
    void begin(HttpServerResponse to, Stream stream) {
        announcing = stream;
        if (to == null || over) {
            leave();
            return;
        }
        response = to;
        to.closeHandler(closed -> leave());
        to.exceptionHandler(fault -> leave());
        Buffer first = Buffer.buffer(RETRY);
        waitingBytes.addAndGet(first.length());
        first.appendBuffer(early);
        early = null;
        write(first);
    }

    // On the announcer's thread.

    @Override
    public boolean hear(Announcement what) {
        switch (what) {
            case Announcement.Matched matched ->
                gathered.appendString(event("match", matched.position(), view(matched)));
            case Announcement.Gap gap -> gathered.appendString(event("gap", gap.position(), view(gap)));
            case Announcement.Reached any when begun -> {}
            case Announcement.Reached first ->
                gathered.appendString("id: " + first.position().text() + "\n\n");
        }
        begun = true;
        boolean ends = what instanceof Announcement.Reached;
        boolean room = waitingBytes.get() + gathered.length() < HttpLimits.STREAM_BYTES;
        if (ends || !room || gathered.length() > TOGETHER_BYTES) {
            Buffer together = gathered;
            Position to = what.position();
            gathered = Buffer.buffer();
            waitingBytes.addAndGet(together.length());
            loop.runOnContext(now -> {
                reached = to;
                write(together);
            });
        }
        return room;
    }

    private static String event(String type, Position position, JsonObject data) {
        return "id: " + position.text() + "\nevent: " + type + "\ndata: " + data.encode() + "\n\n";
    }

    private static JsonObject view(Announcement.Matched matched) {
        return SearchOperations.view(matched.hit())
                .put("event", "match")
                .put("interest", matched.interest() == 0 ? null : InterestOperations.id(matched.interest()))
                .put("reasons", SearchOperations.reasons(matched.reasons()))
                .put("receivedAt", RecordView.time(matched.receivedAt()));
    }

    private static JsonObject view(Announcement.Gap gap) {
        return new JsonObject()
                .put("event", "gap")
                .put("reason", gap.why().word())
                .put("asked", gap.asked().text());
    }

    @Override
    public void ended() {
        loop.runOnContext(now -> finish());
    }

    // On the event loop.

    private void write(Buffer bytes) {
        if (over || ending) {
            return;
        }
        if (early != null) {
            early.appendBuffer(bytes);
            return;
        }
        if (bytes.length() == 0) {
            return;
        }
        told = reached;
        heartbeat = System.nanoTime();
        var unused = response.write(bytes).onComplete(taken -> taken(bytes.length()));
    }

    private void taken(int bytes) {
        moved = System.nanoTime();
        boolean was = waitingBytes.get() >= HttpLimits.STREAM_BYTES / 2;
        if (waitingBytes.addAndGet(-bytes) < HttpLimits.STREAM_BYTES / 2 && was && !over) {
            announcing.room();
        }
    }

    void sweep(long now, long patienceNanos) {
        if (early != null || ending) {
            return;
        }
        if (waitingBytes.get() > 0 && now - moved > patienceNanos) {
            exchange.cutWithin(0);
            leave();
        } else if (waitingBytes.get() == 0) {
            moved = now;
            if (now - heartbeat > HEARTBEAT_NANOS) {
                beat();
            }
        }
    }

    /** Tells that the node is there, and from where to go on although nothing has fitted. */
    private void beat() {
        Buffer bytes = Buffer.buffer(": " + RecordView.time(clock.getAsLong()) + "\n");
        if (reached != null && !reached.equals(told)) {
            bytes.appendString("id: " + reached.text() + "\n");
        }
        bytes.appendString("\n");
        waitingBytes.addAndGet(bytes.length());
        write(bytes);
    }

    /** Ends the stream in order. */
    void finish() {
        if (over || response == null) {
            leave();
        } else if (!ending) {
            ending = true;
            var unused = response.end().onComplete(done -> leave());
        }
    }

    private void leave() {
        if (!over) {
            over = true;
            gone.accept(this);
            exchange.end();
        }
        if (announcing != null) {
            announcing.close();
        }
    }
}
