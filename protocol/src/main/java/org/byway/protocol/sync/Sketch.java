package org.byway.protocol.sync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.byway.protocol.record.Bytes32;

/**
 * The first coded symbols of a set (rateless invertible Bloom lookup table). Symbol 0 has every id, symbol i each with a
 * chance of 2 / (2 + i); a symbol is the exclusive or of its ids and of their checks, and their number. So two sets'
 * symbols subtract to those of what differs, however large the sets are, and an id comes and goes at the cost of a
 * dozen symbols.
 */
public final class Sketch {
    /** How many symbols are kept; enough for some six hundred differences. */
    public static final int SYMBOLS = 1_024;

    /** A symbol on the wire: the ids, the checks, and the number modulo 2^32, big-endian. */
    public static final int SYMBOL_BYTES = Bytes32.SIZE + Long.BYTES + Integer.BYTES;

    private static final int LONGS = 6;
    private static final int CHECK = 4;
    private static final int COUNT = 5;
    private static final VarHandle BIG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private final int symbols;
    private final long[] cells;

    private Sketch(int symbols, long[] cells) {
        this.symbols = symbols;
        this.cells = cells;
    }

    /** Of nothing. */
    public static Sketch empty() {
        return new Sketch(SYMBOLS, new long[SYMBOLS * LONGS]);
    }

    public Sketch copy() {
        return new Sketch(symbols, cells.clone());
    }

    public int symbols() {
        return symbols;
    }

    public void add(Bytes32 id) {
        toggle(id, 1);
    }

    /** The id must have been added, or be added later. */
    public void remove(Bytes32 id) {
        toggle(id, -1);
    }

    /** The first so many symbols as bytes. */
    public byte[] write(int first) {
        byte[] bytes = new byte[first * SYMBOL_BYTES];
        for (int i = 0; i < first; i++) {
            int cell = i * LONGS;
            int at = i * SYMBOL_BYTES;
            for (int limb = 0; limb <= CHECK; limb++) {
                BIG.set(bytes, at + limb * Long.BYTES, cells[cell + limb]);
            }
            INT.set(bytes, at + Bytes32.SIZE + Long.BYTES, (int) cells[cell + COUNT]);
        }
        return bytes;
    }

    /** What {@link #write} wrote; null where the length is not that of 1 to {@link #SYMBOLS} symbols. */
    public static Sketch read(byte[] bytes) {
        int symbols = bytes.length / SYMBOL_BYTES;
        if (symbols < 1 || symbols > SYMBOLS || symbols * SYMBOL_BYTES != bytes.length) {
            return null;
        }
        long[] cells = new long[symbols * LONGS];
        for (int i = 0; i < symbols; i++) {
            int at = i * SYMBOL_BYTES;
            for (int limb = 0; limb <= CHECK; limb++) {
                cells[i * LONGS + limb] = (long) BIG.get(bytes, at + limb * Long.BYTES);
            }
            cells[i * LONGS + COUNT] = (int) INT.get(bytes, at + Bytes32.SIZE + Long.BYTES);
        }
        return new Sketch(symbols, cells);
    }

    /** This set without the other one, as far as both have symbols: what is in the other alone counts as minus one. */
    Sketch minus(Sketch other) {
        int common = Math.min(symbols, other.symbols);
        long[] difference = new long[common * LONGS];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = i % LONGS == COUNT ? (int) (cells[i] - other.cells[i]) : cells[i] ^ other.cells[i];
        }
        return new Sketch(common, difference);
    }

    /** Whether nothing is left in the symbol. */
    boolean blank(int symbol) {
        int at = symbol * LONGS;
        return (cells[at] | cells[at + 1] | cells[at + 2] | cells[at + 3] | cells[at + CHECK] | cells[at + COUNT]) == 0;
    }

    /** 1 or -1 where the symbol holds just one id, which is this set's or the one's that was taken away; otherwise 0. */
    int single(int symbol) {
        int at = symbol * LONGS;
        long count = cells[at + COUNT];
        return (count == 1 || count == -1) && cells[at + CHECK] == check(id(symbol)) ? (int) count : 0;
    }

    /** What the symbol holds together; where it is single, that id. */
    Bytes32 id(int symbol) {
        int at = symbol * LONGS;
        return new Bytes32(cells[at], cells[at + 1], cells[at + 2], cells[at + 3]);
    }

    private void toggle(Bytes32 id, int count) {
        long check = check(id);
        Places places = new Places(check);
        for (int symbol = places.next(); symbol < symbols; symbol = places.next()) {
            int at = symbol * LONGS;
            cells[at] ^= id.a();
            cells[at + 1] ^= id.b();
            cells[at + 2] ^= id.c();
            cells[at + 3] ^= id.d();
            cells[at + CHECK] ^= check;
            cells[at + COUNT] += count;
        }
    }

    /** In which symbols an id is. */
    static final class Places {
        private long state;
        private long place = -1;

        Places(long check) {
            state = check;
        }

        Places(Bytes32 id) {
            this(check(id));
        }

        /** The next one, in ascending order; the first is 0. */
        int next() {
            if (place < 0) {
                place = 0;
            } else if (place < SYMBOLS) {
                state += STEP;
                long chance = mix(state) >>> 32;
                double gap = Math.ceil((place + 1.5) * (65_536 / Math.sqrt(chance + 1.0) - 1));
                place += Math.max(1, (long) gap);
            }
            return (int) Math.min(place, SYMBOLS);
        }
    }

    private static final long STEP = 0x9e3779b97f4a7c15L;

    /** A number of the id that an exclusive or of several ids does not have. */
    private static long check(Bytes32 id) {
        long check = mix(STEP ^ id.a());
        check = mix(check ^ id.b());
        check = mix(check ^ id.c());
        return mix(check ^ id.d());
    }

    /** The last step of SplitMix64. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
