package org.byway.agent.vault;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.byway.agent.ledger.Binder;
import org.byway.protocol.wire.VaultEntry;
import org.byway.protocol.wire.VaultPage;

/**
 * The log of what a person's agent keeps. Whoever keeps something here follows the log and so has all of it in memory. What was there
 * at the last {@link #refresh} is told, and what was written here since; nothing is read before the first. Used by one thread at a time; whoever opened the
 * binder closes it.
 */
public final class Vault {
    /** The most that one {@link Page#append} may hold. */
    public static final int MAX_PAGE_BYTES = 4 << 20;

    private static final int LENGTH_BYTES = Integer.BYTES;
    private static final int CHUNK_BYTES = 1 << 20;

    private final Binder binder;
    private final List<Consumer<VaultEntry>> followers = new ArrayList<>();
    private long readTo;

    private Vault(Binder binder) {
        this.binder = binder;
    }

    /** The vault of a binder; an empty one is a new one. */
    public static Vault open(Binder binder) {
        return new Vault(binder);
    }

    /** Tells every entry that there is, oldest first. IOException where the log is damaged; some may have been told before. */
    public void replay(Consumer<VaultEntry> reader) throws IOException {
        refresh();
        read(0, readTo, reader);
    }

    /**
     * Tells every entry so far and then each one as it is read or written here, always in the order of the log. Those who follow
     * before the first refresh are told together by it.
     */
    public void follow(Consumer<VaultEntry> follower) throws IOException {
        read(0, readTo, follower);
        followers.add(follower);
    }

    /** Reads what was appended since. IOException where the log is damaged; some may have been told before. */
    public void refresh() throws IOException {
        readTo = read(readTo, binder.size(Binder.Part.VAULT), entry -> followers.forEach(each -> each.accept(entry)));
    }

    /** Takes the turn to write, having read all that others wrote, and cuts off what a crash left behind. */
    public Page write() throws IOException {
        Binder.Turn turn = binder.turn();
        try {
            refresh();
            binder.truncate(Binder.Part.VAULT, readTo);
            return new Page(turn);
        } catch (IOException | RuntimeException e) {
            turn.close();
            throw e;
        }
    }

    /** Reads whole pages; where they end. */
    private long read(long from, long end, Consumer<VaultEntry> reader) throws IOException {
        long at = from;
        while (end - at >= LENGTH_BYTES) {
            ByteBuffer chunk = ByteBuffer.wrap(chunk(at, (int) Math.min(CHUNK_BYTES, end - at)));
            int length = length(chunk.getInt(0));
            if (at + LENGTH_BYTES + length > end) {
                return at;
            }
            if (LENGTH_BYTES + length > chunk.capacity()) {
                chunk = ByteBuffer.wrap(chunk(at, LENGTH_BYTES + length));
            }
            at += pages(chunk, reader);
        }
        return at;
    }

    private byte[] chunk(long at, int length) throws IOException {
        return binder.read(Binder.Part.VAULT, at, length);
    }

    private static int length(int read) throws VaultDamaged {
        if (read <= 0 || read > MAX_PAGE_BYTES) {
            throw new VaultDamaged("the vault is damaged: a page of " + read + " bytes cannot be");
        }
        return read;
    }

    /** Reads the whole pages at the beginning of a chunk; how many bytes they have. */
    private static int pages(ByteBuffer chunk, Consumer<VaultEntry> reader) throws IOException {
        while (chunk.remaining() >= LENGTH_BYTES) {
            int length = length(chunk.getInt(chunk.position()));
            if (chunk.remaining() < LENGTH_BYTES + length) {
                break;
            }
            ByteBuffer page = chunk.slice(chunk.position() + LENGTH_BYTES, length);
            chunk.position(chunk.position() + LENGTH_BYTES + length);
            try {
                VaultPage.parseFrom(page).getEntriesList().forEach(reader);
            } catch (InvalidProtocolBufferException e) {
                throw new VaultDamaged("the vault is damaged: a page cannot be read");
            }
        }
        return chunk.position();
    }

    /** The turn to write. */
    public final class Page implements AutoCloseable {
        private final Binder.Turn turn;

        private Page(Binder.Turn turn) {
            this.turn = turn;
        }

        /**
         * Writes entries down, all or none of them, durable on return; then tells them to those who follow. Throws
         * IllegalArgumentException where they have more than {@link #MAX_PAGE_BYTES} together.
         */
        public void append(List<VaultEntry> entries) throws IOException {
            if (entries.isEmpty()) {
                return;
            }
            byte[] page = VaultPage.newBuilder().addAllEntries(entries).build().toByteArray();
            if (page.length > MAX_PAGE_BYTES) {
                throw new IllegalArgumentException("a page of " + page.length + " bytes is too large");
            }
            binder.append(
                    Binder.Part.VAULT,
                    ByteBuffer.allocate(LENGTH_BYTES + page.length)
                            .putInt(page.length)
                            .put(page)
                            .array());
            refresh();
        }

        @Override
        public void close() throws IOException {
            turn.close();
        }
    }
}
