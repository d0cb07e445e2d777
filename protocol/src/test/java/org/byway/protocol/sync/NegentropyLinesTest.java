package org.byway.protocol.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.byway.protocol.record.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The line protocol by which implementations are run against each other. */
final class NegentropyLinesTest {
    private static final String ONE = "11".repeat(32);
    private static final String TWO = "22".repeat(32);

    private final NegentropyLines ours = NegentropyLines.of(null).orThrow();
    private final NegentropyLines theirs = NegentropyLines.of("4096").orThrow();

    @Test
    void twoSidesTalkInLines() {
        assertEquals(List.of(), ours.handle("item,7," + ONE));
        assertEquals(List.of(), ours.handle("seal"));
        assertEquals(List.of(), theirs.handle("item,7," + TWO.toUpperCase(Locale.ROOT)));
        assertEquals(List.of(), theirs.handle("seal\r"));
        List<String> opening = ours.handle("initiate");
        assertEquals(List.of("msg,6100000201" + ONE), opening);
        List<String> reply = theirs.handle(opening.get(0));
        assertEquals(List.of("msg,6100000201" + TWO), reply);
        assertEquals(List.of("have," + ONE, "need," + TWO, "done"), ours.handle(reply.get(0)));
    }

    @Test
    void anEmptyLineIsNotAnswered() {
        assertEquals(List.of(), ours.handle(""));
        assertEquals(List.of(), ours.handle("  "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "item",
                "item,7",
                "item,-1,11",
                "item,x,11",
                "item,7,1",
                "item,9223372036854775807,11",
                "msg",
                "msg,zz",
                "msg,610",
                "msg,",
                "msg,5f",
                "hello",
                ",",
                "ITEM,7,11",
                "initiate",
                "item,7,,"
            })
    void aLineThatCannotBeFollowedIsAnErrorAndChangesNothing(String line) {
        List<String> answer = ours.handle(line.replace(",11", "," + ONE));
        assertTrue(answer.get(0).startsWith("error,"), answer.toString());
        assertEquals(List.of(), ours.handle("seal"));
        assertEquals(List.of("msg,6100000200"), ours.handle("initiate"));
    }

    @Test
    void thingsComeInTheirOrder() {
        ours.handle("seal");
        assertEquals(List.of("error,the set is sealed"), ours.handle("seal"));
        assertEquals(List.of("error,the set is sealed"), ours.handle("item,7," + ONE));
        assertEquals(List.of("error,malformed: not a message of set reconciliation"), ours.handle("msg,"));
        ours.handle("initiate");
        assertEquals(List.of("error,initiated already"), ours.handle("initiate"));
        theirs.handle("item,7," + ONE);
        theirs.handle("item,7," + ONE);
        assertEquals(List.of("error,an item comes twice"), theirs.handle("seal"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "4095", "-1", "x", "2147483648", "99999999999999999999", " "})
    void aFrameThatIsTooSmallOrNoNumberIsRefused(String frameSizeLimit) {
        assertInstanceOf(Checked.Refused.class, NegentropyLines.of(frameSizeLimit));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "4096", "2147483647"})
    void noLimitOrALargeEnoughOneIsTaken(String frameSizeLimit) {
        assertInstanceOf(Checked.Ok.class, NegentropyLines.of(frameSizeLimit));
    }
}
