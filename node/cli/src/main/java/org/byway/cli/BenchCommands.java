package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.byway.bench.BenchFailure;
import org.byway.bench.Ground;
import org.byway.bench.Hop;
import org.byway.bench.Ingest;
import org.byway.bench.Interests;
import org.byway.bench.Matching;
import org.byway.bench.Posting;
import org.byway.bench.Search;
import org.byway.bench.Streaming;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway bench}: how fast this machine runs a node. */
final class BenchCommands {
    private BenchCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("bench", "Measure how fast a node is here, next to what this machine could do at best.")
                .addSubcommand(new IngestCommand(desk))
                .addSubcommand(new BenchSyncCommand(desk))
                .addSubcommand(new HopCommand(desk))
                .addSubcommand(new SearchCommand(desk))
                .addSubcommand(new StreamCommand(desk))
                .addSubcommand(new PostCommand(desk))
                .addSubcommand(new InterestsCommand(desk))
                .addSubcommand(new BenchOverlayCommand(desk))
                .addSubcommand(new BenchPropagateCommand(desk))
                .addSubcommand(new BenchLettersCommand(desk))
                .addSubcommand(new BenchVaultCommand(desk))
                .addSubcommand(new BenchDealsCommand(desk))
                .addSubcommand(new BenchSessionsCommand(desk))
                .addSubcommand(new BenchHoldCommand(desk));
    }

    @Command(
            name = "ingest",
            header = "Measure how fast a node takes records from other nodes.",
            description = {
                "Starts a node in a process of its own, makes offers sealed and postmarked beforehand, and sends them",
                "over TLS sessions until all are on disk and acknowledged. Then it measures what this machine does at",
                "best: signatures checked by one thread, and the same records put into the store alone."
            })
    static final class IngestCommand extends BenchRun {
        @Option(
                names = "--records",
                paramLabel = "N",
                defaultValue = "1000000",
                description = "Usually ${DEFAULT-VALUE}.")
        private int records;

        @Option(
                names = "--batch",
                paramLabel = "N",
                defaultValue = "1000",
                description = "How many share a seal: a divisor of 1000. Usually ${DEFAULT-VALUE}.")
        private int batch;

        @Option(
                names = "--connections",
                paramLabel = "C",
                defaultValue = "8",
                description = "Usually ${DEFAULT-VALUE}.")
        private int connections;

        IngestCommand(Desk desk) {
            super(desk);
        }

        @Override
        void measure(Ground ground) throws IOException, InterruptedException, BenchFailure {
            Ingest.Plan plan = new Ingest.Plan(records, batch, connections);
            Ingest.Figures found =
                    new Ingest(ground, plan).run(desk.surroundings().random());
            desk.line(line(found));
            desk.say("%,d records, %,d to a seal, over %d connections; %,d before them to be warm"
                    .formatted(found.records(), found.batch(), found.connections(), found.warmUpRecords()));
            row(
                    "taken, on disk and acknowledged",
                    whole(found.recordsPerSecond()) + " /s",
                    "in " + part(found.seconds()) + " s");
            row(
                    "signatures, one thread",
                    whole(found.verifyPerSecond()) + " /s",
                    "taken / (" + found.cores() + " cores × this): " + part(found.ratioToVerify()));
            row(
                    "the store alone",
                    whole(found.lmdbPutsPerSecond()) + " /s",
                    "taken / this: " + part(found.ratioToLmdb()) + ", in groups of " + whole(found.groupRecords()));
            row(
                    "disk for a sealed byte",
                    part(found.diskBytesPerSealedByte()),
                    "of " + part(found.sealedBytesPerRecord()) + " a record");
            row("processor time of the node", part(found.cpuMicrosPerRecord()) + " µs", "a record");
            row(
                    "then until all can be found",
                    part(found.indexSeconds()) + " s",
                    "for %,d with %s µs of processor each"
                            .formatted(found.indexedLater(), part(found.indexCpuMicrosPerRecord())));
            row("restart until ready", whole(found.restartMillis()) + " ms", "");
        }

        private static ObjectNode line(Ingest.Figures found) {
            return Desk.object()
                    .put("records", found.records())
                    .put("batch", found.batch())
                    .put("connections", found.connections())
                    .put("seconds", round(found.seconds()))
                    .put("recordsPerSecond", Math.round(found.recordsPerSecond()))
                    .put("verifyPerSecond", Math.round(found.verifyPerSecond()))
                    .put("cores", found.cores())
                    .put("lmdbPutsPerSecond", Math.round(found.lmdbPutsPerSecond()))
                    .put("ratioToVerify", round(found.ratioToVerify()))
                    .put("ratioToLmdb", round(found.ratioToLmdb()))
                    .put("diskBytesPerSealedByte", round(found.diskBytesPerSealedByte()))
                    .put("cpuMicrosPerRecord", round(found.cpuMicrosPerRecord()))
                    .put("indexedLater", found.indexedLater())
                    .put("indexSeconds", round(found.indexSeconds()))
                    .put("indexCpuMicrosPerRecord", round(found.indexCpuMicrosPerRecord()))
                    .put("restartMillis", found.restartMillis())
                    .put("groupRecords", found.groupRecords())
                    .put("warmUpRecords", found.warmUpRecords())
                    .put("sealedBytesPerRecord", round(found.sealedBytesPerRecord()));
        }
    }

    @Command(
            name = "hop",
            header = "Measure how long a post takes until a neighbour's node has it on disk.",
            description = {
                "Posts records at node A over HTTP at a steady rate. Node B sends on only what it has on disk; the",
                "time runs from the request until B's frame with the record arrives here: a little more than a hop."
            })
    static final class HopCommand extends BenchRun {
        @Option(names = "--seconds", paramLabel = "S", defaultValue = "20", description = "Usually ${DEFAULT-VALUE}.")
        private int seconds;

        @Option(
                names = "--per-second",
                paramLabel = "N",
                defaultValue = "200",
                description = "Posts a second. Usually ${DEFAULT-VALUE}.")
        private int perSecond;

        HopCommand(Desk desk) {
            super(desk);
        }

        @Override
        void measure(Ground ground) throws IOException, InterruptedException, BenchFailure {
            Hop.Figures found = new Hop(ground, new Hop.Plan(seconds, perSecond))
                    .run(desk.surroundings().random());
            desk.line(Desk.object()
                    .put("records", found.records())
                    .put("perSecond", found.perSecond())
                    .put("p50Millis", round(found.p50Millis()))
                    .put("p99Millis", round(found.p99Millis()))
                    .put("maxMillis", round(found.mostMillis()))
                    .put("postP50Millis", round(found.postP50Millis()))
                    .put("postP99Millis", round(found.postP99Millis()))
                    .put("commitP50Millis", round(found.commitP50Millis()))
                    .put("commitP99Millis", round(found.commitP99Millis())));
            desk.say("%,d posts, %d a second".formatted(found.records(), found.perSecond()));
            millis(
                    "to the neighbour's disk",
                    found.p50Millis(),
                    found.p99Millis(),
                    ", all within " + part(found.mostMillis()) + " ms");
            millis("to the receipt", found.postP50Millis(), found.postP99Millis(), "");
            millis(
                    "one commit of the store alone",
                    found.commitP50Millis(),
                    found.commitP99Millis(),
                    "; a hop holds two");
        }
    }

    @Command(
            name = "post",
            header = "Measure how long one post after the other takes.",
            description = {
                "Posts records at a node over HTTP with keep-alive, each on disk before its answer, and the next one",
                "only then. Next to it: how long one commit after the other takes in the store alone."
            })
    static final class PostCommand extends BenchRun {
        @Option(names = "--posts", paramLabel = "N", defaultValue = "5000", description = "Usually ${DEFAULT-VALUE}.")
        private int posts;

        PostCommand(Desk desk) {
            super(desk);
        }

        @Override
        void measure(Ground ground) throws IOException, InterruptedException, BenchFailure {
            Posting.Figures found =
                    new Posting(ground, posts).run(desk.surroundings().random());
            desk.line(Desk.object()
                    .put("posts", found.posts())
                    .put("postsPerSecond", Math.round(found.postsPerSecond()))
                    .put("p50Millis", round(found.p50Millis()))
                    .put("p99Millis", round(found.p99Millis()))
                    .put("maxMillis", round(found.mostMillis()))
                    .put("commitP50Millis", round(found.commitP50Millis()))
                    .put("commitP99Millis", round(found.commitP99Millis())));
            desk.say("%,d posts, one after the other".formatted(found.posts()));
            millis(
                    "to the receipt",
                    found.p50Millis(),
                    found.p99Millis(),
                    ", all within " + part(found.mostMillis()) + " ms");
            millis("one commit of the store alone", found.commitP50Millis(), found.commitP99Millis(), "");
        }
    }

    @Command(
            name = "stream",
            header = "Measure how fast a node sends what it holds to one peer.",
            description = {
                "Fills a node and asks it for all of a community again and again, over TLS; the fastest time counts.",
                "Then reads the same store in order without sending."
            })
    static final class StreamCommand extends BenchRun {
        @Option(
                names = "--records",
                paramLabel = "N",
                defaultValue = "1000000",
                description = "Usually ${DEFAULT-VALUE}.")
        private int records;

        @Option(names = "--passes", paramLabel = "N", defaultValue = "8", description = "Usually ${DEFAULT-VALUE}.")
        private int passes;

        StreamCommand(Desk desk) {
            super(desk);
        }

        @Override
        void measure(Ground ground) throws IOException, InterruptedException, BenchFailure {
            Streaming.Figures found = new Streaming(ground, new Streaming.Plan(records, passes))
                    .run(desk.surroundings().random());
            desk.line(Desk.object()
                    .put("records", found.records())
                    .put("passes", found.passes())
                    .put("recordsPerSecond", Math.round(found.recordsPerSecond()))
                    .put("firstPerSecond", Math.round(found.firstPerSecond()))
                    .put("scannedPerSecond", Math.round(found.scannedPerSecond()))
                    .put("ratioToScan", round(found.ratioToScan()))
                    .put("frameBytes", found.frameBytes()));
            desk.say("%,d records, asked for %d times".formatted(found.records(), found.passes()));
            row(
                    "sent to one peer",
                    whole(found.recordsPerSecond()) + " /s",
                    "the first time " + whole(found.firstPerSecond()));
            row(
                    "read by the store alone",
                    whole(found.scannedPerSecond()) + " /s",
                    "sent / this: " + part(found.ratioToScan()));
        }
    }

    @Command(
            name = "search",
            header = "Measure how fast a node finds offers, and how fast it builds its index.",
            description = {
                "Fills the store of a node, lets it build its index, and asks 200 listed queries over HTTP by some",
                "clients at once, each one query after the other."
            })
    static final class SearchCommand extends BenchRun {
        private static final int WORST_CHARACTERS = 60;

        @Option(
                names = "--offers",
                paramLabel = "N",
                defaultValue = "1000000",
                description = "Usually ${DEFAULT-VALUE}.")
        private int offers;

        @Option(names = "--clients", paramLabel = "C", defaultValue = "8", description = "Usually ${DEFAULT-VALUE}.")
        private int clients;

        @Option(names = "--seconds", paramLabel = "S", defaultValue = "20", description = "Usually ${DEFAULT-VALUE}.")
        private int seconds;

        @Option(
                names = "--keep",
                paramLabel = "DIR",
                description = {
                    "Keep the filled store and its index there, and take them again where they are there: then only",
                    "the searches are measured."
                })
        private Path kept;

        SearchCommand(Desk desk) {
            super(desk);
        }

        @Override
        void measure(Ground ground) throws IOException, InterruptedException, BenchFailure {
            Path folder = kept == null ? null : kept.toAbsolutePath();
            Search.Figures found = new Search(ground, new Search.Plan(offers, clients, seconds, folder))
                    .run(desk.surroundings().random());
            desk.line(Desk.object()
                    .put("offers", found.offers())
                    .put("clients", found.clients())
                    .put("queries", found.queries())
                    .put("searches", found.searches())
                    .put("searchesPerSecond", Math.round(found.searchesPerSecond()))
                    .put("p50Millis", round(found.p50Millis()))
                    .put("p99Millis", round(found.p99Millis()))
                    .put("maxMillis", round(found.mostMillis()))
                    .put("nodeMillis", round(found.nodeMillis()))
                    .put("refused", found.refused())
                    .put("hostile", found.hostile())
                    .put("hostileMaxMillis", round(found.hostileMostMillis()))
                    .put("hostileWorst", found.hostileWorst())
                    .put("indexBytesPerOffer", round(found.indexBytesPerOffer()))
                    .put("buildSeconds", round(found.buildSeconds()))
                    .put("compactSeconds", round(found.compactSeconds()))
                    .put("buildPerSecond", Math.round(found.buildPerSecond())));
            desk.say("%,d offers, %d queries, %d clients: %,d searches"
                    .formatted(found.offers(), found.queries(), found.clients(), found.searches()));
            millis(
                    "a search",
                    found.p50Millis(),
                    found.p99Millis(),
                    ", all within " + part(found.mostMillis()) + " ms");
            row("searches", whole(found.searchesPerSecond()) + " /s", found.refused() + " took too long");
            String worst = found.hostileWorst();
            row(
                    "the worst of %d hostile queries".formatted(found.hostile()),
                    part(found.hostileMostMillis()) + " ms",
                    worst.substring(0, Math.min(WORST_CHARACTERS, worst.length())));
            row("processor time of the node", part(found.nodeMillis()) + " ms", "a search");
            row("index", whole(found.indexBytesPerOffer()) + " bytes", "an offer");
            row(
                    "index built anew",
                    whole(found.buildPerSecond()) + " /s",
                    "in " + part(found.buildSeconds()) + " s, merged in " + part(found.compactSeconds()) + " s more");
        }
    }

    @Command(
            name = "interests",
            header = "Measure how fast what arrives is matched with standing interests, and announced.",
            description = {
                "Keeps interests at a node, 200 of a persona, lets offers arrive at a steady rate over a session, and",
                "listens to each persona's over HTTP. The time runs from when a record is sent until its event is",
                "read. What matching costs alone, on one thread, is measured beside it."
            })
    static final class InterestsCommand extends BenchRun {
        @Option(
                names = "--interests",
                paramLabel = "N",
                defaultValue = "10000",
                description = "Usually ${DEFAULT-VALUE}.")
        private int interests;

        @Option(
                names = "--per-second",
                paramLabel = "N",
                defaultValue = "5000",
                description = "Records that arrive. Usually ${DEFAULT-VALUE}.")
        private int perSecond;

        @Option(names = "--seconds", paramLabel = "S", defaultValue = "20", description = "Usually ${DEFAULT-VALUE}.")
        private int seconds;

        InterestsCommand(Desk desk) {
            super(desk);
        }

        @Override
        void measure(Ground ground) throws IOException, InterruptedException, BenchFailure {
            Interests.Figures found = new Interests(ground, new Interests.Plan(interests, perSecond, seconds))
                    .run(desk.surroundings().random());
            Matching.Figures alone = found.alone();
            desk.line(Desk.object()
                    .put("interests", found.interests())
                    .put("streams", found.streams())
                    .put("records", found.records())
                    .put("arrivedPerSecond", Math.round(found.arrivedPerSecond()))
                    .put("events", found.events())
                    .put("lost", found.lost())
                    .put("doubled", found.doubled())
                    .put("p50Millis", round(found.p50Millis()))
                    .put("p99Millis", round(found.p99Millis()))
                    .put("maxMillis", round(found.mostMillis()))
                    .put("matchedPerSecond", Math.round(alone.matchedPerSecond()))
                    .put("openedPerSecond", Math.round(alone.openedPerSecond()))
                    .put("plainPerSecond", Math.round(alone.plainPerSecond()))
                    .put("fitting", round(alone.found())));
            desk.say("%,d interests, of which a record fits %s on the average, on %d streams"
                    .formatted(found.interests(), part(alone.found()), found.streams()));
            desk.say("%,d records: %,d events, %d lost, %d doubled"
                    .formatted(found.records(), found.events(), found.lost(), found.doubled()));
            row("arrived, on disk and acknowledged", whole(found.arrivedPerSecond()) + " /s", "");
            millis(
                    "from sent to announced",
                    found.p50Millis(),
                    found.p99Millis(),
                    ", all within " + part(found.mostMillis()) + " ms");
            row("matched alone, one thread", whole(alone.matchedPerSecond()) + " /s", "");
            row("read and opened up alone", whole(alone.openedPerSecond()) + " /s", "the limit of matching");
            row("held against each interest", whole(alone.plainPerSecond()) + " /s", "without files");
        }
    }
}
