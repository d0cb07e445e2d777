package org.byway.cli.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another implementation is held against this one: one that is right, and some that are not. */
final class NegentropyMatchesTest {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final List<String> RIGHT = List.of(
            JAVA,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "org.byway.cli.Main",
            "conform",
            "negentropy");

    @Test
    void whoeverIsRightAgreesInBothRoles() throws IOException {
        NegentropyMatches.Outcome outcome = new NegentropyMatches(RIGHT, 5).run(4);
        assertNull(outcome.wrong());
        assertEquals(4, outcome.matches());
        assertTrue(outcome.messages() >= 8, outcome.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exit 3                                            | one side ended without an answer
            sed -un 's/^msg.*/error,no/p'                     | one side said error,no
            sed -un 's/^msg.*/msg,61/p'                       | found 0 to give and 0 to ask for
            sed -un 's/^msg.*/msg,zz/p'                       | one side said error,a message is msg,HEX
            """)
    void whoeverIsNotIsFound(String command, String wrong) throws IOException {
        NegentropyMatches.Outcome outcome = new NegentropyMatches(List.of("/bin/sh", "-c", command), 5).run(4);
        assertEquals(0, outcome.matches());
        assertTrue(outcome.wrong().contains(wrong), outcome.wrong());
    }
}
