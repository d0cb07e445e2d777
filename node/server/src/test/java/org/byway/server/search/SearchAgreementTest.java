package org.byway.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.byway.protocol.market.Continuation;
import org.byway.protocol.market.Hits;
import org.byway.protocol.market.PlainSearch;
import org.byway.protocol.market.Query;
import org.byway.protocol.market.Samples;
import org.byway.protocol.market.Sought;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Exchange;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Offer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index finds just what holding every record against the query finds, in the same order and with the same scores. */
class SearchAgreementTest {
    private static final int RECORDS = 600;
    private static final int QUERIES = 400;

    /** More than two windows of offers, and not as many segments. */
    private static final int MANY_RECORDS = 12_000;

    private static final int FEW_QUERIES = 80;
    private static final int FEW_PAGES = 3;
    private static final int ROUNDS = 40;
    private static final int QUERIES_A_ROUND = 12;
    private static final String[] WORDS = {
        "ladder",
        "ladders",
        "lader",
        "tall",
        "bread",
        "braed",
        "brot",
        "bike",
        "bicycle",
        "cycle",
        "table",
        "tabel",
        "the",
        "of",
        "red",
        "reed",
        "rolls",
        "semmeln",
        "steps",
        "wooden",
        "pão",
        "fahrräder",
        "20"
    };
    private static final String[] CATEGORIES = {
        "byway:food", "byway:bread", "byway:rolls", "byway:ladders", "byway:bikes", "byway:transport", "olist:x"
    };

    @TempDir
    Path folder;

    private final Random random = new Random(20);
    private final List<Intent> intents = new ArrayList<>();

