package org.byway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.market.Category;
import org.byway.protocol.market.Lexicon;
import org.byway.protocol.market.Taxonomy;
import org.byway.protocol.record.Checked;
import org.byway.protocol.search.Synonyms;

/** The taxonomies of a home, and the names of their kinds in the language of its person. */
final class KindNames {
    /** Below the node's folder; the node reads it while it runs. */
    static final String FOLDER = "taxonomies";

    private final Lexicon lexicon;
    private final String language;

    KindNames(Desk desk) {
        this.lexicon = new Lexicon(Synonyms.NONE, read(folder(desk)));
        String locale = desk.surroundings().environment().getOrDefault("LANG", "en");
        this.language = locale.length() < 2 ? "en" : locale.substring(0, 2);
    }

    static Path folder(Desk desk) {
        return desk.home().nodeFolder().resolve(FOLDER);
    }

    private static List<Taxonomy> read(Path folder) {
        List<Taxonomy> all = new ArrayList<>();
        all.add(Taxonomy.shipped());
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    String name = file.getFileName().toString();
                    String scheme = name.endsWith(".txt") ? name.substring(0, name.length() - 4) : name;
                    if (Taxonomy.parse(Files.readString(file), scheme)
                            instanceof Checked.Ok<Taxonomy>(Taxonomy taxonomy)) {
                        all.add(taxonomy);
                    }
                }
            } catch (IOException e) {
                // Names are for reading only: what cannot be read is shown by its code.
            }
        }
        return all;
    }

    List<Taxonomy> taxonomies() {
        return lexicon.taxonomies();
    }

    /** The taxonomy that has the category, or null. */
    Taxonomy taxonomy(Category category) {
        return lexicon.taxonomy(category);
    }

    int language(Taxonomy taxonomy) {
        return taxonomy.languages().indexOf(language);
    }

    /** Its name, or the category itself where nobody named it. */
    String name(Category category) {
        Taxonomy taxonomy = taxonomy(category);
        return taxonomy == null
                ? category.toString()
                : taxonomy.headings().get(category.code()).name(language(taxonomy));
    }
}
