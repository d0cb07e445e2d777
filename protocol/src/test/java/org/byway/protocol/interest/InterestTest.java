package org.byway.protocol.interest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.byway.protocol.market.Samples;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an interest may say, and how the ids of events are written. */
class InterestTest {
    private static Checked<Interest> read(String name, Map<String, String> wording) {
        return Interest.read(7, Owner.HOME, Position.START, name, wording);
    }

    @Test
    void whatIsBlankWasNotSaid() {
        Interest interest = read(" Breakfast ", Map.of("kind", "offers", "q", " bread ", "category", " "))
                .orThrow();
        assertEquals("Breakfast", interest.name());
        assertEquals(Map.of("kind", "offers", "q", "bread"), interest.wording());
        assertEquals("bread", interest.query().text());
    }

    @ParameterizedTest
    @CsvSource({
        "kind, things",
        "q, !!",
        "category, Bread",
        "near, north",
        "radiusKm, 5",
        "minPrice, 1",
        "currency, ZZZ",
        "exchange, theft",
        "community, 12",
        "sort, new",
        "colour, red"
    })
    void whatIsNoSearchIsNoInterest(String parameter, String value) {
        Map<String, String> wording =
                parameter.equals("kind") ? Map.of(parameter, value) : Map.of("kind", "offers", parameter, value);
        assertInstanceOf(Checked.Refused.class, read("", wording));
    }

    @Test
    void itsSizeIsBounded() {
        Map<String, String> offers = Map.of("kind", "offers");
        assertInstanceOf(Checked.Refused.class, read("x".repeat(81), offers));
        assertInstanceOf(Checked.Refused.class, read("two\nlines", offers));
        assertInstanceOf(Checked.Refused.class, read("", Map.of("kind", "offers", "q", "a ".repeat(1_000))));
        assertInstanceOf(Checked.Refused.class, read("", Map.of("kind", "offers", "q", "x".repeat(401))));
    }

    @Test
    void anOwnerIsReadAsItIsWritten() {
        Owner persona = new Owner.Persona(Samples.TOWN);
        assertEquals(persona, Owner.parse(persona.text()).orThrow());
        assertEquals(Owner.HOME, Owner.parse("home").orThrow());
        assertInstanceOf(Checked.Refused.class, Owner.parse("nobody"));
    }

    @Test
    void anEventsIdIsReadAsItIsWritten() {
        Position whole = Position.behind(1234, Bytes32.ofHex("0badcafe" + "0".repeat(56)));
        assertEquals("1234-0badcafe", whole.text());
        assertEquals("1234-0badcafe-5", whole.at(5).text());
        assertEquals(whole, Position.parse(whole.text()).orThrow());
        assertEquals(whole.at(5), Position.parse(whole.at(5).text()).orThrow());
        assertEquals(Position.START, Position.parse("0-00000000").orThrow());
        assertTrue(whole.at(5).compareTo(whole) < 0 && whole.at(5).compareTo(whole.at(4)) > 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "-1-00000000",
                "1-0",
                "01-00000000",
                "1-0BADCAFE",
                "1-0badcafe-",
                "1-0badcafe-0",
                "1-0badcafe--1",
                "9999999999999999999-0badcafe",
                "1-0badcafe-9999999999999999999",
                "１-0badcafe",
                "1-0badcafe\n",
                "gap"
            })
    void whatIsNoIdOfAnEventIsRefused(String text) {
        assertInstanceOf(Checked.Refused.class, Position.parse(text));
    }
}
