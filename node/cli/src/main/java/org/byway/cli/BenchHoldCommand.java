package org.byway.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.byway.bench.BenchFailure;
import org.byway.bench.HeldSessions;
import org.byway.protocol.community.Address;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway bench hold}: one of the processes of {@code byway bench sessions}. */
@Command(
        name = "hold",
        mixinStandardHelpOptions = true,
        hidden = true,
        header = "Hold idle sessions with a node until standard input ends; `bench sessions` starts these.")
final class BenchHoldCommand implements Callable<Integer> {
    private final Desk desk;

    @Option(names = "--node", paramLabel = "HOST:PORT", required = true, description = "The node.")
    private String node;

    @Option(names = "--invite", paramLabel = "LINK", required = true, description = "Its community's invite.")
    private String invite;

    @Option(names = "--sessions", paramLabel = "N", required = true, description = "How many.")
    private int sessions;

    BenchHoldCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        Address address = Address.parse(node).orThrow();
        try (HeldSessions held =
                HeldSessions.open(address, invite, sessions, desk.surroundings().random())) {
            tell("held", held.left());
            int read = 0;
            while (read >= 0) {
                read = desk.surroundings().streams().in().read();
            }
            tell("left", held.left());
            if (!held.why().isEmpty()) {
                desk.note("The first that ended: " + held.why());
            }
            return Exit.OK;
        } catch (BenchFailure e) {
            throw Failure.failed(e.code(), e.getMessage(), e.hint());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted", "The run was interrupted.", "");
        }
    }

    private void tell(String what, long count) {
        desk.line(Desk.object().put(what, count));
        desk.surroundings().out().flush();
    }
}
