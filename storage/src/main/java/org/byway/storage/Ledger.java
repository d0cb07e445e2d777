package org.byway.storage;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.byway.storage.Entry.Floor;
import org.byway.storage.Entry.Lost;
import org.byway.storage.Entry.Put;
import org.byway.storage.Entry.Retire;
import org.byway.storage.Sweeps.Fate;

/**
 * What follows from an entry of the log: rows of the indexes, and what becomes of older entries. The same when it is
 * staged and when it is read again after a crash, so that indexes are a function of the log.
 */
final class Ledger {
    private final Indexes indexes;
    private final LongFunction<Entry> entries;
    private final Map<Long, Fate> fates = new HashMap<>();
    private final LineageKey.Maker lineages;
    private Sweeps sweeps = new Sweeps();
    final Census census = new Census();

    Ledger(Indexes indexes, LineageKey.Maker lineages, LongFunction<Entry> entries) {
        this.indexes = indexes;
        this.lineages = lineages;
        this.entries = entries;
    }

    /** With rows, or without where these are on disk already. */
    void follow(long number, Entry entry, boolean rows) {
        switch (entry) {
            case Put put -> put(number, put, rows);
            case Lost lost -> {
                if (rows) {
                    indexes.remember(number, lost.high(), lost.low(), lost.end());
                }
            }
            case Retire retire -> {
                for (int i = 0; i < retire.numbers().length; i++) {
                    retire(number, retire.numbers()[i], retire.fates()[i], rows);
                }
                sweeps.add(number, number, Fate.GONE);
            }
            case Floor floor -> throw new IllegalStateException("a floor is never written by itself: " + floor);
        }
    }

    private void put(long number, Put put, boolean rows) {
        LineageKey lineage = rows ? lineages.of(put.envelope()) : null;
        long replaced = put.replaced();
        if (replaced != 0) {
            if (rows) {
                if (!put.overFloor()) {
                    leave(replaced, (Put) entries.apply(replaced));
                }
                indexes.unhead(replaced, lineage);
            }
            become(number, replaced, Fate.LOST);
        }
        if (rows) {
            indexes.enter(number, put.envelope(), put.community(), lineage);
            census.add(put.envelope().kind(), 1);
        }
    }

    private void leave(long number, Put put) {
        indexes.leave(number, put);
        census.add(put.envelope().kind(), -1);
    }

    private void retire(long cause, long number, Fate to, boolean rows) {
        if (rows) {
            Entry entry = entries.apply(number);
            Fate from = fate(number, entry);
            if (from == null) {
                leave(number, (Put) entry);
            }
            if (to == Fate.GONE) {
                forget(number, entry, from);
            }
        }
        become(cause, number, to);
    }

    private void forget(long number, Entry entry, Fate from) {
        switch (entry) {
            case Put put -> {
                if (from != Fate.LOST) {
                    indexes.unhead(number, lineages.of(put.envelope()));
                }
                indexes.forget(
                        number, put.envelope().id().a(), put.envelope().id().b(), put.end());
            }
            case Floor floor -> {
                if (from != Fate.LOST) {
                    indexes.unhead(number, floor.lineage());
                }
                indexes.forget(number, floor.id().a(), floor.id().b(), floor.end());
            }
            case Lost lost -> indexes.forget(number, lost.high(), lost.low(), lost.end());
            case Retire retire -> throw new IllegalStateException("no row names a retirement: " + retire);
        }
    }

    private void become(long cause, long number, Fate fate) {
        fates.put(number, fate);
        sweeps.add(cause, number, fate);
    }

    /** What has become of the entry, whether it is cut down yet or not; null: it holds a head. */
    Fate fate(long number, Entry entry) {
        Fate fate = fates.isEmpty() ? null : fates.get(number);
        if (fate != null) {
            return fate;
        }
        return switch (entry) {
            case Put put -> null;
            case Floor floor -> Fate.FLOOR;
            case Lost lost -> Fate.LOST;
            case Retire retire -> Fate.GONE;
        };
    }

    /** Whether the entry is no longer what the log has, or will be cut down. */
    boolean doomed(long number) {
        return !fates.isEmpty() && fates.containsKey(number);
    }

    /** Hands over what is to be swept for the entries so far. */
    Sweeps takeSweeps() {
        Sweeps taken = sweeps;
        sweeps = new Sweeps();
        return taken;
    }

    /** The snapshot shows these swept. */
    void swept(Sweeps done) {
        for (int i = 0; i < done.count(); i++) {
            fates.remove(done.number(i), done.fate(i));
        }
    }
}
