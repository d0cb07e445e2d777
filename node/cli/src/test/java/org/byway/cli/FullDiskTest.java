package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A node whose disk of 48 MiB somebody else fills up: a memory file system that is mounted for this test. Needs root; where that is
 * not permitted it is left out, and said so.
 */
class FullDiskTest extends OnNodes {
    private static final int DISK_MIB = 48;
    private static final int MOST_POSTS = 400;

    private Path disk;
    /** The home of somebody who posts there, on another disk. */
    private Path person;

    private final TreeSet<String> acknowledged = new TreeSet<>();

    private void mount() throws IOException {
        Path at = Files.createDirectory(folder.resolve("disk"));
        try {
            if (succeeds("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "byway-test", at.toString())) {
                disk = at;
                return;
            }
        } catch (IOException e) {
            // No such command here.
        }
        abort("SKIPPED: no file system may be mounted here, so no real disk was filled");
    }

    @AfterEach
    void unmount() throws IOException {
        endAll();
        if (disk != null) {
            assertTrue(succeeds("umount", disk.toString()), "the test's own disk is taken away");
        }
    }

    /** All that is left is taken by a file that is not the node's. */
    private Path fill() throws IOException {
        Path ballast = disk.resolve("ballast");
        succeeds("dd", "if=/dev/zero", "of=" + ballast, "bs=64k");
        succeeds("dd", "if=/dev/zero", "of=" + ballast, "bs=1", "oflag=append", "conv=notrunc", "count=65536");
        return ballast;
    }

    private int post(String title) {
        int exit = run(person, "offer", "post", "--title", title);
        if (exit == Exit.OK) {
            acknowledged.add(title);
        }
        return exit;
    }

    private TreeSet<String> titles() {
        TreeSet<String> all = new TreeSet<>();
        assertEquals(Exit.OK, run(person, "offer", "list", "--limit", "200"), typed::err);
        lines().forEach(line -> all.add(line.path("title").asText()));
        return all;
    }

    @Test
    void aFullDiskDeclinesPostsServesReadsAndGoesOnOnceThereIsRoom() throws IOException {
        mount();
        ChildNode node = up(new ChildNode("node", disk));
        person = folder.resolve("person");
        one(person, "init", "--at", one(node, "invite", "--person").path("link").asText());
        for (int i = 0; i < 5; i++) {
            assertEquals(Exit.OK, post("before " + i), typed::err);
        }
        Path ballast = fill();
        int refused = 0;
        for (int i = 0; i < MOST_POSTS && refused < 3; i++) {
            refused += post("full %03d".formatted(i)) == Exit.OK ? 0 : 1;
        }
        assertEquals(3, refused, "what is on disk already is written over for a while, then there is no room");
        assertTrue(typed.err().contains("cannot write to its disk"), "the reason is told: " + typed.err());
        assertTrue(titles().containsAll(acknowledged), "reading goes on");

        Files.delete(ballast);
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> post("after") == Exit.OK), () -> typed.err());
        node.kill();
        up(node);
        assertTrue(titles().containsAll(acknowledged), acknowledged + " and " + titles());
    }
}
