package org.byway.storage;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import org.byway.protocol.record.Sha256;
import org.lmdbjava.Cursor;
import org.lmdbjava.GetOp;
import org.lmdbjava.Txn;

/** What the owner sees of the disk: one read transaction, renewed after each commit. */
final class Snapshot implements AutoCloseable {
    private final Environment env;
    private final Txn<ByteBuffer> txn;
    private final Map<Table, TableReader> tables = new EnumMap<>(Table.class);
    private final Cursor<ByteBuffer> log;
    private final Sha256 sha = new Sha256();
    private final ByteBuffer key = ByteBuffer.allocateDirect(16);

    Snapshot(Environment env) {
        this.env = env;
        txn = env.read();
        for (Table table : Table.values()) {
            tables.put(table, new TableReader(table, env.table(table), txn));
        }
        log = env.log.openCursor(txn);
    }

    void renew() {
        txn.reset();
        txn.renew();
        for (TableReader table : tables.values()) {
            table.renew(txn);
        }
        log.renew(txn);
    }

    TableReader table(Table table) {
        return tables.get(table);
    }

    State state() {
        return env.state(txn);
    }

    /** The entry of that number, or null. */
    Entry entry(long number) {
        ByteBuffer value = env.log.get(txn, key.clear().putLong(number).flip());
        return value == null ? null : EntryFormat.read(value, sha);
    }

    /** Goes to the first entry with that number or a higher one; false where there is none. */
    boolean seekEntry(long number) {
        return log.get(key.clear().putLong(number).flip(), GetOp.MDB_SET_RANGE);
    }

    boolean nextEntry() {
        return log.next();
    }

    long entryNumber() {
        return log.key().getLong(0);
    }

    int entryCommunity() {
        return EntryFormat.communityOf(log.val());
    }

    Entry readEntry(EntryFormat.Leaves leaves) {
        return EntryFormat.read(log.val(), sha, leaves);
    }

    Txn<ByteBuffer> txn() {
        return txn;
    }

    @Override
    public void close() {
        log.close();
        tables.values().forEach(TableReader::close);
        txn.close();
    }
}
