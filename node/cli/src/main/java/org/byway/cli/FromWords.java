package org.byway.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.byway.agent.Home;
import org.byway.agent.Host;
import org.byway.protocol.identity.RecoveryWords;
import picocli.CommandLine.Option;

/** Options of commands that make a home of recovery words. */
class FromWords {
    @Option(names = "--words-file", paramLabel = "FILE", description = "Read the words from the first line of a file.")
    private Path file;

    RecoveryWords words(Desk desk) throws IOException {
        return WordCommands.read(desk, file);
    }

    /** Likewise, where what was said before is known again. */
    static final class WithHistory extends FromWords {
        @Option(
                names = "--at",
                paramLabel = "INVITE",
                description = "Speak by this node, of the community in which you were, and not by one of your own.")
        private String at;

        /** The node that was named; null where none was. To be asked before anything is made. */
        Host host() {
            return at == null ? null : HostLink.read(at).host();
        }

        /** Lets the person speak by that node, and asks it and those that are named what was said since. */
        static void settle(Desk desk, Home home, Host host, List<String> nodes) throws IOException {
            if (host != null) {
                home.speakBy(host);
            }
            if (host != null || !nodes.isEmpty()) {
                RecallCommand.recall(desk, nodes);
            }
        }
    }
}
