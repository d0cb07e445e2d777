package org.byway.protocol.mail;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.record.Bytes32;

/**
 * Where letters under one tag wait.
 *
 * @param key whose requests open it, from the first on
 * @param expires milliseconds
 * @param last the position of the letter that came last
 * @param letters how many wait
 * @param sizeBytes of those that wait
 * @param devices up to which position each of them has acknowledged
 */
public record Mailbox(
        Bytes32 key, long expires, long last, int letters, long sizeBytes, SortedMap<Bytes16, Long> devices) {
    /** Places for so many letters in a millisecond. */
    private static final int PLACES_BITS = 10;

    /** Positions of a mailbox that is opened anew lie behind those of an earlier one of the same tag. */
    static Mailbox opened(Bytes32 key, long now) {
        return new Mailbox(key, 0, now << PLACES_BITS, 0, 0, new TreeMap<>());
    }

    /** The same without some devices and for some more; one that is new has acknowledged nothing. */
    Mailbox renewed(long until, List<Bytes16> registered, List<Bytes16> gone) {
        SortedMap<Bytes16, Long> next = new TreeMap<>(devices);
        gone.forEach(next::remove);
        registered.forEach(device -> next.putIfAbsent(device, 0L));
        return new Mailbox(key, until, last, letters, sizeBytes, next);
    }

    Mailbox filled(int bytes) {
        return new Mailbox(key, expires, last + 1, letters + 1, sizeBytes + bytes, devices);
    }

    Mailbox released(int bytes) {
        return new Mailbox(key, expires, last, letters - 1, sizeBytes - bytes, devices);
    }

    Mailbox acknowledged(Bytes16 device, long position) {
        SortedMap<Bytes16, Long> next = new TreeMap<>(devices);
        next.merge(device, position, Math::max);
        return new Mailbox(key, expires, last, letters, sizeBytes, next);
    }

    /** Up to where all registered devices have acknowledged. */
    long releasedTo() {
        return devices.values().stream().mapToLong(Long::longValue).min().orElse(0);
    }

    /** Up to where one of them has. */
    long furthest() {
        return devices.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    byte[] write() {
        int size = Bytes32.SIZE + 3 * Long.BYTES + Integer.BYTES + 1 + devices.size() * (Bytes16.SIZE + Long.BYTES);
        ByteBuffer out = ByteBuffer.allocate(size)
                .put(key.bytes())
                .putLong(expires)
                .putLong(last)
                .putInt(letters)
                .putLong(sizeBytes)
                .put((byte) devices.size());
        for (Map.Entry<Bytes16, Long> each : devices.entrySet()) {
            out.put(each.getKey().bytes()).putLong(each.getValue());
        }
        return out.array();
    }

    static Mailbox read(byte[] row) {
        ByteBuffer in = ByteBuffer.wrap(row);
        Bytes32 key = Spooled.bytes32(in);
        long expires = in.getLong();
        long last = in.getLong();
        int letters = in.getInt();
        long sizeBytes = in.getLong();
        SortedMap<Bytes16, Long> devices = new TreeMap<>();
        for (int left = in.get(); left > 0; left--) {
            devices.put(Bytes16.of(Spooled.bytes(in, Bytes16.SIZE)), in.getLong());
        }
        return new Mailbox(key, expires, last, letters, sizeBytes, devices);
    }
}
