package org.byway.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is there whole or, if anything goes wrong, as it was before. */
final class WholeFile implements AutoCloseable {
    private final Path file;
    private final Path half;
    private final OutputStream out;
    private final Writer writer;
    private boolean whole;

    private WholeFile(Path file) throws IOException {
        this.file = file;
        this.half = file.resolveSibling(file.getFileName() + ".new");
        this.out = opened(file, half);
        this.writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    /** Whatever is wrong is wrong with the file that was asked for: nobody knows of the other. */
    private static OutputStream opened(Path file, Path half) throws IOException {
        try {
            return Files.newOutputStream(half);
        } catch (NoSuchFileException e) {
            throw Failure.failed(
                    "no_file", "There is no folder " + file.getParent() + " for " + file.getFileName() + ".", "");
        } catch (AccessDeniedException e) {
            throw new AccessDeniedException(file.toString(), null, e.getReason());
        } catch (FileSystemException e) {
            throw new FileSystemException(file.toString(), null, e.getReason());
        }
    }

    static WholeFile at(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw Failure.failed("no_file", file + " is a folder.", "Name a file in it.");
        }
        return new WholeFile(file.toAbsolutePath());
    }

    static void write(Path file, byte[] bytes) throws IOException {
        try (WholeFile whole = at(file)) {
            whole.out.write(bytes);
            whole.finished();
        }
    }

    /** Reads one that somebody gave; ends the command where there is none, or it is larger than that and so not what it should be. */
    static byte[] read(Path file, long most, String what) throws IOException {
        try {
            if (Files.size(file) > most) {
                throw Failure.failed("too_large", file + " is too large to be " + what + ".", "");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw Failure.failed("no_file", "There is no file " + file + ".", "");
        }
    }

    Writer writer() {
        return writer;
    }

    /** All has been written: closing it puts it in its place. */
    void finished() {
        whole = true;
    }

    @Override
    public void close() throws IOException {
        writer.close();
        if (whole) {
            Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.deleteIfExists(half);
        }
    }
}
