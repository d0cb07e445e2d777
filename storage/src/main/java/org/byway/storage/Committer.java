package org.byway.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.store.StoreFault;
import org.byway.storage.Entry.Floor;
import org.byway.storage.Entry.Lost;
import org.byway.storage.Entry.Put;
import org.byway.storage.Frozen.Progress;
import org.byway.storage.State.Merged;
import org.lmdbjava.LmdbException;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/**
 * Writes groups to LMDB: entries at the end of the log, trees, and with each group a slice of the merge that is under way, in
 * proportion to the rows that the group brings, so that a merge has ended before the next is due. Called by one thread at
 * a time.
 */
final class Committer {
    private static final int FEWEST_ROWS = 64;

    private final Environment env;
    private final EntryFormat format = new EntryFormat();
    private final Merge.Workspace workspace = new Merge.Workspace();
    private final Sha256 sha = new Sha256();
    private final LineageKey.Maker lineages = new LineageKey.Maker();
    private final ByteBuffer key = ByteBuffer.allocateDirect(16);
    private Frozen frozen;
    private Merged merged;

    /**
     * What a commit did to the merge.
     *
     * @param progress null where no merge is under way any more
     */
    record Outcome(Progress progress, List<Directory.Patch> patches) {}

    /** What is being merged, and how far it has come. */
    private record Reached(Frozen frozen, Merged merged) {}

    Committer(Environment env, Frozen frozen, Merged merged) {
        this.env = env;
        this.frozen = frozen;
        this.merged = merged;
    }

    /** All of them, in order, in one transaction; or none. */
    void commit(List<StagedGroup> groups) throws StoreFault {
        try (Txn<ByteBuffer> txn = env.write()) {
            Reached reached = new Reached(frozen, merged);
            for (StagedGroup group : groups) {
                reached = write(txn, group, reached);
            }
            env.writeState(txn, new State(groups.get(groups.size() - 1).state, reached.merged()));
            txn.commit();
            merged = reached.merged();
            frozen = reached.frozen();
        } catch (LmdbException e) {
            throw env.fault(e);
        }
    }

    private Reached write(Txn<ByteBuffer> txn, StagedGroup group, Reached before) {
        group.communities.write(env, txn);
        TreeRows trees = new TreeRows(env, txn);
        group.trees.values().forEach(trees::apply);
        append(txn, group);
        edit(txn, group.edits);
        Merged from = before.merged();
        Frozen merging = before.frozen();
        if (group.frozen != null) {
            merging = group.frozen;
            from = new Merged(from.indexedTo(), merging.upTo(), from.sweptTo(), Progress.START);
        }
        List<Directory.Patch> patches = new ArrayList<>();
        Merged to = merging == null ? from : slice(txn, merging, from, group.rows, trees, patches);
        boolean ended = merging != null && to.sweptTo() == merging.upTo();
        trees.settle();
        group.prepared(new Outcome(merging == null || ended ? null : to.progress(), patches));
        return new Reached(ended ? null : merging, to);
    }

    private void append(Txn<ByteBuffer> txn, StagedGroup group) {
        long number = group.firstEntry;
        for (Entry entry : group.entries) {
            int bytes = format.prepare(entry);
            key.clear().putLong(number++).flip();
            format.write(entry, env.log.reserve(txn, key, bytes, PutFlags.MDB_APPEND));
        }
    }

    private void edit(Txn<ByteBuffer> txn, Map<Long, Put> edits) {
        edits.forEach((number, put) -> overwrite(txn, number, put));
    }

    private void overwrite(Txn<ByteBuffer> txn, long number, Entry entry) {
        int bytes = format.prepare(entry);
        format.write(entry, env.log.reserve(txn, logKey(number), bytes));
    }

    private ByteBuffer logKey(long number) {
        return key.clear().putLong(number).flip();
    }

    /** Merges half as many rows again as the group brought. */
    private Merged slice(
            Txn<ByteBuffer> txn,
            Frozen merging,
            Merged from,
            long rows,
            TreeRows trees,
            List<Directory.Patch> patches) {
        long budget = Math.max(FEWEST_ROWS, rows + rows / 2);
        int table = from.progress().table();
        byte[] behind = from.progress().behind();
        while (table < Table.COUNT && budget > 0) {
            Table one = Table.values()[table];
            List<SortedRun> left = merging.left(one, new Progress(table, behind, 0));
            try (Merge merge = new Merge(env, txn, one, left, workspace)) {
                while (!merge.done() && budget > 0) {
                    budget -= merge.stretch(patches);
                }
                behind = merge.done() ? null : merge.last();
                table += merge.done() ? 1 : 0;
            }
        }
        patches.removeIf(patch -> patch == null);
        Progress progress = new Progress(table, behind, from.progress().swept());
        return progress.tablesDone() ? sweep(txn, merging, from, progress, budget, trees) : moved(from, progress);
    }

    private static Merged moved(Merged from, Progress progress) {
        return new Merged(from.indexedTo(), from.frozenTo(), from.sweptTo(), progress);
    }

    /** All that follow from one entry go together, so that the next one is a place to go on from. */
    private Merged sweep(
            Txn<ByteBuffer> txn, Frozen merging, Merged from, Progress progress, long budget, TreeRows trees) {
        Sweeps sweeps = merging.sweeps();
        int next = progress.swept();
        int first = next;
        long sweptTo = from.sweptTo();
        while (next < sweeps.count() && (next - first < budget || sweeps.cause(next) == sweptTo)) {
            sweep(txn, sweeps, next, trees);
            sweptTo = sweeps.cause(next++);
        }
        if (next == sweeps.count()) {
            return new Merged(merging.upTo(), merging.upTo(), merging.upTo(), Progress.START);
        }
        return new Merged(merging.upTo(), merging.upTo(), sweptTo, new Progress(Table.COUNT, null, next));
    }

    private void sweep(Txn<ByteBuffer> txn, Sweeps sweeps, int index, TreeRows trees) {
        long number = sweeps.number(index);
        ByteBuffer value = env.log.get(txn, logKey(number));
        if (value == null) {
            throw new IllegalStateException("the store's log lacks entry " + number);
        }
        Entry entry = EntryFormat.read(value, sha);
        if (entry instanceof Put put) {
            trees.release(put.seal().tree());
            trees.release(put.postmark() == null ? 0 : put.postmark().tree());
        }
        switch (sweeps.fate(index)) {
            case GONE -> env.log.delete(txn, logKey(number));
            case LOST -> overwrite(txn, number, Remains.lost(entry));
            case FLOOR -> overwrite(txn, number, Remains.floor((Put) entry, lineages));
        }
    }

    /** What of an entry is kept when it is cut down. */
    private static final class Remains {
        static Lost lost(Entry entry) {
            return switch (entry) {
                case Put put ->
                    new Lost(put.envelope().id().a(), put.envelope().id().b(), put.end());
                case Floor floor -> new Lost(floor.id().a(), floor.id().b(), floor.end());
                case Lost lost -> lost;
                case Entry.Retire retire -> throw new IllegalStateException("a retirement cannot lose: " + retire);
            };
        }

        static Floor floor(Put put, LineageKey.Maker lineages) {
            var envelope = put.envelope();
            return new Floor(
                    envelope.id(),
                    lineages.of(envelope),
                    envelope.keySequence(),
                    envelope.is(Kind.WITHDRAWAL),
                    envelope.revision(),
                    envelope.expires(),
                    put.end());
        }
    }
}
