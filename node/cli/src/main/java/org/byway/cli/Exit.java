package org.byway.cli;

/** How a command ends, as programs see it; 78 is EX_CONFIG of sysexits.h. */
final class Exit {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int CONFIGURATION = 78;

    private Exit() {}
}
