package org.byway.server.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.byway.protocol.interest.Interest;
import org.byway.protocol.interest.Owner;
import org.byway.protocol.interest.Position;
import org.byway.protocol.market.Query;
import org.byway.protocol.market.QueryReader;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.server.http.InterestService.Stream;
import org.byway.server.http.InterestService.Wanted;

/** Streams of what fits an interest, as it arrives. On the event loop. */
final class EventOperations {
    private static final String LAST_EVENT_ID = "last-event-id";

    private final NodeService node;
    private final LongSupplier clock;
    private final Set<EventStream> open = new HashSet<>();
    private volatile int streams;
    private boolean closed;

    EventOperations(NodeService node, LongSupplier clock) {
        this.node = node;
        this.clock = clock;
    }

    void streamEvents(Call call) {
        int most = Owner.HOME.equals(call.asker()) ? HttpLimits.STREAMS : HttpLimits.STRANGERS_STREAMS;
        if (open.size() >= most || closed) {
            call.exchange()
                    .problem(Problem.of(503, "busy", "this node tells as many as it can at once: " + most)
                            .hint("ask again later"));
            return;
        }
        switch (wanted(call)) {
            case Checked.Refused<Wanted>(Refusal refusal) -> refuse(call, refusal);
            case Checked.Ok<Wanted>(Wanted wanted) -> {
                if (call.asker() == null && !(wanted instanceof Wanted.Asked)) {
                    call.exchange().header(Routes.CHALLENGE, Routes.OWNERS);
                    call.exchange()
                            .problem(Problem.of(
                                    401, "unauthorized", "saved interests are told to those alone whose they are"));
                    return;
                }
                switch (from(call)) {
                    case Checked.Refused<Position>(Refusal refusal) -> refuse(call, refusal);
                    case Checked.Ok<Position>(Position from) -> begin(call, wanted, from);
                }
            }
        }
    }

    private static void refuse(Call call, Refusal refusal) {
        call.exchange()
                .problem(
                        switch (refusal.reason()) {
                            case MALFORMED -> Routes.bad(refusal.detail());
                            case STALE -> InterestOperations.unknown(refusal.detail());
                            default -> Problem.of(refusal);
                        });
    }

    private static Checked<Wanted> wanted(Call call) {
        String interest = call.query("interest");
        String kind = call.query(Interest.KIND);
        if (kind == null) {
            String alone = Interest.FILTERS.stream()
                    .filter(name -> SearchOperations.parameter(call, name) != null)
                    .findFirst()
                    .orElse(null);
            return alone == null
                    ? new Checked.Ok<>(saved(call.asker(), interest))
                    : Refusal.of(Reason.MALFORMED, alone + " needs a kind");
        }
        if (interest != null) {
            return Refusal.of(Reason.MALFORMED, "either an interest or what it would say");
        }
        return switch (QueryReader.read(
                kind.equals("offers") ? Kind.OFFER : Kind.INTENT, name -> parameter(call, name))) {
            case Checked.Ok<Query>(Query query) -> new Checked.Ok<>(new Wanted.Asked(query));
            case Checked.Refused<Query> refused -> refused.as();
        };
    }

    private static String parameter(Call call, String name) {
        return Interest.FILTERS.contains(name) ? SearchOperations.parameter(call, name) : null;
    }

    private static Wanted saved(Owner owner, String interest) {
        return interest == null ? new Wanted.Own(owner) : new Wanted.One(owner, Long.parseLong(interest));
    }

    /** Null within for now. A client that goes on by itself names the last event that it was told of. */
    private static Checked<Position> from(Call call) {
        String last = call.exchange().request().getHeader(LAST_EVENT_ID);
        String since = last == null || last.isEmpty() ? call.query("since") : last;
        return since == null ? new Checked.Ok<>(null) : Position.parse(since);
    }

    private void begin(Call call, Wanted wanted, Position from) {
        Context loop = Vertx.currentContext();
        EventStream stream = new EventStream(loop, call.exchange(), clock, this::ended);
        CompletionStage<Checked<Stream>> begun = node.interests().announce(wanted, from, stream);
        open.add(stream);
        streams = open.size();
        call.with(begun, answer -> begun(call, stream, answer), fault -> {
            ended(stream);
            call.fault(fault);
        });
    }

    private void begun(Call call, EventStream stream, Checked<Stream> answer) {
        switch (answer) {
            case Checked.Refused<Stream>(Refusal refusal) -> {
                ended(stream);
                refuse(call, refusal);
            }
            case Checked.Ok<Stream>(Stream announcing) -> {
                HttpServerResponse response = call.exchange().stream(EventStream.TYPE);
                stream.begin(response, announcing);
            }
        }
    }

    private void ended(EventStream stream) {
        open.remove(stream);
        streams = open.size();
    }

    /** How many are open; may be asked from any thread, and then be out of date. */
    int streams() {
        return streams;
    }

    /** Lets those hear that the node is there, and drops those that take nothing for so long. */
    void sweep(long now, long patienceNanos) {
        List.copyOf(open).forEach(stream -> stream.sweep(now, patienceNanos));
    }

    /** Ends all streams in order. */
    void close() {
        closed = true;
        List.copyOf(open).forEach(EventStream::finish);
    }
}
