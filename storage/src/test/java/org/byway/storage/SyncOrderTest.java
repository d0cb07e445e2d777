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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Watches the system calls of a store that lives. A small group is written to the journal, in whole pages and by a descriptor
 * that syncs, and only then acknowledged. For a large one pages are written, then synced, then a meta page within one sector
 * by a descriptor that syncs. {@link PowerCut} takes this order for granted.
 */
class SyncOrderTest {
    private static final int GROUPS = 40;
    private static final int META_BYTES = 2 * 4096;
    private static final String CALLS = "openat,write,writev,pwrite64,pwritev,pwritev2,fdatasync,fsync,msync,ftruncate,"
            + "fallocate,copy_file_range";
    private static final Pattern SYNCED_OPEN =
            Pattern.compile("^openat\\(.*O_DSYNC.* = (\\d+)<[^>]*/store/(data\\.mdb|journal)>$");
    private static final Pattern CALL = Pattern.compile("^(\\w+)\\((\\d+)<(.*?)>.*");
    private static final Pattern PLACED_WRITE = Pattern.compile("^pwrite64\\(.*, (\\d+), (\\d+)\\) += \\d+$");

    @TempDir
    Path folder;

    private final Map<String, Integer> syncing = new HashMap<>();
    private final Set<String> unsynced = new HashSet<>();
    private int metaPages;
    private int journaled;
    private int acknowledged;

    @Test
    void pagesAreOnDiskBeforeTheMetaPageAndThatBeforeTheAcknowledgement() throws Exception {
        live();
        List<Path> writers = writers();
        assertEquals(1, writers.size(), "threads that write the store");
        List<String> lines = Files.readAllLines(writers.get(0));
        // The last call was cut short by the end; what was said after nobody listened any more acknowledges nothing.
        lines.stream().filter(line -> !line.endsWith(" = ?")).forEach(this::judge);
        assertTrue(acknowledged >= GROUPS / 2, acknowledged + " groups");
        String written = metaPages + " meta pages and " + journaled + " in the journal for " + acknowledged + " groups";
        assertTrue(metaPages > 1 && journaled > 1 && metaPages + journaled >= acknowledged, written);
    }

    private void judge(String line) {
        Matcher open = SYNCED_OPEN.matcher(line);
        Matcher call = CALL.matcher(line);
        if (open.matches()) {
            syncing.put(open.group(2), Integer.parseInt(open.group(1)));
        } else if (!call.matches()) {
            return;
        } else if (call.group(3).endsWith("/store/data.mdb") || call.group(3).endsWith("/store/journal")) {
            String file = call.group(3).substring(call.group(3).lastIndexOf('/') + 1);
            judge(line, file, call.group(1), Integer.parseInt(call.group(2)));
        } else if (call.group(2).equals("1") && call.group(1).equals("write") && !line.contains(" = -1 ")) {
            assertEquals(Set.of(), unsynced, "acknowledged before it was synced: " + line);
            acknowledged++;
        }
    }

    private void judge(String line, String file, String call, int descriptor) {
        if (call.equals("fdatasync") || call.equals("fsync")) {
            unsynced.remove(file);
        } else if (descriptor != syncing.getOrDefault(file, -1)) {
            unsynced.add(file);
        } else {
            assertFalse(unsynced.contains(file), "before what must stand on disk first: " + line);
            Matcher write = PLACED_WRITE.matcher(line);
            assertTrue(write.matches(), line);
            long bytes = Long.parseLong(write.group(1));
            long at = Long.parseLong(write.group(2));
            if (file.equals(Journal.FILE)) {
                assertEquals(0, bytes % Journal.PAGE_BYTES + at % Journal.PAGE_BYTES, line);
                journaled++;
            } else {
                assertTrue(at < META_BYTES, line);
                assertEquals(at / PowerCut.SECTOR_BYTES, (at + bytes - 1) / PowerCut.SECTOR_BYTES, line);
                metaPages++;
            }
        }
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
                    20,
                    Settings.NEVER);
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
