package org.byway.cli.doctor;

import java.io.IOException;

/** Looks at one thing. An IOException says that it could not be looked at. */
interface Check {
    /** What is looked at, in a word. */
    String what();

    Seen look(Subject subject) throws IOException;
}
