package org.byway.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.byway.protocol.market.Hits;
import org.byway.protocol.market.Query;
import org.byway.protocol.market.QueryReader;
import org.byway.protocol.market.Samples;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is asked is answered within the limits or refused with a reason; nothing breaks the index or a thread. */
class HostileQueriesTest {
    private static final int OFFERS = 500;
    private static final String[] PIECES = {
        "*",
        "?",
        "~",
        "~99",
        "\\",
        "/.*/",
        "\"",
        "(",
        ")",
        "[* TO *]",
        "{",
        "}",
        ":",
        "^1e9",
        "&&",
        "||",
        "!",
        "+",
        "-",
        "AND",
        "OR",
        "NOT",
        "ladder",
        "lad*",
        "*:*",
        "title:",
        "<script>alert(1)</script>",
        "' OR '1'='1",
        "${jndi:x}",
        "../..",
        "%00",
        "\u0000",
        "\u202e",
        "\ufeff",
        "\ud800",
        "\udfff",
        "a\u0301\u0301\u0301",
        "ﷺ",
        "𝕳𝖊𝖑𝖑𝖔",
        "👩‍👩‍👧‍👦",
        "İıſß",
        "田中さん",
        "ضغط",
        "กขฃ",
        "NaN",
        "1e309",
        "-0",
        "2147483648",
        "null",
        "undefined",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    };

    @TempDir
    Path folder;

    private final Random random = new Random(500);

    private List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(PIECES));
        texts.add("(".repeat(200) + "ladder" + ")".repeat(200));
        texts.add("ladder ".repeat(57));
        texts.add("ladder ".repeat(5_000));
        texts.add("a".repeat(1 << 16));
        texts.add("\u0301".repeat(400));
        texts.add("ﷺ".repeat(400));
        while (texts.size() < 600) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(PIECES[random.nextInt(PIECES.length)]).append(random.nextBoolean() ? " " : "");
            }
            texts.add(text.toString());
        }
        return texts;
    }

    @Test
    void everyTextIsAnsweredOrRefused() throws Exception {
        int answered = 0;
        int refused = 0;
        try (SearchedStore store = new SearchedStore(folder)) {
            fill(store);
            for (String text : texts()) {
                switch (QueryReader.read(Kind.OFFER, name -> name.equals("q") ? text : null)) {
                    case Checked.Refused<Query>(Refusal refusal) -> {
                        assertTrue(refusal.reason() == Reason.MALFORMED
                                && !refusal.detail().isEmpty());
                        refused++;
                    }
                    case Checked.Ok<Query>(Query query) -> answered += answered(store.search(query, 20, null));
                }
            }
            assertTrue(answered > 100 && refused > 10, answered + " answered, " + refused + " refused");
            assertTrue(!store.ids("q", "ladder").isEmpty(), "and it goes on as before");
        }
    }

    @Test
    void whereTooManyWaitOneMoreIsToldToComeAgainAndTheOthersAreAnswered() throws Exception {
        try (SearchedStore store = new SearchedStore(folder)) {
            fill(store);
            CompletableFuture<Void> end = new CompletableFuture<>();
            store.hold(end);
            List<CompletableFuture<Checked<Hits>>> asked = new ArrayList<>();
            Query ladder = Samples.query(Kind.OFFER, "q", "ladder");
            int most = Runtime.getRuntime().availableProcessors() + Searches.MOST_WAITING;
            for (int i = 0; i < most; i++) {
                asked.add(store.searching(ladder, 1));
            }
            Checked<Hits> oneMore = store.searching(ladder, 1).getNow(null);
            assertInstanceOf(Checked.Refused.class, oneMore, "at once");
            assertEquals(
                    Reason.NOT_YET, ((Checked.Refused<Hits>) oneMore).refusal().reason());
            end.complete(null);
            for (CompletableFuture<Checked<Hits>> one : asked) {
                assertInstanceOf(Checked.Ok.class, one.get());
            }
        }
    }

    /** A busy machine may make one of them late; the refusal says so. */
    private static int answered(Checked<Hits> answer) {
        if (answer instanceof Checked.Refused<Hits>(Refusal refusal)) {
            assertTrue(
                    refusal.reason() == Reason.OVER_BUDGET && refusal.detail().contains("ms"), refusal::toString);
            return 0;
        }
        assertInstanceOf(Checked.Ok.class, answer);
        return 1;
    }

    private static void fill(SearchedStore store) throws Exception {
        for (int i = 0; i < OFFERS; i++) {
            Bytes32 community = i % 2 == 0 ? Samples.TOWN : Samples.VILLAGE;
            byte[] content = Samples.offer(i % 3 == 0 ? "Ladder " + i : PIECES[i % 30].strip() + " x" + i)
                    .build()
                    .toByteArray();
            store.put(store.record(Kind.OFFER, community, content, null), null);
        }
        store.commit();
    }
}
