package org.byway.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Watches the system calls of a store that lives: pages are written, then synced, then a meta page within one sector by a
 * descriptor that syncs, and only then a group is acknowledged. {@link PowerCut} takes this order for granted.
 */
class SyncOrderTest {
    private static final int GROUPS = 40;
    private static final int META_BYTES = 2 * 4096;
    private static final String CALLS = "openat,write,writev,pwrite64,pwritev,pwritev2,fdatasync,fsync,msync,ftruncate,"
            + "fallocate,copy_file_range";
    private static final Pattern SYNCED_OPEN =
            Pattern.compile("^openat\\(.*O_DSYNC.* = (\\d+)<[^>]*/store/data\\.mdb>$");
    private static final Pattern CALL = Pattern.compile("^(\\w+)\\((\\d+)<(.*?)>.*");
    private static final Pattern PLACED_WRITE = Pattern.compile("^pwrite64\\(.*, (\\d+), (\\d+)\\) += \\d+$");

    @TempDir
    Path folder;

    private int metaDescriptor = -1;
    private boolean unsynced;
    private int metaPages;
    private int acknowledged;

    @Test
    void pagesAreOnDiskBeforeTheMetaPageAndThatBeforeTheAcknowledgement() throws Exception {
        live();
        List<Path> writers = writers();
        assertEquals(1, writers.size(), "threads that write the store");
        List<String> lines = Files.readAllLines(writers.get(0));
        lines.subList(0, lines.size() - 1).forEach(this::judge); // the last call was cut short by the end
        assertTrue(acknowledged >= GROUPS / 2, acknowledged + " groups");
        assertTrue(metaPages >= acknowledged, metaPages + " meta pages for " + acknowledged + " groups");
    }

    private void judge(String line) {
        Matcher open = SYNCED_OPEN.matcher(line);
        Matcher call = CALL.matcher(line);
        if (open.matches()) {
            metaDescriptor = Integer.parseInt(open.group(1));
        } else if (!call.matches()) {
            return;
        } else if (call.group(3).endsWith("/store/data.mdb")) {
            judge(line, call.group(1), Integer.parseInt(call.group(2)));
        } else if (call.group(2).equals("1") && call.group(1).equals("write")) {
            assertFalse(unsynced, "acknowledged before it was synced: " + line);
            acknowledged++;
        }
    }

    private void judge(String line, String call, int descriptor) {
        if (call.equals("fdatasync")) {
            unsynced = false;
        } else if (descriptor == metaDescriptor) {
            assertFalse(unsynced, "a meta page before its pages: " + line);
            assertWithinASectorOfAMetaPage(line);
            metaPages++;
        } else {
            unsynced = true;
        }
    }

    private static void assertWithinASectorOfAMetaPage(String line) {
        Matcher write = PLACED_WRITE.matcher(line);
        assertTrue(write.matches(), line);
        long bytes = Long.parseLong(write.group(1));
        long at = Long.parseLong(write.group(2));
        assertTrue(at < META_BYTES, line);
        assertEquals(at / PowerCut.SECTOR_BYTES, (at + bytes - 1) / PowerCut.SECTOR_BYTES, line);
    }

    /** The traces of the threads that wrote to the store where it stands; there is a file for each thread. */
    private List<Path> writers() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("trace."))
                    .filter(file ->
                            lines(file).stream().anyMatch(line -> line.matches("\\w*write.*/store/data\\.mdb>.*")))
                    .toList();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets a process live under strace until it has acknowledged some groups; skipped, and said, where that is not to be had. */
    private void live() throws IOException, InterruptedException {
        String trace = folder.resolve("trace").toString();
        String last;
        try {
            Process child = ChildJava.start(
                    folder.resolve("err").toFile(),
                    List.of("strace", "-ff", "-y", "-s", "1", "-e", "trace=" + CALLS, "-o", trace),
                    CrashChild.class,
                    folder.resolve("store"),
                    1,
                    0,
                    20);
            last = groups(child);
        } catch (IOException notThere) {
            last = null;
        }
        if (last == null) {
            System.err.println("SKIPPED: the order of writes and syncs was not watched, for strace does not run here");
        }
        Assumptions.assumeTrue(last != null, "watching system calls needs strace");
    }

    private static String groups(Process child) throws IOException, InterruptedException {
        String last = null;
        try (BufferedReader said = child.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < GROUPS; i++) {
                last = said.readLine();
            }
        } finally {
            child.descendants().forEach(ProcessHandle::destroyForcibly);
            child.waitFor();
        }
        return last;
    }
}
