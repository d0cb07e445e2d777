package org.byway.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.byway.protocol.seal.SignedRecord;
import org.byway.server.TownNode;
import org.byway.server.http.HttpLimits.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standing interests and streams of events at a real node, over HTTP, each held against the contract. */
class EventsTest {
    private static final String BREAD = "/v1/events?kind=offers&q=bread";

    @TempDir
    Path folder;

    private TownNode town;
    private Served served;

    @BeforeEach
    void start() throws Exception {
        town = new TownNode(folder).start();
        served = new Served(town.service(), HttpLimits.STANDARD);
    }

    @AfterEach
    void stop() throws Exception {
        served.close();
        town.close();
    }

    private void restart() throws Exception {
        served.close();
        town.close();
        town.start();
        served = new Served(town.service(), HttpLimits.STANDARD);
    }

    private Listening listen(String path, String... headers) throws IOException {
        Listening listening = new Listening(served.address, path, headers);
        assertEquals(200, listening.status());
        return listening;
    }

    private SignedRecord post(String title) throws Exception {
        SignedRecord record = town.offer(title);
        town.post(record);
        return record;
    }

    private JsonObject add(String json) {
        var answer = served.administer("POST", "/v1/interests", json);
        assertEquals(200, answer.statusCode(), () -> new String(answer.body(), StandardCharsets.UTF_8));
        return Served.json(answer);
    }

    private JsonArray interests() {
        return Served.json(served.administer("GET", "/v1/interests", null)).getJsonArray("items");
    }

    @Test
    void whatFitsIsAnnouncedAsItArrivesAndWhy() throws Exception {
        try (Listening listening = listen(BREAD)) {
            post("Garden table");
            SignedRecord loaf = post("Fresh braed");
            JsonObject match = listening.next().data();
            Served.conform("MatchEvent", match);
            assertEquals(loaf.id().hex(), match.getString("id"));
            assertNull(match.getString("interest"));
            JsonObject reason = match.getJsonArray("reasons").getJsonObject(0);
            assertEquals("word", reason.getString("code"), reason::encode);
        }
    }

    @Test
    void savedInterestsAreToldByTheirIds() throws Exception {
        String bread = add("{\"kind\":\"offers\",\"q\":\"bread\",\"name\":\"Breakfast\"}")
                .getString("id");
        String rye = add("{\"kind\":\"offers\",\"q\":\"rye\"}").getString("id");
        try (Listening all = listen("/v1/events", Listening.token());
                Listening one = listen("/v1/events?interest=" + rye, Listening.token())) {
            post("Rye bread");
            assertEquals(bread, all.next().data().getString("interest"));
            assertEquals(rye, all.next().data().getString("interest"));
            assertEquals(rye, one.next().data().getString("interest"));
        }
    }

    @Test
    void anInterestIsOnDiskWhenItIsAnsweredAndStaysUntilItIsGivenUp() throws Exception {
        JsonObject kept = add("{\"kind\":\"intents\",\"q\":\"ladder\",\"near\":\"48.1,11.5\",\"radiusKm\":10}");
        String gone = add("{\"kind\":\"offers\",\"q\":\"bread\"}").getString("id");
        assertEquals(
                204, served.administer("DELETE", "/v1/interests/" + gone, null).statusCode());
        assertEquals(
                "unknown-interest", Served.problem(404, served.administer("DELETE", "/v1/interests/" + gone, null)));
        restart();
        assertEquals(new JsonArray().add(kept), interests());
        String next = add("{\"kind\":\"offers\",\"q\":\"bread\"}").getString("id");
        assertTrue(Long.parseLong(next) > Long.parseLong(gone), "no number is used twice");
    }

    @Test
    void interestsArePaged() {
        for (int i = 0; i < 5; i++) {
            add("{\"kind\":\"offers\",\"q\":\"bread\"}");
        }
        JsonObject first = Served.json(served.administer("GET", "/v1/interests?limit=3", null));
        JsonObject second =
                Served.json(served.administer("GET", "/v1/interests?limit=3&cursor=" + first.getString("next"), null));
        assertEquals(3, first.getJsonArray("items").size());
        assertEquals(2, second.getJsonArray("items").size());
        assertNull(second.getString("next"));
    }

