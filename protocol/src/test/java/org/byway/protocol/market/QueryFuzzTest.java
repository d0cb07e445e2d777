package org.byway.protocol.market;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.byway.protocol.fuzz.Good;
import org.byway.protocol.fuzz.Spoilt;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** What strangers look for: a query that a market can be searched by, or a word on what is wrong. */
class QueryFuzzTest {
    /** Parameters as in the query of an address, nothing escaped. */
    static Stream<byte[]> good() {
        return Stream.of(
                        "q=garden table&near=48.09,10.86&radiusKm=7&sort=distance",
                        "q=bread&category=byway:food&minPrice=2&maxPrice=5.50&currency=EUR&sort=price",
                        "exchange=swap&community=" + Samples.TOWN.hex() + "&sort=new",
                        "q=\u00fcber straße \u0130stanbul 日本&near=-90,180&radiusKm=20040",
                        "currency=JPY&minPrice=0&maxPrice=9223372036854775807")
                .map(Good::text);
    }

    @MethodSource("good")
    @FuzzTest
    void anyBytes(byte[] bytes) {
        read(bytes);
    }

    @Test
    void spoiltQueries() {
        assertInstanceOf(Checked.Ok.class, query(good().findFirst().orElseThrow()));
        Spoilt.each(good(), QueryFuzzTest::read);
    }

    private static void read(byte[] bytes) {
        if (query(bytes) instanceof Checked.Ok<Query>(Query query)) {
            Hits hits = new PlainSearch(Lexicon.NONE, List.of(), 1_790_000_000_000L).page(query, 10, null);
            assertTrue(hits.hits().isEmpty());
        }
    }

    private static Checked<Query> query(byte[] bytes) {
        Map<String, String> named = new TreeMap<>();
        for (String parameter : new String(bytes, StandardCharsets.UTF_8).split("&", 16)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                named.put(parameter.substring(0, equals), parameter.substring(equals + 1));
            }
        }
        return QueryReader.read(bytes.length % 2 == 0 ? Kind.OFFER : Kind.INTENT, named::get);
    }
}
