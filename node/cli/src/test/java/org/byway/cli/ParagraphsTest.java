package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Descriptions flow; what is set out by blanks stays so. */
class ParagraphsTest {
    @Test
    void linesFlowIntoParagraphs() {
        assertEquals(List.of("one two", "", "three"), Paragraphs.joined("one", "two", "", "three"));
        assertEquals(List.of("a:  b", "    c", "d:  e"), Paragraphs.joined("a:  b", "    c", "d:  e"));
        assertEquals(List.of("one", "a:  b", "two"), Paragraphs.joined("one", "a:  b", "two"));
        assertEquals(List.of(), Paragraphs.joined());
    }
}
