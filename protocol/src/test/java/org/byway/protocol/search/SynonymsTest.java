package org.byway.protocol.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.junit.jupiter.api.Test;

/** A community says in a file which words mean the same to it. */
final class SynonymsTest {
    private static Synonyms read(String... lines) {
        return Synonyms.parse(String.join("\n", lines)).orThrow();
    }

    @Test
    void wordsOfALineStandForEachOther() {
        Synonyms synonyms = read("# wheels", "bike, bicycle, Fahrrad", "");
        assertEquals(List.of("bike", "fahrrad"), List.copyOf(synonyms.of("bicycle")));
        assertEquals(List.of("bicycle", "fahrrad"), List.copyOf(synonyms.of("bike")));
        assertEquals(List.of(), List.copyOf(synonyms.of("car")));
    }

    @Test
    void aFormOfTheWordWillDo() {
        Synonyms synonyms = read("bike, bicycle");
        assertEquals(List.of("bicycle"), List.copyOf(synonyms.of("bikes")));
    }

    @Test
    void anArrowLeadsOneWay() {
        Synonyms synonyms = read("laptop => computer, notebook # what people call it");
        assertEquals(List.of("computer", "notebook"), List.copyOf(synonyms.of("laptop")));
        assertEquals(List.of(), List.copyOf(synonyms.of("computer")));
    }

    @Test
    void aWrongLineIsNamed() {
        assertTrue(fault("bike, bicycle\nlonely").startsWith("line 2:"));
        assertTrue(fault("garden table, desk").contains("single words"));
        assertTrue(fault("a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q").contains("at most"));
        assertTrue(fault("x, y\n".repeat(Synonyms.MOST_LINES + 1)).contains("at most"));
    }

    private static String fault(String file) {
        Checked<Synonyms> read = Synonyms.parse(file);
        assertInstanceOf(Checked.Refused.class, read);
        return read instanceof Checked.Refused<Synonyms>(Refusal refusal) ? refusal.detail() : "";
    }
}
