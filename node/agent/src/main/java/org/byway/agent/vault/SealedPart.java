package org.byway.agent.vault;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;
import org.byway.agent.ledger.Binder;

/** One part of a sealed binder: a row of frames, each what was appended at once. */
final class SealedPart {
    /** The length of what follows, and a check of it: so that a damaged length is not taken for a torn end. */
    private static final int HEAD_BYTES = 2 * Integer.BYTES;

    private static final int WINDOW_BYTES = 1 << 16;

    private final Binder sealed;
    private final Binder.Part part;
    private final DataKey key;
    private final RandomGenerator random;
    private final byte[] domain;
    private final Frames frames = new Frames();

    SealedPart(Binder sealed, Binder.Part part, DataKey key, RandomGenerator random) {
        this.sealed = sealed;
        this.part = part;
        this.key = key;
        this.random = random;
        this.domain = ("byway/v1/frame\0" + part.file() + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    /** How much whole frames hold. */
    long size() throws IOException {
        follow();
        return frames.plainEnd();
    }

    byte[] read(long from, int length) throws IOException {
        if (from + length > frames.plainEnd()) {
            follow();
        }
        Optional<byte[]> opened = open(from, length);
        if (opened.isEmpty()) {
            // Another process may have cut off and written anew what stood here when it was looked at last.
            frames.cut(0);
            follow();
            opened = open(from, length);
        }
        return opened.orElseThrow(() -> damaged(frames.sealedStart(frames.holding(from))));
    }

    void append(byte[] bytes) throws IOException {
        if (bytes.length > SealedBinder.MAX_FRAME_BYTES) {
            throw new IllegalArgumentException(bytes.length + " bytes are too many for a frame");
        }
        truncate(size());
        if (bytes.length > 0) {
            byte[] body = key.seal(place(frames.plainEnd()), bytes, random);
            sealed.append(
                    part,
                    ByteBuffer.allocate(HEAD_BYTES + body.length)
                            .putInt(body.length)
                            .putInt(check(frames.sealedEnd(), body.length))
                            .put(body)
                            .array());
            frames.add(bytes.length, HEAD_BYTES + body.length);
        }
    }

    void truncate(long size) throws IOException {
        follow();
        int keep = size == frames.plainEnd() ? frames.count() : frames.holding(size);
        if (frames.plainStart(keep) != size) {
            throw new IllegalArgumentException(part + " cannot be cut within what was appended at once");
        }
        if (sealed.size(part) > frames.sealedStart(keep)) {
            sealed.truncate(part, frames.sealedStart(keep));
            frames.cut(keep);
        }
    }

    /** Finds the frames that were appended since. */
    private void follow() throws IOException {
        long end = sealed.size(part);
        if (end < frames.sealedEnd()) {
            frames.cut(0);
        }
        if (!scan(end)) {
            frames.cut(0);
            if (!scan(end)) {
                throw damaged(frames.sealedEnd());
            }
        }
    }

    /** Reads heads up to the end, or to a frame that a crash has torn; false where a head is none. */
    private boolean scan(long end) throws IOException {
        Window window = new Window(end);
        while (end - frames.sealedEnd() >= HEAD_BYTES) {
            long at = frames.sealedEnd();
            int length = window.number(at);
            if (window.number(at + Integer.BYTES) != check(at, length)) {
                return window.blank(at);
            }
            long next = at + HEAD_BYTES + length;
            if (length <= DataKey.OVERHEAD_BYTES || length > SealedBinder.MAX_FRAME_BYTES + DataKey.OVERHEAD_BYTES) {
                return false;
            }
            if (next > end || (next == end && window.blank(end - DataKey.TAG_BYTES))) {
                return true;
            }
            frames.add(length - DataKey.OVERHEAD_BYTES, HEAD_BYTES + length);
        }
        return true;
    }

    /** What stands there; empty where a frame was altered. */
    private Optional<byte[]> open(long from, int length) throws IOException {
        if (from + length > frames.plainEnd()) {
            throw new EOFException("the vault's " + part + " end at " + frames.plainEnd());
        }
        ByteBuffer to = ByteBuffer.allocate(length);
        if (length == 0) {
            return Optional.of(to.array());
        }
        int first = frames.holding(from);
        int last = frames.holding(from + length - 1);
        long start = frames.sealedStart(first);
        byte[] bytes = sealed.read(part, start, Math.toIntExact(frames.sealedStart(last + 1) - start));
        for (int frame = first; frame <= last; frame++) {
            int at = (int) (frames.sealedStart(frame) - start) + HEAD_BYTES;
            int size = (int) (frames.sealedStart(frame + 1) - frames.sealedStart(frame)) - HEAD_BYTES;
            Optional<byte[]> plain = key.open(place(frames.plainStart(frame)), bytes, at, size);
            if (plain.isEmpty()) {
                return Optional.empty();
            }
            int skip = (int) Math.max(0, from - frames.plainStart(frame));
            to.put(plain.get(), skip, Math.min(plain.get().length - skip, to.remaining()));
        }
        return Optional.of(to.array());
    }

    private byte[] place(long plainStart) {
        return ByteBuffer.allocate(domain.length + Long.BYTES)
                .put(domain)
                .putLong(plainStart)
                .array();
    }

    private static int check(long at, int length) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(at)
                .putInt(length)
                .flip());
        return (int) crc.getValue();
    }

    private VaultDamaged damaged(long at) {
        return new VaultDamaged("the vault is damaged: its file " + part.file() + " was altered at byte " + at
                + " or shortly behind it; nothing was changed");
    }

    /** What is being looked at of the part, up to its end. */
    private final class Window {
        private final long end;
        private long at;
        private ByteBuffer bytes = ByteBuffer.allocate(0);

        Window(long end) {
            this.end = end;
        }

        int number(long from) throws IOException {
            return over(from, Integer.BYTES).getInt((int) (from - at));
        }

        /** Whether nothing but zeros stands from there to the end: what a crash leaves of bytes that never reached the disk. */
        boolean blank(long from) throws IOException {
            for (long next = from; next < end; next++) {
                if (over(next, 1).get((int) (next - at)) != 0) {
                    return false;
                }
            }
            return true;
        }

        private ByteBuffer over(long from, int length) throws IOException {
            if (from < at || from + length > at + bytes.capacity()) {
                at = from;
                bytes = ByteBuffer.wrap(sealed.read(part, from, (int) Math.min(WINDOW_BYTES, end - from)));
            }
            return bytes;
        }
    }
}
