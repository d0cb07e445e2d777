package org.byway.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Habits that are seen in the text alone. The patterns are written so that they do not find themselves. */
class HabitTest {
    private static final Pattern SLEEP = Pattern.compile("\\bThread[.]sleep\\b|\\b[A-Z]+[.]sleep\\(|\\bparkNanos\\b");
    private static final Pattern LATER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");
    private static final Pattern IGNORED = Pattern.compile("@Dis" + "abled\\b");

    @Test
    void noTestSleeps() {
        assertEquals(List.of(), found(Source.tests(), SLEEP));
    }

    @Test
    void nothingIsLeftForLater() {
        assertEquals(List.of(), found(Source.all(), LATER));
    }

    @Test
    void noTestIsSwitchedOff() {
        assertEquals(List.of(), found(Source.tests(), IGNORED));
    }

    private static List<String> found(Stream<Source> sources, Pattern pattern) {
        return sources.flatMap(source ->
                        pattern.matcher(source.text()).results().map(hit -> source.at(hit.start()) + " " + hit.group()))
                .toList();
    }
}
