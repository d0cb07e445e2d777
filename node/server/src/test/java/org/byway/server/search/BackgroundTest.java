package org.byway.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class BackgroundTest {
    /** Counted from the state, which follows the name in parentheses; proc(5). */
    private static final int NICE_FIELD = 16;

    private static int nice() {
        try {
            String line = Files.readString(Path.of("/proc/thread-self/stat"));
            return Integer.parseInt(line.substring(line.lastIndexOf(')') + 2).split(" ")[NICE_FIELD]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aThreadAndThoseThatItStartsWaitForTheOthers() throws InterruptedException {
        int usual = nice();
        AtomicInteger own = new AtomicInteger();
        AtomicInteger started = new AtomicInteger();
        Thread thread = Thread.ofPlatform().start(() -> {
            Background.enter();
            own.set(nice());
            Thread child = Thread.ofPlatform().start(() -> started.set(nice()));
            try {
                child.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.join();
        assertEquals(Math.max(usual, 10), own.get());
        assertEquals(own.get(), started.get());
        assertEquals(usual, nice());
    }
}
