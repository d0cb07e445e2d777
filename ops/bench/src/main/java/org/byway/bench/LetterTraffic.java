package org.byway.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.LetterPost;

/**
 * Letters from members at one node to mailboxes at another: how many a second, how fast one goes when nothing else does, and
 * how many can wait.
 *
 * <p>Letters are sealed and the requests that post them signed beforehand; polls and acknowledgements are signed in the run. The
 * bench and both nodes share the machine.
 */
public final class LetterTraffic {
    private static final long ARRIVE_SECONDS = 300;
    private static final long FOLDER_BYTES = 2L << 30;
    private static final int LIMIT_COMMITS = 1_000;
    private static final long VERIFY_MILLIS = 1_500;
    /** Signatures are good for 300 s. */
    private static final int MOST_PREPARED = 20_000;

    private final Ground ground;
    private final Plan plan;

    /**
     * @param letters sent as fast as they are taken
     * @param single sent one after the other
     * @param waiting letters that are left where they wait; 0: not tried
     */
    public record Plan(int senders, int receivers, int letters, int single, int waiting) {
        public Plan {
            if (senders < 1 || receivers < 1 || letters < 1 || single < 1 || waiting < 0) {
                throw new IllegalArgumentException("senders, receivers and letters are positive");
            }
        }
    }

    /**
     * Times in milliseconds.
     *
     * @param lettersPerSecond from the first request until the last letter is fetched
     * @param doubled fetched twice
     * @param p50Millis from the request until the receiver's poll is answered, one letter after the other
     * @param nodeMicros processor time of both nodes for a letter
     * @param verifyPerSecond signatures that one thread checks
     * @param commitP50Millis of the mail store alone
     */
    public record Figures(
            int letters,
            double lettersPerSecond,
            int doubled,
            double p50Millis,
            double p99Millis,
            double mostMillis,
            double nodeMicros,
            double verifyPerSecond,
            double commitP50Millis,
            double commitP99Millis,
            Waiting waiting) {}

    /** Letters that wait: how fast they came, what the node needs, and how fast they are fetched in the end. */
    public record Waiting(
            int letters, double filledPerSecond, double heapBytes, long diskBytes, double fetchedPerSecond) {}

    public LetterTraffic(Ground ground, Plan plan) {
        this.ground = ground;
        this.plan = plan;
    }

    public Figures run(RandomGenerator random) throws IOException, InterruptedException, BenchFailure {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (Folder folder = Folder.make(ground.folder(), FOLDER_BYTES);
                NodeProcess a = NodeProcess.start(ground.launch(), folder.resolve("a"));
                NodeProcess b = NodeProcess.start(ground.launch(), folder.resolve("b"));
                LetterClient atA = new LetterClient(vertx, a.http(), a.address().node(), random);
                LetterClient atB = new LetterClient(vertx, b.http(), b.address().node(), random)) {
            String home = folder.resolve("b").toString();
            ground.launch()
                    .run(folder.resolve("join.log"), "join", a.inviteText(), "--transit", "--json", "--home", home);
            Bytes32 mailboxNode = b.address().node();
            LetterPeople people = new LetterPeople(plan.senders(), plan.receivers(), random);
            people.open(atB);
            LetterReceivers receivers = new LetterReceivers(atB, true);
            receivers.begin(people);

            ground.say().accept("Sending %,d letters, to be warm.".formatted(plan.letters()));
            many(people, atA, mailboxNode, receivers);
            ground.say().accept("Sending %,d letters as fast as they are taken.".formatted(plan.letters()));
            long cpu = a.cpuMillis() + b.cpuMillis();
            double perSecond = many(people, atA, mailboxNode, receivers);
            double micros = 1e3 * (a.cpuMillis() + b.cpuMillis() - cpu) / plan.letters();
            ground.say().accept("Sending %,d letters, one after the other.".formatted(plan.single()));
            double[] single = oneByOne(people, atA, mailboxNode, receivers);
            receivers.end();
            Waiting waiting = plan.waiting() == 0 ? null : waiting(people, atA, atB, b, mailboxNode);
            ground.say().accept("Measuring what this machine could do at best.");
            double verify = new VerifyLimit(ground.checks().get()).perSecond(VERIFY_MILLIS, VERIFY_MILLIS);
            double[] commits = new MailLimit(folder.resolve("limit")).millis(LIMIT_COMMITS, random);
            return new Figures(
                    plan.letters(),
                    perSecond,
                    receivers.doubled(),
                    Hop.quantile(single, 0.5),
                    Hop.quantile(single, 0.99),
                    single[single.length - 1],
                    micros,
                    verify,
                    Hop.quantile(commits, 0.5),
                    Hop.quantile(commits, 0.99),
                    waiting);
        } finally {
            vertx.close().await();
        }
    }

