package org.byway.protocol.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.byway.protocol.record.Checked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A category is a list of kinds and a code of that list. */
final class CategoryTest {
    @ParameterizedTest
    @ValueSource(strings = {"google:1604", "olist:cama_mesa_banho", "unspsc:10000000", "a:b", "x-1:urn:isbn:0", "s:~!"})
    void whatIsReadIsPrintedAgain(String text) {
        assertEquals(text, Category.parse(text).orThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "google",
                "google:",
                ":1604",
                "Google:1604",
                "1a:b",
                "-a:b",
                "goo gle:1",
                "google:1 2",
                "google:é",
                "google:\n",
                "google:\u0000",
                "a2345678901234567890123456789012x:1",
                "g:12345678901234567890123456789012345678901234567890123456789012345"
            })
    void whatIsNoCategoryIsRefused(String text) {
        assertInstanceOf(Checked.Refused.class, Category.parse(text));
    }
}
