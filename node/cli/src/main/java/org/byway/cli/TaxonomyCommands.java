package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.byway.protocol.market.Category;
import org.byway.protocol.market.Taxonomy;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway taxonomy}: the kinds of thing by which offers and intents are found. */
final class TaxonomyCommands {
    private TaxonomyCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("taxonomy", "The kinds of thing that offers and intents name, and the names of these kinds.")
                .addSubcommand(new ListKinds(desk))
                .addSubcommand(new Show(desk))
                .addSubcommand(new Import(desk));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            header = "List the kinds of thing, each within another, in your language.")
    static final class ListKinds implements Callable<Integer> {
        private final Desk desk;

        @Parameters(
                paramLabel = "SCHEME",
                arity = "0..1",
                defaultValue = "byway",
                description = "Which list. Usually ${DEFAULT-VALUE}, which ships with the program.")
        private String scheme;

        ListKinds(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() {
            KindNames names = new KindNames(desk);
            Taxonomy taxonomy = names.taxonomies().stream()
                    .filter(each -> each.scheme().equals(scheme))
                    .findFirst()
                    .orElseThrow(() -> Failure.failed(
                            "unknown_scheme",
                            "There is no taxonomy " + scheme + " here.",
                            "Take one in with `byway taxonomy import FILE`."));
            for (Taxonomy.Heading heading : taxonomy.headings().values()) {
                int depth = taxonomy.path(heading.code(), 0).size() - 1;
                desk.line(line(taxonomy, heading));
                desk.say("  ".repeat(depth) + scheme + ":" + heading.code() + "  "
                        + heading.name(names.language(taxonomy)));
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            header = "Show one kind: its names, what it is within and what is within it.")
    static final class Show implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "SCHEME:CODE", description = "Such as byway:bread.")
        private String text;

        Show(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() {
            Category category = Desk.argument(Category.parse(text));
            KindNames names = new KindNames(desk);
            Taxonomy taxonomy = names.taxonomy(category);
            if (taxonomy == null) {
                throw Failure.failed(
                        "unknown_category", "No taxonomy here has " + category + ".", "See `byway taxonomy list`.");
            }
            Taxonomy.Heading heading = taxonomy.headings().get(category.code());
            desk.line(line(taxonomy, heading));
            desk.say(String.join(" > ", taxonomy.path(category.code(), names.language(taxonomy))));
            for (int i = 0; i < heading.names().size(); i++) {
                String language = taxonomy.languages().isEmpty()
                        ? ""
                        : taxonomy.languages().get(i) + "  ";
                desk.say("  " + language + heading.names().get(i));
            }
            for (String child : heading.children()) {
                Category within = new Category(taxonomy.scheme(), child);
                desk.say("  within it: " + within + "  " + names.name(within));
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            header = "Take in another taxonomy; the node finds by it at once, also while it runs.",
            description = {
                "A file begins with `taxonomy SCHEME LANGUAGES` and has lines `path/code | name | name`, or it has",
                "lines `id - A > B > C` as Google publishes them. It takes the place of an earlier one of its scheme."
            })
    static final class Import implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "FILE", description = "UTF-8 text.")
        private Path file;

        @Option(
                names = "--scheme",
                paramLabel = "NAME",
                description = "What to call a list that does not say it. Usually google.")
        private String scheme;

        Import(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            String text = text();
            Taxonomy taxonomy = switch (Taxonomy.parse(text, scheme)) {
                case Checked.Ok<Taxonomy>(Taxonomy read) -> read;
                case Checked.Refused<Taxonomy>(Refusal refusal) ->
                    throw Failure.failed("malformed", file + ", " + refusal.detail() + ".", "");
            };
            Path folder = KindNames.folder(desk);
            Files.createDirectories(folder);
            Path to = folder.resolve(taxonomy.scheme() + ".txt");
            Path fresh = folder.resolve(taxonomy.scheme() + ".new");
            Files.writeString(fresh, text);
            Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            int count = taxonomy.headings().size();
            desk.line(Desk.object().put("scheme", taxonomy.scheme()).put("categories", count));
            desk.say("Taken in: " + count + " categories of the scheme " + taxonomy.scheme() + ".");
            return Exit.OK;
        }

        private String text() throws IOException {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw Failure.failed("no_file", "There is no file to read at " + file + ".", "");
            }
            if (Files.size(file) > Taxonomy.FILE_BYTES) {
                throw Failure.failed("too_large", "A taxonomy has at most " + Taxonomy.FILE_BYTES + " bytes.", "");
            }
            try {
                return Files.readString(file);
            } catch (MalformedInputException e) {
                throw Failure.failed("malformed", file + " is not UTF-8 text.", "");
            }
        }
    }

    private static ObjectNode line(Taxonomy taxonomy, Taxonomy.Heading heading) {
        ObjectNode line = Desk.object()
                .put("category", taxonomy.scheme() + ":" + heading.code())
                .put("parent", heading.parent() == null ? null : taxonomy.scheme() + ":" + heading.parent());
        List<String> languages = taxonomy.languages();
        ObjectNode names = line.putObject("names");
        for (int i = 0; i < heading.names().size(); i++) {
            names.put(
                    languages.isEmpty() ? "und" : languages.get(i),
                    heading.names().get(i));
        }
        heading.children().forEach(child -> line.withArray("within").add(taxonomy.scheme() + ":" + child));
        return line;
    }
}
