package org.byway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        header = "Show three communities that carry each other's offers and intents.",
        description = {
            "Starts nodes A, B and C in processes of their own, linked in a line A - B - C; imports a catalogue at C,",
            "casts intents at A, kills B with kill -9 in the middle, and waits until all three hold the same."
        })
final class DemoCommand implements Callable<Integer> {
    private static final int SAMPLE_OFFERS = 8_000;

    private final Desk desk;

    @Option(names = "--once", description = "End when all is equal, with 0; with 1 if that takes too long.")
    private boolean once;

    @Option(names = "--offers", paramLabel = "FILE", description = "A catalogue of your own instead of the sample.")
    private Path offers;

    DemoCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        if (offers != null && !Files.isReadable(offers)) {
            throw Failure.failed("no_file", "There is no file to read at " + offers + ".", "");
        }
        Path folder = Files.createTempDirectory("byway-demo");
        Path catalogue = offers == null ? SampleCatalogue.offers(folder.resolve("offers.csv"), SAMPLE_OFFERS) : offers;
        try (Demo demo = new Demo(desk, folder)) {
            Thread ending = new Thread(demo::close, "end of the demonstration");
            Runtime.getRuntime().addShutdownHook(ending);
            Demo.Outcome outcome = demo.run(catalogue);
            desk.line(Desk.object()
                    .put("ok", outcome.ok())
                    .put("records", outcome.records())
                    .put("firstArrivalMillis", outcome.firstArrivalMillis())
                    .put("allEqualMillis", outcome.allEqualMillis()));
            if (!once && outcome.ok()) {
                demo.stayUp();
            }
            demo.close();
            if (outcome.ok()) {
                Folders.delete(folder);
            } else {
                desk.note("What the nodes said is in " + folder);
            }
            return outcome.ok() ? Exit.OK : Exit.FAILED;
        }
    }
}
