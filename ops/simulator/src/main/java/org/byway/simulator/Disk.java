package org.byway.simulator;

import org.byway.protocol.store.Store;

/** Storage that can crash. One store at a time is open on it. */
public interface Disk extends AutoCloseable {
    /** Opens what is there: all that was committed before, and only that. */
    Store open();

    /** The power goes: the open store is gone, with what was not committed. */
    void crash();

    /** The end of the simulation. */
    @Override
    void close();

    /** Makes disks, each for a host of its own. */
    interface Maker {
        Disk make(int host);

        /** What the command that runs a seed again says of these disks. */
        default String option() {
            return "";
        }
    }
}
