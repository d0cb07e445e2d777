package org.byway.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nobody argues about format. A test and not a step of the build, since the formatter needs a JDK that can parse the sources. */
class FormatTest {
    private static final Formatter FORMATTER = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    @Test
    void everySourceIsAsTheFormatterWritesIt() {
        assertEquals(
                List.of(),
                Source.all().flatMap(source -> difference(source).stream()).toList(),
                "run ops/format; the first line that differs in each file");
    }

    private static Optional<String> difference(Source source) {
        String formatted = format(source);
        if (formatted.equals(source.text())) {
            return Optional.empty();
        }
        List<String> is = source.text().lines().toList();
        List<String> should = formatted.lines().toList();
        int line = IntStream.range(0, Math.min(is.size(), should.size()))
                .filter(i -> !is.get(i).equals(should.get(i)))
                .findFirst()
                .orElse(Math.min(is.size(), should.size()));
        return Optional.of(source.path() + ":" + (line + 1));
    }

    /** The steps, and their order, that Spotless takes in {@code ops/format}. */
    private static String format(Source source) {
        try {
            String ordered = ImportOrderer.reorderImports(source.text(), Style.PALANTIR);
            return FORMATTER.formatSource(RemoveUnusedImports.removeUnusedImports(ordered));
        } catch (FormatterException e) {
            throw new AssertionError(source.path().toString(), e);
        }
    }
}
