package org.byway.server;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.byway.protocol.admission.Judged;
import org.byway.protocol.peer.Event;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Receipt;
import org.byway.server.http.TokenService;
import org.byway.server.token.TokenOffice;

/** Tokens of this node, for whom the charter in force has them. */
final class LocalTokens implements TokenService {
    /** What one token is good for. */
    private static final int MOST_RECORDS = 8;

    private static final Refusal NONE =
            new Refusal(Reason.NOT_CARRIED, "this community's charter has no tokens to post by");

    private final NodeLoop loop;
    private final Verifiers verifiers;
    private final TokenOffice office;
    private final LongSupplier clock;

    LocalTokens(NodeLoop loop, Verifiers verifiers, TokenOffice office, LongSupplier clock) {
        this.loop = loop;
        this.verifiers = verifiers;
        this.office = office;
        this.clock = clock;
    }

    /** Work of the office: it signs and writes, off the loops. */
    private interface Work<T> {
        Checked<T> at(int daily, Verifiers.Lane lane) throws IOException;
    }

    /** What the work finds, where there are tokens. */
    private <T> CompletableFuture<Checked<T>> with(CompletionStage<Checked<Integer>> allowed, Work<T> work) {
        CompletableFuture<Checked<T>> answer = new CompletableFuture<>();
        var unused = allowed.whenComplete((found, fault) -> {
            if (fault != null) {
                answer.completeExceptionally(fault);
                return;
            }
            switch (found) {
                case Checked.Refused<Integer> refused -> answer.complete(refused.as());
                case Checked.Ok<Integer>(Integer daily) ->
                    verifiers.any().run(lane -> {
                        try {
                            answer.complete(work.at(daily, lane));
                        } catch (IOException | RuntimeException e) {
                            answer.completeExceptionally(e);
                        }
                    });
            }
        });
        return answer;
    }

    private CompletionStage<Checked<Integer>> daily() {
        return loop.ask((peer, store) -> {
            int daily = peer.charter().revision().anonymousPosts();
            return daily > 0 ? new Checked.Ok<>(daily) : new Checked.Refused<>(NONE);
        });
    }

    @Override
    public CompletionStage<Checked<Offered>> offered() {
        return with(
                daily(), (daily, lane) -> new Checked.Ok<>(new Offered(office.directory(clock.getAsLong()), daily)));
    }

    @Override
    public CompletionStage<Checked<byte[]>> draw(Bytes32 member, byte[] requests) {
        CompletionStage<Checked<Integer>> allowed = loop.ask((peer, store) -> {
            Refusal outside = peer.outside(member, clock.getAsLong());
            int daily = peer.charter().revision().anonymousPosts();
            return outside != null
                    ? new Checked.Refused<>(outside)
                    : daily > 0 ? new Checked.Ok<>(daily) : new Checked.Refused<>(NONE);
        });
        return with(allowed, (daily, lane) -> office.draw(member, requests, daily, clock.getAsLong()));
    }

    @Override
    public CompletionStage<Checked<Receipt>> post(byte[] token, byte[] bundle) {
        CompletableFuture<Checked<List<Judged>>> paid = with(daily(), (daily, lane) -> {
            Checked<List<Judged>> read = lane.inbound().posted(bundle);
            if (!(read instanceof Checked.Ok<List<Judged>>(List<Judged> records))) {
                return read;
            }
            if (records.isEmpty() || records.size() > MOST_RECORDS) {
                return Refusal.of(Reason.TOO_LARGE, "a token is good for 1 to " + MOST_RECORDS + " records");
            }
            return office.spend(token, bundle, clock.getAsLong()) instanceof Checked.Refused<?> refused
                    ? refused.as()
                    : read;
        });
        return paid.thenCompose(read -> switch (read) {
            case Checked.Refused<List<Judged>> refused -> CompletableFuture.completedFuture(refused.as());
            case Checked.Ok<List<Judged>>(List<Judged> records) -> loop.post(records, Event.Poster.BEARER);
        });
    }
}
