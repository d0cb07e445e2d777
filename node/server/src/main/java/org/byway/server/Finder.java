package org.byway.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.byway.protocol.care.Hiding;
import org.byway.protocol.market.Candidate;
import org.byway.protocol.market.Continuation;
import org.byway.protocol.market.Hit;
import org.byway.protocol.market.Hits;
import org.byway.protocol.market.MarketRule;
import org.byway.protocol.market.Match;
import org.byway.protocol.market.Query;
import org.byway.protocol.market.Sought;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.search.Language;
import org.byway.protocol.wire.Intent;
import org.byway.server.http.NodeService.Matched;
import org.byway.server.http.NodeService.Matches;
import org.byway.server.search.Searches;

/** Finds offers and intents by the index, and says why an offer fits by the records themselves. */
final class Finder {
    private final NodeLoop loop;
    private final Searches searches;
    private final LongSupplier clock;
    private volatile Hiding hiding = Hiding.NOTHING;

    Finder(NodeLoop loop, Searches searches, LongSupplier clock) {
        this.loop = loop;
        this.searches = searches;
        this.clock = clock;
    }

    /** What is hidden from now on. */
    void take(Hiding now) {
        hiding = now;
    }

    int percent() {
        return searches.percent();
    }

    long behind() {
        return searches.behind();
    }

    CompletionStage<Checked<Hits>> search(Query query, int limit, Continuation from) {
        return searches.page(query, limit, from).thenCompose(this::shown);
    }

    /** Without what is hidden: a page gets shorter by it. Where nothing is of any author that a notice names, nobody is asked. */
    private CompletionStage<Checked<Hits>> shown(Checked<Hits> found) {
        boolean all = !(found instanceof Checked.Ok<Hits>(Hits hits))
                || hits.hits().stream().noneMatch(hit -> hiding.speaksOf(hit.author()));
        return all ? CompletableFuture.completedFuture(found) : shown(found.orThrow());
    }

    private CompletionStage<Checked<Hits>> shown(Hits hits) {
        return records(hits.hits()).thenApply(records -> {
            List<Hit> shown = new ArrayList<>();
            for (int i = 0; i < records.size(); i++) {
                SignedRecord record = records.get(i);
                if (record == null || hiding.hides(record.envelope(), clock.getAsLong()) == null) {
                    shown.add(hits.hits().get(i));
                }
            }
            return new Checked.Ok<>(new Hits(shown, hits.reach(), hits.next()));
        });
    }

    CompletionStage<Checked<Matches>> matches(Bytes32 id, int limit, Continuation from) {
        return loop.ask((peer, store) -> store.get(id)).thenCompose(record -> switch (intent(record)) {
            case Checked.Refused<Intent> refused -> CompletableFuture.completedFuture(refused.as());
            case Checked.Ok<Intent>(Intent intent) -> {
                Sought sought = Sought.of(intent, searches.lexicon());
                yield searches.matches(sought, limit, from).thenCompose(found -> reasons(sought, found));
            }
        });
    }

    private Checked<Intent> intent(SignedRecord record) {
        if (record == null) {
            return Refusal.of(Reason.STALE, "this node does not hold that record");
        }
        boolean live = record.content() != null && record.envelope().expires() > clock.getAsLong();
        return record.envelope().is(Kind.INTENT) && live
                ? MarketRule.intent(record.content())
                : Refusal.of(Reason.BAD_KIND, "offers are matched with an intent that is live; this is none");
    }

    private CompletionStage<Checked<Matches>> reasons(Sought sought, Checked<Hits> found) {
        return switch (found) {
            case Checked.Refused<Hits> refused -> CompletableFuture.completedFuture(refused.as());
            case Checked.Ok<Hits>(Hits hits) ->
                records(hits.hits()).thenApply(records -> {
                    List<Matched> matched = new ArrayList<>();
                    for (int i = 0; i < records.size(); i++) {
                        add(sought, hits.hits().get(i), records.get(i), matched);
                    }
                    return new Checked.Ok<>(new Matches(matched, hits.next()));
                });
        };
    }

    /** A record for each hit, or null where it has gone meanwhile. */
    private CompletionStage<List<SignedRecord>> records(List<Hit> hits) {
        return loop.ask((peer, store) -> {
            List<SignedRecord> records = new ArrayList<>();
            hits.forEach(hit -> records.add(store.get(hit.id())));
            return records;
        });
    }

    private void add(Sought sought, Hit hit, SignedRecord record, List<Matched> to) {
        boolean gone = record == null
                || record.content() == null
                || hiding.hides(record.envelope(), clock.getAsLong()) != null;
        if (gone) {
            return;
        }
        Candidate candidate = Candidate.of(record.envelope(), record.content(), Language.ALL);
        if (candidate != null && Match.of(sought, candidate, clock.getAsLong()) instanceof Match.Fits fits) {
            to.add(new Matched(hit, fits.reasons()));
        }
    }
}
