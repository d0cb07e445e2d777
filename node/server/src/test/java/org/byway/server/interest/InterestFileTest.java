package org.byway.server.interest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.byway.protocol.interest.Interest;
import org.byway.protocol.interest.Owner;
import org.byway.protocol.interest.Position;
import org.byway.server.interest.InterestFile.Change;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of interests is read whatever has become of it: what can be read stands, the rest costs nobody anything. */
class InterestFileTest {
    private static final Interest BREAD = interest(1, "bread");
    private static final Interest RYE = interest(2, "rye");

    @TempDir
    Path folder;

    private Path path;

    private static Interest interest(long number, String text) {
        return Interest.read(number, Owner.HOME, Position.START, "", Map.of("kind", "offers", "q", text))
                .orThrow();
    }

    @BeforeEach
    void begin() throws IOException {
        path = folder.resolve("interests");
        append(new Change.Added(BREAD));
    }

    private void append(Change... changes) throws IOException {
        try (InterestFile file = InterestFile.open(path)) {
            file.append(List.of(changes));
        }
    }

    private List<Interest> read() throws IOException {
        try (InterestFile file = InterestFile.open(path)) {
            return file.interests();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "\u0000\u0000",
                "{}",
                "{\"next\":null}",
                "{\"next\":9223372036854775807}",
                "{\"add\":null}",
                "{\"add\":\"2\"}",
                "{\"add\":1e3}",
                "{\"add\":0,\"owner\":\"home\",\"since\":\"0-00000000\",\"wording\":{\"kind\":\"offers\"}}",
                "{\"add\":-1,\"owner\":\"home\",\"since\":\"0-00000000\",\"wording\":{\"kind\":\"offers\"}}",
                "{\"add\":1000000000000000,\"owner\":\"home\",\"since\":\"0-00000000\",\"wording\":{\"kind\":\"offers\"}}",
                "{\"add\":3,\"owner\":null,\"since\":\"0-00000000\",\"wording\":{\"kind\":\"offers\"}}",
                "{\"add\":3,\"owner\":\"home\",\"since\":null,\"wording\":{\"kind\":\"offers\"}}",
                "{\"add\":3,\"owner\":\"home\",\"since\":\"0-00000000\",\"wording\":5}",
                "{\"add\":3,\"owner\":\"home\",\"since\":\"0-00000000\",\"wording\":{\"kind\":null}}",
                "{\"remove\":null}",
                "{\"remove\":\"1\"}"
            })
    void aLineThatSaysNothingIsLeftOut(String line) throws IOException {
        Files.write(path, (line + "\n").getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        append(new Change.Added(RYE));
        assertEquals(List.of(BREAD, RYE), read());
    }

    @Test
    void whatHasNoNameIsRead() throws IOException {
        Files.writeString(
                path,
                "{\"add\":1,\"owner\":\"home\",\"since\":\"0-00000000\",\"name\":null,"
                        + "\"wording\":{\"kind\":\"offers\",\"q\":\"bread\",\"near\":null}}\n");
        assertEquals(List.of(BREAD), read());
    }

    @Test
    void theLaterLineOfANumberCounts() throws IOException {
        append(new Change.Added(interest(1, "rolls")));
        assertEquals(List.of(interest(1, "rolls")), read());
    }

    @Test
    void whatIsOnDiskStandsWhereTheFileCannotBeShortened() throws IOException {
        try (InterestFile file = InterestFile.open(path)) {
            Files.createDirectories(folder.resolve("interests.new").resolve("in the way"));
            List<Change> many = new ArrayList<>();
            for (int i = 0; i <= InterestFile.MOST_DEAD_LINES; i++) {
                many.add(new Change.Removed(i + 10));
            }
            many.add(new Change.Added(RYE));
            file.append(many);
            assertTrue(file.interests().contains(RYE));
        }
        Files.delete(folder.resolve("interests.new").resolve("in the way"));
        assertEquals(List.of(BREAD, RYE), read());
    }
}
