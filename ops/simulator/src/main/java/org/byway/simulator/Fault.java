package org.byway.simulator;

/** What can go wrong, each by itself and together with the others. */
public enum Fault {
    /** A frame is lost, and the session notices and breaks. */
    BREAKING_LOSS,
    /** A frame is lost, and nobody notices. */
    SILENT_LOSS,
    DUPLICATES,
    /** Two hosts, or two halves of all, cannot reach each other for a while. */
    PARTITIONS,
    /** Sessions break, on both sides or unseen by one. */
    CUTS,
    /** Hosts stop anywhere, even between two effects, and start again with what is on disk. */
    CRASHES,
    /** Commits fail for want of space, and later succeed. */
    FULL_DISKS,
    /** Clocks are off by minutes, and jump. */
    CLOCKS,
    /** One clock is a day off for a while. */
    DAY_OFF,
    /** What one side sends trickles through. */
    SLOW_READERS,
    /** Hosts are told to dial nodes of communities that they are not linked with, or themselves. */
    STRANGERS
}
