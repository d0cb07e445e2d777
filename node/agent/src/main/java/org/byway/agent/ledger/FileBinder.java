package org.byway.agent.ledger;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.byway.agent.keys.PrivateFiles;

/** A binder in a folder: a file for each part and a lock between processes, all of mode 0600. */
public final class FileBinder implements Binder {
    private final Map<Part, FileChannel> files = new EnumMap<>(Part.class);
    private final FileChannel lockFile;
    private final ReentrantLock threads = new ReentrantLock();

    private FileBinder(Path folder) throws IOException {
        for (Part part : Part.values()) {
            files.put(part, channel(folder.resolve(part.file())));
        }
        lockFile = channel(folder.resolve("turn.lock"));
    }

    /** Opens the binder of a folder, making folder and files if they are not there. */
    public static FileBinder open(Path folder) throws IOException {
        PrivateFiles.folder(folder);
        FileBinder binder = new FileBinder(folder);
        PrivateFiles.sync(folder);
        return binder;
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PrivateFiles.OWNER_ONLY);
    }

    @Override
    public long size(Part part) throws IOException {
        return files.get(part).size();
    }

    @Override
    public byte[] read(Part part, long from, int length) throws IOException {
        ByteBuffer to = ByteBuffer.allocate(length);
        while (to.hasRemaining()) {
            if (files.get(part).read(to, from + to.position()) < 0) {
                throw new EOFException("the file " + part.file() + " ends at " + (from + to.position()));
            }
        }
        return to.array();
    }

    @Override
    public void append(Part part, byte[] bytes) throws IOException {
        FileChannel file = files.get(part);
        ByteBuffer from = ByteBuffer.wrap(bytes);
        long end = file.size();
        while (from.hasRemaining()) {
            file.write(from, end + from.position());
        }
        file.force(false);
    }

    @Override
    public void truncate(Part part, long size) throws IOException {
        if (size(part) > size) {
            files.get(part).truncate(size);
            files.get(part).force(true);
        }
    }

    @Override
    public Turn turn() throws IOException {
        threads.lock();
        if (threads.getHoldCount() > 1) {
            return threads::unlock;
        }
        try {
            FileLock processes = lockFile.lock();
            return () -> {
                try {
                    processes.release();
                } finally {
                    threads.unlock();
                }
            };
        } catch (IOException | RuntimeException e) {
            threads.unlock();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        for (FileChannel file : files.values()) {
            file.close();
        }
        lockFile.close();
    }
}
