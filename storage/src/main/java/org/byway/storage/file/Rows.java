package org.byway.storage.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A file of rows of one size, which only grows. A row is whole after a crash, or not there. Used by one thread at a time. */
public final class Rows implements AutoCloseable {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final FileChannel file;
    private final int rowBytes;

    private Rows(FileChannel file, int rowBytes) {
        this.file = file;
        this.rowBytes = rowBytes;
    }

    /** Opens it, making it where there is none, and cuts off what a crash has torn. */
    public static Rows open(Path path, int rowBytes) throws IOException {
        FileChannel file = FileChannel.open(
                path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE), OWNER_ONLY);
        file.truncate(file.size() - file.size() % rowBytes);
        return new Rows(file, rowBytes);
    }

    /** All rows, in order. */
    public List<byte[]> all() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
        while (bytes.hasRemaining()) {
            if (file.read(bytes, bytes.position()) < 0) {
                throw new EOFException("the file has become shorter");
            }
        }
        bytes.flip();
        List<byte[]> rows = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] row = new byte[rowBytes];
            bytes.get(row);
            rows.add(row);
        }
        return rows;
    }

    /** Adds a row, durable on return. */
    public void add(byte[] row) throws IOException {
        if (row.length != rowBytes) {
            throw new IllegalArgumentException("a row here has " + rowBytes + " bytes, not " + row.length);
        }
        ByteBuffer from = ByteBuffer.wrap(row);
        long end = file.size();
        while (from.hasRemaining()) {
            file.write(from, end + from.position());
        }
        file.force(false);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
