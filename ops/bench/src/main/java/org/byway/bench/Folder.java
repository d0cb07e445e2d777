package org.byway.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/** A folder for one run, which goes with it; also when the process is told to end, and with it the nodes that it started. */
final class Folder implements AutoCloseable {
    private static final long END_SECONDS = 5;

    private final Path path;
    private final Thread ending = Thread.ofPlatform().unstarted(this::end);

    private Folder(Path path) {
        this.path = path;
    }

    /** Makes one within the folder given, if there is room for that many bytes. */
    static Folder make(Path within, long bytes) throws IOException, BenchFailure {
        Files.createDirectories(within);
        long free = Files.getFileStore(within).getUsableSpace();
        if (free < bytes) {
            throw new BenchFailure(
                    "disk",
                    "This run needs " + (bytes >> 20) + " MiB in " + within + ", where " + (free >> 20)
                            + " MiB are free.",
                    "Take fewer --records, or name another folder with --folder.");
        }
        Folder folder = new Folder(Files.createTempDirectory(within, "byway-bench-"));
        Runtime.getRuntime().addShutdownHook(folder.ending);
        return folder;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    private void end() {
        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
            child.destroy();
            child.onExit()
                    .completeOnTimeout(child, END_SECONDS, TimeUnit.SECONDS)
                    .join();
            child.destroyForcibly();
        }
        try {
            delete();
        } catch (IOException e) {
            System.err.println("could not take away " + path + ": " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException e) {
            return; // The process is ending, and the hook does it.
        }
        delete();
    }

    private void delete() throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException fault) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
