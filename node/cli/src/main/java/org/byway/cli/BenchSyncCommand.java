package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.byway.bench.BenchFailure;
import org.byway.bench.Ground;
import org.byway.bench.Sync;
import org.byway.bench.Wire;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway bench sync}. */
@Command(
        name = "sync",
        header = "Measure how fast an empty node catches up, and what it costs to find two nodes equal.",
        description = {
            "Fills node A, lets the empty node B join it, and takes the time until B holds all. Then compares",
            "equal sets, and sets that differ in 50 records on each side."
        })
final class BenchSyncCommand extends BenchRun {
    @Option(names = "--records", paramLabel = "N", defaultValue = "1000000", description = "Usually ${DEFAULT-VALUE}.")
    private int records;

    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description = "Count instead how many bytes the offers of this file take between two nodes.")
    private Path catalogue;

    BenchSyncCommand(Desk desk) {
        super(desk);
    }

    @Override
    void measure(Ground ground) throws IOException, InterruptedException, BenchFailure {
        if (catalogue != null) {
            wire(new Wire(ground, catalogue.toAbsolutePath())
                    .run(desk.surroundings().random()));
            return;
        }
        Sync.Figures found = new Sync(ground, records).run(desk.surroundings().random());
        desk.line(line(found));
        desk.say("%,d records".formatted(found.records()));
        row(
                "taken by the empty node",
                whole(found.recordsPerSecond()) + " /s",
                "in " + part(found.seconds()) + " s, " + whole(found.wireBytes()) + " bytes for "
                        + whole(found.recordBytes()));
        row(
                "taken by the first node",
                whole(found.ingestPerSecond()) + " /s",
                "empty node / this: " + part(found.ratioToIngest()));
        row(
                "equal sets",
                found.roundTrips() + " round trips",
                whole(found.bytes()) + " bytes, " + part(found.compareMillis()) + " ms");
        different("the newest 50 and 50 differ", found.recent());
        different("50 and 50 differ, spread", found.spread());
        different("the same by ranges alone", found.ranges());
    }

    private void wire(Wire.Figures found) {
        double plain = (double) found.plainBytes() / found.sealedBytes();
        double packed = (double) found.packedBytes() / found.sealedBytes();
        desk.line(Desk.object()
                .put("records", found.records())
                .put("sealedBytes", found.sealedBytes())
                .put("plainBytes", found.plainBytes())
                .put("packedBytes", found.packedBytes())
                .put("plainRatio", round(plain))
                .put("packedRatio", round(packed)));
        desk.say("%,d records, %,d bytes as they were sealed".formatted(found.records(), found.sealedBytes()));
        row("sent as they are", whole(found.plainBytes()) + " bytes", part(plain) + " of the sealed ones");
        row("sent packed", whole(found.packedBytes()) + " bytes", part(packed) + " of the sealed ones");
    }

    private void different(String what, Sync.Different found) {
        row(
                what,
                found.roundTrips() + " round trips",
                whole(found.bytes()) + " bytes, " + part(found.millis()) + " ms, the first time "
                        + part(found.firstMillis()) + " ms");
    }

    private static ObjectNode line(Sync.Figures found) {
        ObjectNode line = Desk.object()
                .put("records", found.records())
                .put("seconds", round(found.seconds()))
                .put("recordsPerSecond", Math.round(found.recordsPerSecond()))
                .put("roundTrips", found.roundTrips())
                .put("bytes", found.bytes())
                .put("recordBytes", found.recordBytes())
                .put("wireBytes", found.wireBytes())
                .put("ingestPerSecond", Math.round(found.ingestPerSecond()))
                .put("ratioToIngest", round(found.ratioToIngest()))
                .put("compareMillis", round(found.compareMillis()));
        different(line, "recent", found.recent());
        different(line, "spread", found.spread());
        different(line, "ranges", found.ranges());
        return line;
    }

    private static void different(ObjectNode line, String what, Sync.Different found) {
        line.put(what + "RoundTrips", found.roundTrips())
                .put(what + "Bytes", found.bytes())
                .put(what + "Millis", round(found.millis()))
                .put(what + "FirstMillis", round(found.firstMillis()));
    }
}