    /** Sends the planned letters, each sender one after the other and all senders at once; letters a second until all are fetched. */
    private double many(LetterPeople people, LetterClient atA, Bytes32 mailboxNode, LetterReceivers receivers)
            throws InterruptedException, BenchFailure {
        double seconds = 0;
        for (int done = 0; done < plan.letters(); done += MOST_PREPARED) {
            int count = Math.min(MOST_PREPARED, plan.letters() - done);
            List<LetterClient.Prepared> prepared = prepare(people, atA, mailboxNode, count);
            receivers.expect(count);
            long begun = System.nanoTime();
            post(atA, prepared, plan.senders());
            receivers.await(ARRIVE_SECONDS);
            seconds += (System.nanoTime() - begun) / 1e9;
            ground.progress().at(done + count, plan.letters());
        }
        return plan.letters() / seconds;
    }

    private List<LetterClient.Prepared> prepare(LetterPeople people, LetterClient at, Bytes32 mailboxNode, int count) {
        List<LetterClient.Prepared> prepared = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            prepared.add(people.letter(i, at, mailboxNode));
        }
        return prepared;
    }

    /** Returns once all are answered for; so many are asked at once. */
    private static void post(LetterClient at, List<LetterClient.Prepared> prepared, int atOnce)
            throws InterruptedException, BenchFailure {
        ConcurrentLinkedQueue<LetterClient.Prepared> queue = new ConcurrentLinkedQueue<>(prepared);
        AtomicReference<String> fault = new AtomicReference<>();
        CountDownLatch open = new CountDownLatch(prepared.size());
        for (int i = 0; i < atOnce; i++) {
            next(at, queue, open, fault);
        }
        while (!open.await(1, TimeUnit.SECONDS)) {
            Poster.failIf(fault.get());
        }
        Poster.failIf(fault.get());
    }

    private static void next(
            LetterClient at,
            ConcurrentLinkedQueue<LetterClient.Prepared> queue,
            CountDownLatch open,
            AtomicReference<String> fault) {
        LetterClient.Prepared one = queue.poll();
        if (one == null) {
            return;
        }
        at.send(one)
                .onComplete(
                        answer -> {
                            if (!answer.isGood()) {
                                fault.compareAndSet(null, answer.problem());
                            }
                            open.countDown();
                            next(at, queue, open, fault);
                        },
                        failure -> fault.compareAndSet(null, failure.toString()));
    }

    /** Milliseconds from the request of each until it is fetched, ascending. */
    private double[] oneByOne(LetterPeople people, LetterClient atA, Bytes32 mailboxNode, LetterReceivers receivers)
            throws InterruptedException, BenchFailure {
        double[] millis = new double[plan.single()];
        for (int i = 0; i < millis.length; i++) {
            LetterClient.Prepared letter = people.letter(i, atA, mailboxNode);
            Bytes32 id = id(letter);
            receivers.expect(1);
            long begun = System.nanoTime();
            Asker.Answer answer = atA.send(letter).await();
            Poster.failIf(answer.isGood() ? null : answer.problem());
            receivers.await(ARRIVE_SECONDS);
            millis[i] = (receivers.fetchedAt(id) - begun) / 1e6;
        }
        Arrays.sort(millis);
        return millis;
    }

    private static Bytes32 id(LetterClient.Prepared letter) {
        try {
            return Sha256.of(
                    LetterPost.parseFrom(letter.body().getBytes()).getLetter().toByteArray());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private Waiting waiting(
            LetterPeople earlier, LetterClient atA, LetterClient atB, NodeProcess b, Bytes32 mailboxNode)
            throws IOException, InterruptedException, BenchFailure {
        ground.say().accept("Leaving %,d letters where they wait.".formatted(plan.waiting()));
        LetterPeople people = earlier.withOtherBoxes(plan.receivers());
        people.open(atB);
        long begun = System.nanoTime();
        double preparing = 0;
        for (int done = 0; done < plan.waiting(); done += MOST_PREPARED) {
            int count = Math.min(MOST_PREPARED, plan.waiting() - done);
            long before = System.nanoTime();
            List<LetterClient.Prepared> prepared = prepare(people, atA, mailboxNode, count);
            preparing += (System.nanoTime() - before) / 1e9;
            post(atA, prepared, plan.senders());
            ground.progress().at(done + count, plan.waiting());
        }
        double seconds = (System.nanoTime() - begun) / 1e9 - preparing;
        double heap = b.heapBytes(HttpClient.newHttpClient());
        long disk = b.folderBytes("mail");
        LetterReceivers receivers = new LetterReceivers(atB, false);
        receivers.expect(plan.waiting());
        begun = System.nanoTime();
        receivers.begin(people);
        receivers.await(ARRIVE_SECONDS);
        double fetching = (System.nanoTime() - begun) / 1e9;
        receivers.end();
        return new Waiting(plan.waiting(), plan.waiting() / seconds, heap, disk, plan.waiting() / fetching);
    }
}
