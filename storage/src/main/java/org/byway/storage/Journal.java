package org.byway.storage;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * A file of one size into which small groups go ahead of LMDB: one write, past the system's cache, that is on disk when it
 * returns. Once LMDB holds all that stands in it, it is begun again from its first page.
 *
 * <pre>
 * entry  magic 4 | CRC32C of all behind it 4 | run 8 | group 8 | length 4 | the group | zeros up to the page's end
 * </pre>
 *
 * <p>Entries stand one behind the other from the first page on, of one run of the program and of groups that follow each
 * other; the first page where that is not so is the end. So an entry that was cut short is not there, and what is left of
 * earlier rounds is not read.
 *
 * <p>Called by one thread at a time.
 */
final class Journal implements Closeable {
    static final String FILE = "journal";
    static final int PAGE_BYTES = 4096;
    private static final int BYTES = 2 << 20;
    private static final int MOST_ENTRY_BYTES = 128 << 10;
    private static final int HEAD_BYTES = 28;
    private static final int CHECKED_FROM = 8;
    private static final int MAGIC = 0x62776a31;
    private static final String OWNER_FILE = "rw-------";

    private final FileChannel channel;
    private final ByteBuffer entry =
            ByteBuffer.allocateDirect(MOST_ENTRY_BYTES + PAGE_BYTES).alignedSlice(PAGE_BYTES);
    private final GroupFormat format = new GroupFormat();
    private final long run = new SecureRandom().nextLong();
    private int place;
    private boolean broken;

    private Journal(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens the journal of a store's folder, or makes it. What stands in it is to be {@link #read} before. */
    static Journal open(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file) || Files.size(file) != BYTES) {
            make(folder, file);
        }
        return new Journal(channel(file));
    }

    /** Its pages are written, so that later writes change nothing but them. */
    private static void make(Path folder, Path file) throws IOException {
        FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_FILE));
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try (FileChannel made = FileChannel.open(file, options, mode)) {
            ByteBuffer zeros = ByteBuffer.allocate(BYTES);
            while (zeros.hasRemaining()) {
                made.write(zeros);
            }
            made.truncate(BYTES);
            made.force(true);
        }
        Founding.sync(folder);
    }

    private static FileChannel channel(Path file) throws IOException {
        try {
            return FileChannel.open(
                    file, StandardOpenOption.WRITE, StandardOpenOption.DSYNC, ExtendedOpenOption.DIRECT);
        } catch (IOException | UnsupportedOperationException notThere) {
            // Some file systems know no writing past the cache; what is written is synced all the same.
            return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
        }
    }

    /** What follows that group in the folder's journal, in order. */
    static List<StagedGroup> read(Path folder, long after) throws IOException {
        Path file = folder.resolve(FILE);
        List<StagedGroup> groups = new ArrayList<>();
        if (!Files.exists(file)) {
            return groups;
        }
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file));
        long run = all.remaining() < HEAD_BYTES ? 0 : all.getLong(CHECKED_FROM);
        long number = 0;
        for (int at = 0; ; at += pages(HEAD_BYTES + all.getInt(at + HEAD_BYTES - Integer.BYTES))) {
            if (!isEntry(all, at)
                    || all.getLong(at + CHECKED_FROM) != run
                    || (number != 0 && number(all, at) != number + 1)) {
                return groups;
            }
            number = number(all, at);
            int length = all.getInt(at + HEAD_BYTES - Integer.BYTES);
            if (number > after + groups.size()) {
                if (number != after + groups.size() + 1) {
                    throw new IOException("it goes on from group " + number + ", and the store ends with " + after
                            + ": the store's file is older than its journal. Put back the newer file, or move the"
                            + " journal away and lose what only it holds");
                }
                groups.add(GroupFormat.read(number, all.slice(at + HEAD_BYTES, length)));
            }
        }
    }

    private static long number(ByteBuffer all, int at) {
        return all.getLong(at + CHECKED_FROM + Long.BYTES);
    }

    private static boolean isEntry(ByteBuffer all, int at) {
        if (at + HEAD_BYTES > all.limit() || all.getInt(at) != MAGIC) {
            return false;
        }
        int length = all.getInt(at + HEAD_BYTES - Integer.BYTES);
        return length >= 0
                && length <= MOST_ENTRY_BYTES - HEAD_BYTES
                && at + pages(HEAD_BYTES + length) <= all.limit()
                && all.getInt(at + Integer.BYTES) == check(all, at, pages(HEAD_BYTES + length));
    }

    private static int check(ByteBuffer all, int at, int bytes) {
        CRC32C sum = new CRC32C();
        sum.update(all.slice(at + CHECKED_FROM, bytes - CHECKED_FROM));
        return (int) sum.getValue();
    }

    private static int pages(int bytes) {
        return (bytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
    }

    /** All that stands in it is in LMDB: the next entry is the first again. */
    void rewind() {
        place = 0;
    }

    /** Whether the group is on disk now. If not, there is no room for it, or the file cannot be written. */
    boolean append(StagedGroup group) {
        entry.clear().position(HEAD_BYTES);
        if (broken || !format.write(group, entry)) {
            return false;
        }
        int end = entry.position();
        int whole = pages(end);
        if (whole > entry.capacity() || place + whole > BYTES) {
            return false;
        }
        while (entry.position() < whole) {
            entry.put((byte) 0);
        }
        entry.putInt(0, MAGIC).putLong(CHECKED_FROM, run).putLong(CHECKED_FROM + Long.BYTES, group.number);
        entry.putInt(HEAD_BYTES - Integer.BYTES, end - HEAD_BYTES);
        entry.putInt(Integer.BYTES, check(entry, 0, whole));
        return write(entry.flip());
    }

    private boolean write(ByteBuffer whole) {
        int from = place;
        try {
            while (whole.hasRemaining()) {
                from += channel.write(whole, from);
            }
            place = from;
            return true;
        } catch (IOException e) {
            broken = true; // LMDB will tell what is wrong with the disk, if it is the disk
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
