package org.byway.server;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.byway.server.http.HttpLimits;
import org.byway.server.transport.TransportConfig;

/**
 * How many files and sockets this process may still open, beside those that it needs for itself. Who takes the last one with a
 * connection takes it from the store, the index and Java's own classes, and then nothing goes on at all.
 */
record Descriptors(long left) {
    /** What is opened later: the stores, the index while it is merged, blobs, archives of classes. */
    private static final int OWN = 96;

    /** However few there are, somebody is let in. */
    private static final int LEAST = 8;

    /** Of what is left, agents have one part in so many. */
    private static final int OF_AGENTS = 3;

    /** At the start, before anybody is let in; without end where the system does not tell. */
    static Descriptors ofThisProcess() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                        && system.getMaxFileDescriptorCount() > 0
                ? new Descriptors(
                        system.getMaxFileDescriptorCount() - Math.max(0, system.getOpenFileDescriptorCount()) - OWN)
                : new Descriptors(Integer.MAX_VALUE);
    }

    HttpLimits of(HttpLimits usual) {
        return usual.with(most(usual.connections(), left / OF_AGENTS));
    }

    TransportConfig of(TransportConfig usual) {
        return usual.with(usual.limits().within(most(usual.limits().connections(), left - left / OF_AGENTS)));
    }

    private static int most(int usual, long left) {
        return (int) Math.clamp(left, LEAST, usual);
    }
}
