package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongConsumer;
import org.byway.agent.Agent;
import org.byway.agent.Importer;
import org.byway.agent.catalogue.Rows;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.ledger.Join;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Reply;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;

/** Three nodes in a line, a catalogue at one end, intents at the other, and a kill -9 in the middle. */
final class Demo implements AutoCloseable {
    private static final int INTENTS = 200;
    private static final int PAGE = 200;
    private static final long HALFWAY_MILLIS = 5_000;
    private static final int LINKED_SECONDS = 120;
    private static final long EQUAL_MILLIS = 300_000;

    private final Desk desk;
    private final Path folder;
    private final ChildNode a;
    private final ChildNode b;
    private final ChildNode c;
    private final List<ChildNode> all;
    private final long started;
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean killed;

    Demo(Desk desk, Path folder) {
        this.desk = desk;
        this.folder = folder;
        this.a = new ChildNode("A", folder);
        this.b = new ChildNode("B", folder);
        this.c = new ChildNode("C", folder);
        this.all = List.of(a, b, c);
        this.started = desk.surroundings().now();
    }

    /** Times are measured from the first post. */
    record Outcome(boolean ok, long records, long firstArrivalMillis, long allEqualMillis) {}

    Outcome run(Path catalogue) throws IOException {
        for (ChildNode node : all) {
            node.start();
        }
        for (ChildNode node : all) {
            node.awaitReady();
        }
        tell("Three communities are up: A, B and C, each with a node of its own.");
        join(a);
        join(c);
        tell("A and C have joined B; B carries what comes from either to the other.");
        Path wants = SampleCatalogue.intents(folder.resolve("intents.csv"), INTENTS);
        long posting = desk.surroundings().now();
        Arrival arrival = new Arrival(posting);
        Thread watch = Thread.ofVirtual().start(arrival);
        long half = Files.size(catalogue) / 2;
        load(c, catalogue, Wanted.OFFERS, read -> {
            if (read >= half && arrival.seen(HALFWAY_MILLIS)) {
                killB();
            }
        });
        killB();
        load(a, wants, Wanted.INTENTS, read -> {});
        b.start();
        b.awaitReady();
        tell("B is back, with all that it had acknowledged.");
        boolean equal = Patience.until(EQUAL_MILLIS, this::sameCounts) && sameIds();
        long equalMillis = desk.surroundings().now() - posting;
        watch.interrupt();
        long records = counts(b)[0];
        tell(
                equal
                        ? "All three hold the same %,d records, %,d ms after the first post."
                                .formatted(records, equalMillis)
                        : "The three do not hold the same.");
        return new Outcome(equal, records, arrival.millis, equal ? equalMillis : -1);
    }

    private void join(ChildNode joiner) throws IOException {
        try (Agent agent = agent(joiner)) {
            Join join = new Join(b.fact("invite"), true);
            JoinCommand.answer(
                    agent,
                    joiner.node(),
                    join,
                    agent.steward().read(join.link()).orThrow());
        }
        if (!JoinCommand.linked(joiner.node(), Bytes32.ofHex(b.fact("node")), LINKED_SECONDS)) {
            throw Failure.failed("demo", "Node " + joiner.name() + " and node B did not connect.", "");
        }
    }

    private Agent agent(ChildNode node) throws IOException {
        return node.home().open(desk.surroundings().clock(), desk.surroundings().random());
    }

    /** Once, when the first offers have passed B. */
    private void killB() {
        if (!killed) {
            killed = true;
            b.kill();
            tell("B was killed with kill -9.");
        }
    }

    private void load(ChildNode at, Path file, Wanted wanted, LongConsumer halfway) throws IOException {
        long begun = desk.surroundings().now();
        Importer.Listener listener = new Importer.Listener() {
            @Override
            public void refused(long row, String reason) {
                desk.say("  row " + row + ": " + reason);
            }

            @Override
            public void at(long row, long bytesRead) {
                halfway.accept(bytesRead);
            }

            @Override
            public void leaves() {}
        };
        try (Agent agent = agent(at);
                Rows rows = Rows.open(file, wanted, begun).orThrow()) {
            Importer.Outcome outcome = new Importer(agent, at.node(), wanted, listener).run(rows);
            if (outcome.trouble() != null) {
                throw Failure.failed("demo", Desk.sentence(outcome.trouble()), "");
            }
            String what = wanted == Wanted.OFFERS ? "offers were posted at C" : "intents were cast at A";
            tell("%,d %s in %,d ms."
                    .formatted(outcome.imported(), what, desk.surroundings().now() - begun));
        }
    }

    /** Records, intents and offers of a node; -1 where it does not answer. */
    private static long[] counts(ChildNode node) {
        try {
            return node.node().status() instanceof Reply.Got<JsonNode>(JsonNode status)
                    ? new long[] {
                        status.path("records").asLong(),
                        status.path("intents").asLong(),
                        status.path("offers").asLong()
                    }
                    : new long[] {-1, -1, -1};
        } catch (IOException | Failure e) {
            return new long[] {-1, -1, -1};
        }
    }

    private boolean sameCounts() {
        long[] at = counts(a);
        return at[0] > 0 && Arrays.equals(at, counts(b)) && Arrays.equals(at, counts(c));
    }

    private boolean sameIds() throws IOException {
        SortedSet<String> ids = ids(a);
        return ids.equals(ids(b)) && ids.equals(ids(c));
    }

    private static SortedSet<String> ids(ChildNode node) throws IOException {
        SortedSet<String> ids = new TreeSet<>();
        for (Kind kind : List.of(Kind.OFFER, Kind.INTENT)) {
            String cursor = null;
            do {
                var page = Desk.value(node.node().list(new NodePort.Query(kind, null, PAGE, cursor)));
                page.items().forEach(item -> ids.add(item.path("id").asText()));
                cursor = page.next();
            } while (cursor != null);
        }
        return ids;
    }

    /** Watches for the first offer of C's to reach A. */
    private final class Arrival implements Runnable {
        private final long posting;
        private volatile long millis = -1;
        private boolean asked;

        Arrival(long posting) {
            this.posting = posting;
        }

        /** Whether it was seen, waiting a while for it the first time that somebody asks. */
        boolean seen(long patienceMillis) {
            long wait = asked ? 0 : patienceMillis;
            asked = true;
            return Patience.until(wait, () -> millis >= 0);
        }

        @Override
        public void run() {
            if (Patience.until(EQUAL_MILLIS, () -> counts(a)[2] > 0)) {
                millis = desk.surroundings().now() - posting;
                tell("The first offer reached A, two links away, %,d ms after the first post.".formatted(millis));
            }
        }
    }

    private void tell(String what) {
        double seconds = (desk.surroundings().now() - started) / 1000.0;
        desk.say("%7.2f s  %s".formatted(seconds, what));
    }

    /** Tells how to use the nodes and waits for the end of the process. */
    void stayUp() {
        desk.say("");
        desk.say("They stay up until you press Ctrl-C. Try, in another terminal:");
        for (ChildNode node : all) {
            desk.say("  byway offer list --limit 5 --home " + node.home().folder());
        }
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the nodes, once. */
    @Override
    public synchronized void close() {
        all.parallelStream().forEach(ChildNode::stop);
        ended.countDown();
    }
}
