package org.byway.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.byway.bench.BenchFailure;
import org.byway.bench.Ground;
import org.byway.bench.Launch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What all benches have in common: where they run, and how they tell. */
@Command(mixinStandardHelpOptions = true)
abstract class BenchRun implements Callable<Integer> {
    private static final int FIGURES = 4;
    private static final Path DISK = Path.of("/var/tmp");

    final Desk desk;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where to keep what is needed for the run; on the disk to be measured. Usually /var/tmp.")
    private Path folder;

    BenchRun(Desk desk) {
        this.desk = desk;
    }

    abstract void measure(Ground ground) throws IOException, InterruptedException, BenchFailure;

    @Override
    public Integer call() throws IOException {
        try (Progress progress = new Progress(desk.surroundings(), "records", desk.json())) {
            Ground ground = Ground.usual(
                    Launch.likeThisProcess(Main.class.getName()),
                    folder == null ? usual() : folder.toAbsolutePath(),
                    what -> {
                        if (!desk.json()) {
                            desk.note(what);
                        }
                    },
                    (done, total) -> progress.at(done, done, total));
            measure(ground);
            return Exit.OK;
        } catch (BenchFailure e) {
            throw Failure.failed(e.code(), e.getMessage(), e.hint());
        } catch (IllegalArgumentException e) {
            throw Failure.usage(Desk.sentence(e.getMessage()), "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted", "The run was interrupted.", "");
        }
    }

    private static Path usual() {
        return Files.isWritable(DISK) ? DISK : Path.of(System.getProperty("java.io.tmpdir"));
    }

    void row(String what, String figure, String beside) {
        desk.say("  %-34s %16s   %s".formatted(what, figure, beside));
    }

    /** Within what half of them, and all but one in a hundred, were done. */
    void millis(String what, double half, double most, String beside) {
        row(what + ", half within", part(half) + " ms", "99 % within " + part(most) + " ms" + beside);
    }

    static BigDecimal round(double value) {
        return new BigDecimal(value, new MathContext(FIGURES)).stripTrailingZeros();
    }

    static String whole(double value) {
        return "%,.0f".formatted(value);
    }

    static String part(double value) {
        return "%.2f".formatted(value);
    }
}
