package org.byway.protocol.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.search.Language;
import org.byway.protocol.search.Stems;
import org.byway.protocol.search.Synonyms;
import org.junit.jupiter.api.Test;

/** Kinds stand within kinds; who looks for one finds what is within it, by its code or by its name in any language. */
final class TaxonomyTest {
    private static final String OWN = """
            # kinds of thing
            taxonomy byway en pt
            food | Food | Alimentos
            food/bread | Bread and rolls | Pão
            food/bread/cake | Cake | Bolo
            things | Things | Coisas
            """;
    private static final String FOREIGN = """
            # Google_Product_Taxonomy_Version: 2021-09-21
            1 - Animals & Pet Supplies
            3237 - Animals & Pet Supplies > Live Animals
            """;

    private static Taxonomy read(String file) {
        return Taxonomy.parse(file, null).orThrow();
    }

    @Test
    void aParentHasItsChildrenAndTheirs() {
        assertEquals(List.of("food", "bread", "cake"), read(OWN).under("food"));
        assertEquals(List.of("things"), read(OWN).under("things"));
        assertEquals(List.of("unheard-of"), read(OWN).under("unheard-of"));
    }

    @Test
    void namesLeadFromTheTopDown() {
        assertEquals(List.of("Food", "Bread and rolls", "Cake"), read(OWN).path("cake", 0));
        assertEquals(List.of("Alimentos", "Pão", "Bolo"), read(OWN).path("cake", 1));
    }

    @Test
    void theFormThatGooglePublishesIsReadToo() {
        Taxonomy google = read(FOREIGN);
        assertEquals("google", google.scheme());
        assertEquals(List.of("1", "3237"), google.under("1"));
        assertEquals(List.of("Animals & Pet Supplies", "Live Animals"), google.path("3237", 0));
        assertEquals("shop", Taxonomy.parse(FOREIGN, "shop").orThrow().scheme());
    }

    @Test
    void aWordInTheNameOfAKindFindsAllWithinIt() {
        Lexicon lexicon = new Lexicon(Synonyms.NONE, List.of(read(OWN), read(FOREIGN)));
        Set<Category> bread = categories("byway:bread", "byway:cake");
        assertEquals(bread, lexicon.named(Stems.of("bread", Language.ALL)));
        assertEquals(bread, lexicon.named(Stems.of("pao", Language.ALL)));
        assertEquals(bread, lexicon.namedAlike(List.of("bred")));
        assertEquals(Set.of(), lexicon.named(Stems.of("and", Language.ALL)), "small words name nothing");
        assertEquals(categories("google:1", "google:3237"), lexicon.named(Stems.of("animal", Language.ALL)));
    }

    private static Set<Category> categories(String... texts) {
        Set<Category> all = new LinkedHashSet<>();
        for (String text : texts) {
            all.add(Category.parse(text).orThrow());
        }
        return all;
    }

    @Test
    void aWrongLineIsNamed() {
        assertEquals(
                "line 2: what it is within, drink, does not stand before it",
                fault("taxonomy byway en\ndrink/beer | Beer"));
        assertTrue(fault("taxonomy byway en pt\nfood | Food").startsWith("line 2: a path and 2 names"));
        assertTrue(fault("taxonomy byway en\na | A\na | A").startsWith("line 3: a stands there twice"));
        assertTrue(fault("1 - A\nnonsense").startsWith("line 2: a line is id - A > B > C"));
        assertTrue(fault("taxonomy byway en\na | " + "x".repeat(121)).startsWith("line 2: a name has"));
        assertTrue(fault("taxonomy byway en\na b | A").startsWith("line 2: a category's code"));
        assertTrue(fault("a/b/c/d/e/f/g/h/i/j/k").startsWith("line 1"));
        assertTrue(fault("").contains("no category"));
    }

    private static String fault(String file) {
        return Taxonomy.parse(file, null) instanceof Checked.Refused<Taxonomy>(Refusal refusal)
                ? refusal.detail()
                : "read";
    }
}