    private String words(int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i >= 0; i--) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return text.toString().strip();
    }

    private <T> T one(T[] of) {
        return of[random.nextInt(of.length)];
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private String cell() {
        String cell = Samples.cell(48 + random.nextInt(20) * 0.05, 11 + random.nextInt(20) * 0.05);
        return chance(10) ? cell.substring(0, 1 + random.nextInt(4)) : cell;
    }

    private byte[] offer() {
        Offer.Builder offer = Offer.newBuilder().setTitle(words(4)).setText(chance(50) ? words(8) : "");
        if (chance(60)) {
            offer.addCategories(Samples.category(one(CATEGORIES)));
        }
        if (chance(20)) {
            offer.addCategories(Samples.category(one(CATEGORIES)));
        }
        if (chance(70)) {
            offer.setPrice(Samples.euros(Integer.toString(random.nextInt(50))));
            if (chance(20)) {
                offer.setPriceMax(Samples.euros(Integer.toString(50 + random.nextInt(50))));
            }
        }
        if (chance(80)) {
            offer.setCell(cell()).setRadiusKm(chance(20) ? random.nextInt(200) : 0);
        }
        if (chance(30)) {
            offer.addExchange(one(new Exchange[] {Exchange.SWAP, Exchange.GIFT, Exchange.OPEN}));
        }
        if (chance(40)) {
            offer.setStock(random.nextInt(4));
        }
        if (chance(20)) {
            offer.addProof("baker");
        }
        return offer.setLanguage(chance(30) ? one(new String[] {"en", "de", "pt-BR", "fi"}) : "")
                .build()
                .toByteArray();
    }

    private byte[] intent() {
        Intent.Builder intent = Intent.newBuilder().setTitle(words(3));
        if (chance(50)) {
            intent.addCategories(Samples.category(one(CATEGORIES)));
        }
        if (chance(60)) {
            intent.setBudgetMax(Samples.euros(Integer.toString(20 + random.nextInt(60))));
        }
        if (chance(30)) {
            intent.setBudgetMin(Samples.euros(Integer.toString(random.nextInt(20))));
        }
        if (chance(60)) {
            intent.setCell(cell()).setRadiusKm(random.nextInt(60));
        }
        if (chance(20)) {
            intent.addExchange(one(new Exchange[] {Exchange.SWAP, Exchange.OPEN}));
        }
        if (chance(20)) {
            intent.setQuantity(random.nextInt(4));
        }
        if (chance(20)) {
            intent.setFrom(Samples.NOW + random.nextInt(12) * Limits.DAY_MILLIS);
        }
        if (chance(10)) {
            intent.addProofAsked("baker");
        }
        intents.add(intent.build());
        return intent.build().toByteArray();
    }

    private void fill(SearchedStore store, int records, int commits) throws Exception {
        List<SignedRecord> standing = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            Bytes32 community = chance(70) ? Samples.TOWN : Samples.VILLAGE;
            SignedRecord before =
                    !standing.isEmpty() && chance(15) ? standing.remove(random.nextInt(standing.size())) : null;
            boolean offer = before == null ? chance(75) : before.envelope().is(Kind.OFFER);
            boolean withdrawal = before != null && chance(30);
            Kind kind = withdrawal ? Kind.WITHDRAWAL : offer ? Kind.OFFER : Kind.INTENT;
            byte[] content = withdrawal ? new byte[0] : offer ? offer() : intent();
            SignedRecord record = store.record(kind, community, content, before == null ? null : before.envelope());
            store.put(record, before);
            if (!withdrawal) {
                standing.add(record);
            }
            if (random.nextInt(records) < commits) {
                store.commit();
            }
        }
        store.dropContent(standing.remove(0));
        store.expire(Samples.NOW);
        store.commit();
    }

    private Query query() {
        List<String> asked = new ArrayList<>();
        ask(asked, 70, "q", words(3));
        ask(asked, 25, "category", one(CATEGORIES));
        boolean near = chance(40);
        if (near) {
            ask(asked, 100, "near", (48 + random.nextInt(20) * 0.05) + "," + (11 + random.nextInt(20) * 0.05));
            ask(asked, 70, "radiusKm", one(new String[] {"1", "5", "20", "80", "700", "20040"}));
        }
        boolean priced = chance(40);
        if (priced) {
            ask(asked, 100, "currency", chance(90) ? "EUR" : "BRL");
            ask(asked, 40, "minPrice", Integer.toString(random.nextInt(40)));
            ask(asked, 40, "maxPrice", Integer.toString(40 + random.nextInt(40)));
        }
        ask(asked, 15, "exchange", one(new String[] {"price", "swap", "gift", "open"}));
        ask(asked, 15, "community", chance(50) ? Samples.TOWN.hex() : Samples.VILLAGE.hex());
        List<String> sorts = new ArrayList<>(List.of("relevance", "relevance", "new"));
        if (near) {
            sorts.add("distance");
        }
        if (priced) {
            sorts.add("price");
        }
        ask(asked, 100, "sort", sorts.get(random.nextInt(sorts.size())));
        return Samples.query(chance(75) ? Kind.OFFER : Kind.INTENT, asked.toArray(String[]::new));
    }

    private void ask(List<String> asked, int percent, String name, String value) {
        if (chance(percent)) {
            asked.add(name);
            asked.add(value);
        }
    }

    @Test
    void theIndexFindsWhatThePlainWayFinds() throws Exception {
        try (SearchedStore store = new SearchedStore(folder)) {
            fill(store, RECORDS, 12);
            PlainSearch plain = new PlainSearch(Samples.LEXICON, store.candidates(), Samples.NOW);
            int found = 0;
            for (int i = 0; i < QUERIES; i++) {
                found += agree(store, plain, query(), Integer.MAX_VALUE);
            }
            assertTrue(found > QUERIES, "most queries find something: " + found);
            for (Intent intent : intents) {
                Sought sought = Sought.of(intent, Samples.LEXICON);
                assertEquals(
                        plain.matches(sought, 20, null),
                        store.matches(sought, 20).orThrow(),
                        intent::toString);
            }
        }
    }

    @Test
    void likewiseAmongMany() throws Exception {
        try (SearchedStore store = new SearchedStore(folder)) {
            fill(store, MANY_RECORDS, 3);
            PlainSearch plain = new PlainSearch(Samples.LEXICON, store.candidates(), Samples.NOW);
            for (Kind kind : List.of(Kind.OFFER, Kind.INTENT)) {
                Query all = Samples.query(kind);
                assertEquals(
                        plain.page(all, MANY_RECORDS, null),
                        store.search(all, MANY_RECORDS, null).orThrow());
            }
            for (int i = 0; i < FEW_QUERIES; i++) {
                agree(store, plain, query(), FEW_PAGES);
            }
        }
    }

    /** What one search keeps open for the next must not outlive the state of the index that it was opened in. */
    @Test
    void searchesAgreeBetweenChangesAndAreAnsweredDuringThem() throws Exception {
        try (SearchedStore store = new SearchedStore(folder)) {
            for (int round = 0; round < ROUNDS; round++) {
                List<CompletableFuture<Checked<Hits>>> meanwhile = new ArrayList<>();
                for (int i = 0; round > 0 && i < QUERIES_A_ROUND; i++) {
                    meanwhile.add(store.searching(query(), 10));
                }
                fill(store, 30, 3);
                PlainSearch plain = new PlainSearch(Samples.LEXICON, store.candidates(), Samples.NOW);
                for (int i = 0; i < QUERIES_A_ROUND; i++) {
                    agree(store, plain, query(), FEW_PAGES);
                }
                for (CompletableFuture<Checked<Hits>> each : meanwhile) {
                    each.get().orThrow();
                }
            }
        }
    }

    /** Page by page. */
    private int agree(SearchedStore store, PlainSearch plain, Query query, int pages) throws Exception {
        int limit = 1 + random.nextInt(15);
        Continuation next = null;
        int found = 0;
        int page = 0;
        do {
            Hits wanted = plain.page(query, limit, next);
            assertEquals(wanted, store.search(query, limit, next).orThrow(), query::toString);
            next = wanted.next();
            found += wanted.hits().size();
        } while (next != null && ++page < pages);
        return found;
    }
}
