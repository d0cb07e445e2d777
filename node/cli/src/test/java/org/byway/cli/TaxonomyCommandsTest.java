package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kinds of thing are shown, and others are taken in, without a node. */
class TaxonomyCommandsTest {
    @TempDir
    private Path home;

    private final Typed typed = new Typed();

    private int run(String... words) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--home";
        all[words.length + 1] = home.toString();
        return typed.run(all);
    }

    @Test
    void theKindsThatShipAreListed() {
        assertEquals(Exit.OK, run("taxonomy", "list"));
        assertTrue(typed.out().contains("\n  byway:bread  Bread and baked goods\n"), typed.out());
        assertTrue(typed.out().lines().count() > 200);
    }

    @Test
    void oneIsShownWithItsPathAndNames() {
        assertEquals(Exit.OK, run("taxonomy", "show", "byway:juice"));
        assertTrue(typed.out().startsWith("Food and drink > Drinks > Juice and cider"), typed.out());
        assertTrue(typed.out().contains("de  Saft und Most"));
        assertEquals(Exit.FAILED, run("taxonomy", "show", "byway:unheard-of"));
        assertEquals(Exit.USAGE, run("taxonomy", "show", "bread"));
    }

    @Test
    void anotherIsTakenIn() throws IOException {
        Path file = home.resolve("list.txt");
        Files.writeString(file, "# Google_Product_Taxonomy_Version: 2021-09-21\n1 - Animals\n3 - Animals > Birds\n");
        assertEquals(Exit.OK, run("taxonomy", "import", file.toString(), "--json"));
        assertEquals("{\"scheme\":\"google\",\"categories\":2}", typed.out().strip());
        assertEquals(Exit.OK, run("taxonomy", "show", "google:3"));
        assertTrue(typed.out().startsWith("Animals > Birds"));
        Files.writeString(file, "nonsense");
        assertEquals(Exit.FAILED, run("taxonomy", "import", file.toString()));
        assertTrue(typed.err().contains("line 1"), typed.err());
        assertEquals(Exit.FAILED, run("taxonomy", "import", home.resolve("none").toString()));
    }
}