    @Test
    void aClientThatComesAgainIsToldWhatItMissedEachOnce() throws Exception {
        add("{\"kind\":\"offers\",\"q\":\"bread\"}");
        add("{\"kind\":\"offers\",\"q\":\"rye\"}");
        String last;
        try (Listening listening = listen("/v1/events", Listening.token())) {
            post("Rye bread 1");
            listening.titles(1);
            last = listening.lastId();
        }
        post("Rye bread 2");
        restart();
        post("Bread 3");
        try (Listening again = listen("/v1/events", Listening.token(), "Last-Event-ID: " + last)) {
            // Of the first record, one interest was told and one was not.
            assertEquals(List.of("Rye bread 1", "Rye bread 2", "Rye bread 2", "Bread 3"), again.titles(4));
            post("Bread 4");
            assertEquals(List.of("Bread 4"), again.titles(1));
        }
    }

    @Test
    void anInterestIsNotToldWhatWasThereBefore() throws Exception {
        post("Bread from before");
        add("{\"kind\":\"offers\",\"q\":\"bread\"}");
        post("Bread");
        String start = "/v1/events?since=0-00000000";
        try (Listening saved = new Listening(served.address, start, Listening.token());
                Listening asked = new Listening(served.address, BREAD + "&since=0-00000000")) {
            assertEquals(200, saved.status());
            assertEquals(200, asked.status());
            post("Bread at last");
            assertEquals(List.of("Bread", "Bread at last"), fromStart(saved, "Bread at last"));
            assertEquals(List.of("Bread from before", "Bread", "Bread at last"), fromStart(asked, "Bread at last"));
        }
    }

    private static List<String> fromStart(Listening listening, String end) throws IOException {
        List<String> titles = new ArrayList<>();
        do {
            titles.addAll(listening.titles(1));
        } while (!titles.getLast().equals(end));
        return titles;
    }

