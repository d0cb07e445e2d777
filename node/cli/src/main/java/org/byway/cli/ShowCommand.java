package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.byway.agent.catalogue.Wanted;
import org.byway.protocol.record.Kind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code byway offer show} and {@code byway intent show}. */
@Command(name = "show", mixinStandardHelpOptions = true, header = "Show one, with all that it says.")
final class ShowCommand implements Callable<Integer> {
    private final Desk desk;
    private final Wanted wanted;

    @Parameters(paramLabel = "ID", description = "64 hexadecimal digits.")
    private String id;

    ShowCommand(Desk desk, Wanted wanted) {
        this.desk = desk;
        this.wanted = wanted;
    }

    @Override
    public Integer call() throws IOException {
        JsonNode view = Desk.value(desk.node().view(Desk.id(id)));
        String kind = (wanted == Wanted.OFFERS ? Kind.OFFER : Kind.INTENT).word();
        if (!view.path("kind").asText().equals(kind)) {
            throw Failure.failed(
                    "bad_kind",
                    "This is no " + kind + " but: " + view.path("kind").asText() + ".",
                    "");
        }
        RecordCommands.show(desk, view);
        return Exit.OK;
    }
}
