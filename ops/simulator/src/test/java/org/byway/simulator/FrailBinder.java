package org.byway.simulator;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.byway.agent.ledger.Binder;
import org.byway.agent.ledger.MemoryBinder;

/** A person's disk, under a program that stops in the middle of an append: a part of the bytes may be there then. */
final class FrailBinder implements Binder {
    private final MemoryBinder disk;
    private final Dice dice;
    private final Map<Part, Long> marked = new EnumMap<>(Part.class);
    /** Before which append from now on the program stops; negative: not at all. */
    private int appendsLeft = -1;

    private boolean stopped;

    FrailBinder(MemoryBinder disk, Dice dice) {
        this.disk = disk;
        this.dice = dice;
        lie();
    }

    /** A disk that lies: nothing of what is appended from here on is there after the program has stopped. */
    void lie() {
        for (Part part : Part.values()) {
            marked.put(part, disk.size(part));
        }
    }

    /** The program stops at the append after so many. */
    void stopAfter(int appends) {
        appendsLeft = appends;
    }

    boolean hasStopped() {
        return stopped;
    }

    /** What a disk that lies does when the program has stopped. */
    void forget() {
        marked.forEach((part, size) -> {
            if (disk.size(part) > size) {
                disk.truncate(part, size);
            }
        });
    }

    @Override
    public long size(Part part) {
        return disk.size(part);
    }

    @Override
    public byte[] read(Part part, long from, int length) {
        return disk.read(part, from, length);
    }

    @Override
    public void append(Part part, byte[] bytes) throws IOException {
        if (appendsLeft == 0) {
            stopped = true;
            disk.append(part, Arrays.copyOf(bytes, dice.among(bytes.length)));
            throw new IOException("the program has stopped");
        }
        appendsLeft--;
        disk.append(part, bytes);
    }

    @Override
    public void truncate(Part part, long size) {
        disk.truncate(part, size);
    }

    @Override
    public Turn turn() {
        return disk.turn();
    }

    @Override
    public void close() {
        // The disk stays.
    }
}