    @Test
    void aPositionOfAnotherStoreIsToldAsAGap() throws Exception {
        post("Bread");
        for (String future : List.of("999999-0badcafe", "1-ffffffff")) {
            try (Listening listening = new Listening(served.address, BREAD, "Last-Event-ID: " + future)) {
                assertEquals(200, listening.firstStatus());
                Listening.Block block = listening.next();
                assertEquals("gap", block.event());
                Served.conform("GapEvent", block.data());
                assertEquals("other-store", block.data().getString("reason"));
                post("Bread again");
                assertEquals(List.of("Bread again"), listening.titles(1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-5-00000000", "1", "99999999999999999999-00000000", "1-00000000-x", "%0d%0a", "'--"})
    void garbageInThePlaceOfAnIdIsRefused(String id) {
        assertEquals("bad-request", Served.problem(400, served.get(BREAD, "last-event-id", id)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind=things",
                "q=bread",
                "kind=offers&interest=1",
                "interest=-1",
                "interest=x",
                "kind=offers&sort=new",
                "kind=offers&near=north",
                "kind=offers&colour=red",
                "kind=offers&since=yesterday"
            })
    void whatIsNoInterestIsRefused(String query) {
        String code = Served.problem(400, served.get("/v1/events?" + query));
        assertEquals("bad-request", code);
    }

    @Test
    void whatIsSavedIsForItsOwnerAlone() {
        String id = add("{\"kind\":\"offers\",\"q\":\"bread\"}").getString("id");
        assertEquals("unauthorized", Served.problem(401, served.get("/v1/events")));
        assertEquals("unauthorized", Served.problem(401, served.get("/v1/events?interest=" + id)));
        assertEquals("unauthorized", Served.problem(401, served.get("/v1/interests")));
        assertEquals("unauthorized", Served.problem(401, served.get(BREAD, "authorization", "Bearer of bad news")));
        assertEquals("unknown-interest", Served.problem(404, served.administer("GET", "/v1/events?interest=77", null)));
    }

    @Test
    void whatCannotBeReadIsNotKept() {
        List<String> bad = List.of(
                "{}",
                "{\"kind\":\"offers\",\"q\":\"" + "a ".repeat(1_000) + "\"}",
                "{\"kind\":\"offers\",\"q\":\"" + "ab ".repeat(33) + "\"}",
                "{\"kind\":\"offers\",\"name\":\"" + "x".repeat(81) + "\"}",
                "{\"kind\":\"offers\",\"owner\":\"home\"}",
                "{\"kind\":\"offers\",\"radiusKm\":5}",
                "{\"kind\":\"offers\",\"q\":[\"bread\"]}",
                "[]",
                "{\"kind\":\"offers\"");
        for (String json : bad) {
            assertEquals("bad-request", Served.problem(400, served.administer("POST", "/v1/interests", json)), json);
        }
        assertEquals(0, interests().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*", "bread~5", "/.*/", "title:bread", "+bread -table", "(((((", "' OR 1=1 --", "\u0000",
                        "../../etc/passwd",
                "\uD83D\uDE00", "\u202Edaerb", "ﷺ", "Ω≈ç√", "0x7fffffffffffffff", "NaN", "null", "{\"q\":1}",
                        "event: match"
            })
    void peoplesTextIsWordsAndNoLanguage(String text) throws Exception {
        var answer = served.administer(
                "POST",
                "/v1/interests",
                new JsonObject().put("kind", "offers").put("q", text).encode());
        assertTrue(answer.statusCode() == 200 || answer.statusCode() == 400, text);
        if (answer.statusCode() == 200) {
            restart();
            assertEquals(text.strip(), interests().getJsonObject(0).getString("q"));
        }
    }

    @Test
    void streamsAreBoundedAndTheLastAreTheHosts() throws Exception {
        List<Listening> all = new ArrayList<>();
        try {
            for (int i = 0; i < HttpLimits.STRANGERS_STREAMS; i++) {
                all.add(listen(BREAD));
            }
            assertEquals("busy", Served.problem(503, served.get(BREAD)));
            all.add(listen("/v1/events", Listening.token()));
        } finally {
            for (Listening one : all) {
                one.close();
            }
        }
    }

    @Test
    void aNodeThatStopsEndsItsStreamsInOrder() throws Exception {
        try (Listening listening = listen(BREAD)) {
            served.close();
            assertNull(listening.next(), "no error, the end");
            served = new Served(town.service(), HttpLimits.STANDARD);
        }
    }

    /** It reads a little, then nothing, is cut, comes again from where it was, and hears each record once. */
    @Test
    void aReaderThatStopsIsDroppedAndCanGoOn() throws Exception {
        served.close();
        HttpLimits usual = HttpLimits.STANDARD;
        served = new Served(
                town.service(),
                new HttpLimits(100, 100, new Patience(60_000, 60_000, 2_000), usual.bufferedBytes(), usual.rates()));
        TreeSet<String> heard = new TreeSet<>();
        int posted = 0;
        String last;
        try (Listening slow = listen(BREAD)) {
            while (served.streams() > 0) {
                SignedRecord[] some = new SignedRecord[100];
                for (int i = 0; i < some.length; i++) {
                    some[i] = town.offer("Bread " + posted++ + " " + "x".repeat(150));
                }
                town.post(some);
            }
            last = untilTheCut(slow, heard);
        }
        assertTrue(heard.size() < posted, "not all was told before the cut");
        try (Listening again = new Listening(served.address, BREAD, "Last-Event-ID: " + last)) {
            assertEquals(200, again.status());
            while (heard.size() < posted) {
                assertTrue(heard.add(again.titles(1).get(0)), "each once");
            }
        }
    }

    private static String untilTheCut(Listening slow, TreeSet<String> heard) throws IOException {
        String last = slow.lastId();
        try {
            for (Listening.Block block = slow.next(); block != null; block = slow.next()) {
                if ("match".equals(block.event())) {
                    assertTrue(heard.add(block.data().getString("title")), "each once");
                }
                last = block.id();
            }
        } catch (SocketException reset) {
            return last;
        }
        return last;
    }
}
