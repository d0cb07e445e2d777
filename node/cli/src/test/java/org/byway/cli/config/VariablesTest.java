package org.byway.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The environment says the same things under names of its own. */
class VariablesTest {
    @Test
    void listsAreDividedByCommas() {
        Said said =
                Variables.read(Map.of("BYWAY_HOST", "a.example, b.example", "BYWAY_STORE_GIB", " 7 ", "PATH", "/bin"));
        assertEquals(List.of(), said.problems());
        assertEquals(
                new Stated(new Value.Texts(List.of("a.example", "b.example")), new Source.Environment("BYWAY_HOST")),
                said.stated().get(Setting.HOST));
        assertEquals(new Value.Whole(7), said.stated().get(Setting.STORE_GIB).value());
    }

    @Test
    void whatIsEmptySaysNothing() {
        assertEquals(Said.nothing(), Variables.read(Map.of("BYWAY_LISTEN", "", "BYWAY_HOST", " ")));
    }

    @Test
    void whatIsWrongIsToldByItsName() {
        for (var wrong : Map.of(
                        "BYWAY_LISTEN", "7400",
                        "BYWAY_HOST", "a,,b",
                        "BYWAY_STORE_GIB", "many",
                        "BYWAY_LOG", "yaml")
                .entrySet()) {
            Said said = Variables.read(Map.ofEntries(wrong));
            String words = said.problems().get(0).words();
            assertTrue(words.startsWith(wrong.getKey() + ": must be "), words);
            assertTrue(words.contains("not \"" + wrong.getValue() + "\""), words);
            assertTrue(said.stated().isEmpty());
        }
    }
}
