package org.byway.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One of a few words, as people type them: messages have values besides that nobody may say. */
final class Choice {
    private Choice() {}

    @SafeVarargs
    static <E extends Enum<E>> ITypeConverter<E> among(E... choices) {
        return word -> Arrays.stream(choices)
                .filter(each -> each.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected one of "
                        + Arrays.stream(choices)
                                .map(each -> each.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + " but was '" + word + "'"));
    }
}
