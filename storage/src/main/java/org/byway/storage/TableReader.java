package org.byway.storage;

import java.nio.ByteBuffer;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.GetOp;
import org.lmdbjava.Txn;

/** Finds and reads the blocks of one table in one snapshot. */
final class TableReader implements AutoCloseable {
    final Table table;
    private final Cursor<ByteBuffer> cursor;
    private final ByteBuffer sought;
    private final byte[] block = new byte[Block.MOST_BYTES];

    TableReader(Table table, Dbi<ByteBuffer> database, Txn<ByteBuffer> snapshot) {
        this(table, database, snapshot, ByteBuffer.allocateDirect(table.width));
    }

    /** With a direct buffer for the keys that are sought, of which it may be the only user. */
    TableReader(Table table, Dbi<ByteBuffer> database, Txn<ByteBuffer> snapshot, ByteBuffer sought) {
        this.table = table;
        this.cursor = database.openCursor(snapshot);
        this.sought = sought;
    }

    void renew(Txn<ByteBuffer> snapshot) {
        cursor.renew(snapshot);
    }

    /** Goes to the block that would hold the row, or else to the first one. False where there is none at all. */
    boolean seek(byte[] row) {
        sought.clear();
        sought.put(row, 0, table.width).flip();
        if (cursor.get(sought, GetOp.MDB_SET_RANGE)) {
            return startsWith(row) || cursor.prev() || cursor.first();
        }
        return cursor.last();
    }

    private boolean startsWith(byte[] row) {
        ByteBuffer key = cursor.key();
        for (int i = 0; i < table.width; i++) {
            if (key.get(i) != row[i]) {
                return false;
            }
        }
        return true;
    }

    boolean first() {
        return cursor.first();
    }

    boolean next() {
        return cursor.next();
    }

    /** The first row of the block that was reached: its key. */
    byte[] key() {
        byte[] key = new byte[table.width];
        cursor.key().get(0, key);
        return key;
    }

    /** The block that was reached; overwritten by the next call. */
    byte[] block() {
        ByteBuffer value = cursor.val();
        value.get(0, block, 0, value.remaining());
        return block;
    }

    /** The head of the block that was reached, with its count and sum. */
    byte[] blockHead() {
        cursor.val().get(0, block, 0, Block.headBytes(table));
        return block;
    }

    @Override
    public void close() {
        cursor.close();
    }
}
