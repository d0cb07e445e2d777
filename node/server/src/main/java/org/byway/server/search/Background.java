package org.byway.server.search;

import java.util.Locale;
import jnr.ffi.LibraryLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the work of a thread wait for that of all others. Java leaves priorities of threads alone on Linux. */
final class Background {
    private static final Logger LOG = LoggerFactory.getLogger("org.byway.search");
    /** A tenth of the share of others: it must come to its end on a machine that is always busy. */
    private static final int NICE = 10;

    /** Of a process; Linux takes it for that of a thread. */
    private static final int PRIO_PROCESS = 0;

    private static final int CALLER = 0;

    private Background() {}

    /** setpriority(2); the loader makes it. */
    public interface Priorities {
        int setpriority(int which, int who, int nice);
    }

    /** Begins to, with this thread and those that it starts from now on; elsewhere than on Linux nothing changes. */
    static void enter() {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")) {
            return;
        }
        try {
            Priorities libc = LibraryLoader.create(Priorities.class).load("c");
            if (libc.setpriority(PRIO_PROCESS, CALLER, NICE) != 0) {
                LOG.debug("the index has the priority of everything else");
            }
        } catch (LinkageError | RuntimeException e) {
            LOG.debug("the index has the priority of everything else: {}", e.toString());
        }
    }
}
