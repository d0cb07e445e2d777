package org.byway.cli.noticeboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page as a browser prints it. The browser is that of {@code $BYWAY_BROWSER}, which ops/test finds or installs; without one
 * nothing is tried, and that is said.
 */
class PrintTest {
    private static final long NOW = Instant.parse("2030-05-01T12:00:00Z").toEpochMilli();
    private static final long PRINT_SECONDS = 300;
    private static final Pattern PAGE = Pattern.compile("/Type\\s*/Page\\b");
    private static final Pattern BOX = Pattern.compile("/MediaBox\\s*\\[0 0 ([0-9.]+) ([0-9.]+)\\]");

    @TempDir
    Path folder;

    private static String browser() {
        String browser = System.getenv().getOrDefault("BYWAY_BROWSER", "");
        if (browser.isEmpty()) {
            System.err.println("NOT TRIED: no browser to print the noticeboard with (BYWAY_BROWSER; see ops/browser)");
            abort("no browser");
        }
        return browser;
    }

    private static Board board(int each) {
        Board board = new Board();
        for (Notice.Section section : Notice.Section.values()) {
            for (int i = 0; i < each; i++) {
                String title =
                        i % 3 == 0 ? "Ladder, wood" : i % 3 == 1 ? "W".repeat(200) : "</style><h1>Bread & butter";
                board.add(new Notice(section, title, "Long as a river. ".repeat(i * 5), "40 EUR", "until 9 May", true));
            }
        }
        return board;
    }

    private String print(Board board, Paper paper) throws IOException, InterruptedException {
        Path page = folder.resolve("board.html");
        Path printed = folder.resolve("board.pdf");
        String invite = "byway:join/" + "x".repeat(600);
        Files.writeString(page, Page.of("M".repeat(60), board, paper, Optional.of(invite), NOW));
        Process process = new ProcessBuilder(List.of(
                        browser(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--host-resolver-rules=MAP * ~NOTFOUND",
                        "--user-data-dir=" + folder.resolve("browser"),
                        "--no-pdf-header-footer",
                        "--print-to-pdf=" + printed,
                        page.toUri().toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("browser.log").toFile())
                .start();
        boolean ended = process.waitFor(PRINT_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended && Files.exists(printed), () -> log());
        return Files.readString(printed, StandardCharsets.ISO_8859_1);
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("browser.log"));
        } catch (IOException e) {
            return "the browser said nothing";
        }
    }

    @ParameterizedTest
    @CsvSource({"A4, 0, 595, 842", "A4, 4, 595, 842", "A4, 60, 595, 842", "LETTER, 4, 612, 792", "LETTER, 60, 612, 792"
    })
    void whateverIsOnTheBoardPrintsAsOnePage(Paper paper, int each, int widthPoints, int heightPoints)
            throws IOException, InterruptedException {
        String printed = print(board(each), paper);

        assertEquals(1, PAGE.matcher(printed).results().count());
        Matcher box = BOX.matcher(printed);
        assertTrue(box.find());
        assertEquals(widthPoints, Double.parseDouble(box.group(1)), 1);
        assertEquals(heightPoints, Double.parseDouble(box.group(2)), 1);
    }
}
