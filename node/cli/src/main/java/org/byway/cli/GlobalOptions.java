package org.byway.cli;

import java.nio.file.Path;
import java.util.Optional;

/** What may stand anywhere in a command line. */
interface GlobalOptions {
    Optional<Path> home();

    Optional<Path> config();

    boolean json();
}
