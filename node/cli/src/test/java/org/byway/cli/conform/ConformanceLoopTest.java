package org.byway.cli.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.byway.protocol.identity.StrictEd25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines in, as many lines out, in order, whatever the lines are. */
final class ConformanceLoopTest {
    private static final String ASK = "{\"op\":\"record-id\",\"envelope\":\"\"}";
    private static final String ANSWER =
            "{\"id\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}";

    @Test
    void nothingInNothingOut() throws IOException {
        assertEquals(List.of(), run(""));
    }

    @Test
    void theLastLineNeedsNoEnd() throws IOException {
        assertEquals(List.of(ANSWER), run(ASK));
        assertEquals(List.of(ANSWER), run(ASK + "\n"));
        assertEquals(List.of(ANSWER), run(ASK + "\r\n"));
    }

    @Test
    void afterALineThatCannotBeReadTheNextIsAnswered() throws IOException {
        List<String> answers = run(ASK + "\nnonsense\n\n" + ASK + "\n");
        assertEquals(4, answers.size());
        assertEquals(ANSWER, answers.get(0));
        assertTrue(answers.get(1).contains("error"));
        assertTrue(answers.get(2).contains("error"));
        assertEquals(ANSWER, answers.get(3));
    }

    @Test
    void aLineThatIsNotUtf8IsAnError() throws IOException {
        List<String> answers = run((ASK + "\n\"ÿ\"\n" + ASK).getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(3, answers.size());
        assertEquals("{\"error\":\"the line is not UTF-8\"}", answers.get(1));
        assertEquals(ANSWER, answers.get(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 5_000_000})
    void aLineBeyondTheLimitIsAnErrorAndTheNextIsAnswered(int beyond) throws IOException {
        String padding = " ".repeat(Conformance.MAX_LINE_BYTES + beyond - ASK.length());
        List<String> answers = run(padding + ASK + "\n" + ASK + "\n");
        assertEquals(2, answers.size());
        assertEquals(beyond <= 0, answers.get(0).equals(ANSWER), answers.get(0));
        assertEquals(ANSWER, answers.get(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void asManyAnswersAsLinesHoweverTheBytesArrive(long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder lines = new StringBuilder();
        int count = 200;
        for (int i = 0; i < count; i++) {
            lines.append(random.nextBoolean() ? ASK : "x".repeat(random.nextInt(20_000)))
                    .append('\n');
        }
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        InputStream trickle = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] to, int offset, int length) {
                return super.read(to, offset, Math.min(length, 1 + random.nextInt(length)));
            }
        };
        List<String> answers = run(trickle);
        assertEquals(count, answers.size(), "seed " + seed);
        String[] asked = lines.toString().split("\n");
        for (int i = 0; i < count; i++) {
            assertEquals(asked[i].equals(ASK), answers.get(i).equals(ANSWER), "seed " + seed + ", line " + i);
        }
    }

    private static List<String> run(String lines) throws IOException {
        return run(lines.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> run(byte[] lines) throws IOException {
        return run(new ByteArrayInputStream(lines));
    }

    private static List<String> run(InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ConformanceLoop(in, out).run(new Conformance(new StrictEd25519()));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
