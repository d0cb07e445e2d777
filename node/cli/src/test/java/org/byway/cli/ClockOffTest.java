package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A node whose machine is a day off, among three others that are not. Needs libfaketime (in BYWAY_FAKETIME, or where Debian has
 * it); where it is not there this is left out, and said so.
 */
class ClockOffTest extends OnNodes {
    private static final List<Path> USUAL = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

    private static Path library() {
        String named = System.getenv("BYWAY_FAKETIME");
        return USUAL.stream()
                .map(path -> named == null ? path : Path.of(named))
                .filter(Files::isReadable)
                .findFirst()
                .orElseGet(() -> abort("SKIPPED: no libfaketime here, so no machine's clock was set wrong"));
    }

    private List<String> titles(ChildNode node) throws IOException {
        return all(node, "offer", "list").stream()
                .map(line -> line.path("title").asText())
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1d", "-1d"})
    void whoIsADayOffSaysSoPostmarksNothingAndLosesNothing(String off) throws IOException {
        Path library = library();
        ChildNode a = up("a");
        List<ChildNode> others = new ArrayList<>();
        for (String name : List.of("b", "c", "d")) {
            ChildNode other = up(name);
            one(other, "join", a.fact("invite"), "--wait", "60");
            others.add(other);
        }
        one(a, "offer", "post", "--title", "before");
        one(others.get(0), "offer", "post", "--title", "theirs");
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> run(a, "offer", "list") == Exit.OK && lines().size() == 2));
        assertTrue(a.stop());

        ChildNode wrong = up(new ChildNode(
                "a",
                folder,
                List.of("env", "LD_PRELOAD=" + library, "FAKETIME=" + off, "DONT_FAKE_MONOTONIC=1"),
                a.fact("listen")));
        assertTrue(
                Patience.until(
                        PATIENCE_MILLIS,
                        () -> run(wrong, "offer", "post", "--title", "off") == Exit.FAILED
                                && typed.err().contains("clock")),
                () -> typed.err());
        assertTrue(
                Patience.until(
                        PATIENCE_MILLIS,
                        () -> run(wrong, "doctor") == Exit.FAILED && typed.out().contains("\"clock_off\"")),
                () -> typed.out());
        assertTrue(wrong.stop());

        ChildNode right = up(new ChildNode("a", folder, List.of(), a.fact("listen")));
        assertTrue(
                Patience.until(PATIENCE_MILLIS, () -> run(right, "offer", "post", "--title", "after") == Exit.OK),
                typed::err);
        List<String> here = titles(right);
        assertTrue(here.containsAll(List.of("after", "before", "theirs")), here.toString());
        run(right, "doctor");
        assertFalse(typed.out().contains("\"clock_off\""), typed.out());
    }
}
