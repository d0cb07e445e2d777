package org.byway.cli;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.byway.agent.Agent;
import org.byway.agent.Home;
import org.byway.agent.deal.Deals;
import org.byway.agent.keys.PrivateFiles;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.letter.Letters;
import org.byway.agent.letter.Tie;
import org.byway.agent.step.Known;
import org.byway.agent.step.Matters;
import org.byway.agent.vault.Vault;
import org.byway.bench.BenchFailure;
import org.byway.bench.Ground;
import org.byway.bench.LinkedNodes;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.letter.LetterAddress;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.step.Parties;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.LetterBody;
import org.byway.protocol.wire.LetterCame;
import org.byway.protocol.wire.LetterEntry;
import org.byway.protocol.wire.VaultEntry;

/** Deals between people at two nodes; and a vault in which many are open. */
final class DealBench {
    private static final int CONVERSATIONS = 100;
    private static final int PAGE = 1_000;
    private static final int LISTS = 20;
    private static final int SINGLE = 20;
    private static final int SIGNATURES = 5_000;

    private final Ground ground;
    private final Surroundings here;
    private final int pairs;
    private final int deals;
    private final int open;

    /**
     * What was found.
     *
     * @param nodeMillis of both nodes' processor for a deal
     * @param exchangeMillis from what one says until the other has it, ascending
     * @param firstListMillis in a process that has listed none before
     */
    record Figures(
            double dealsPerSecond,
            double nodeMillis,
            double[] exchangeMillis,
            double signaturesPerSecond,
            double firstListMillis,
            double listMillis) {}

    DealBench(Ground ground, Surroundings here, int pairs, int deals, int open) {
        this.ground = ground;
        this.here = here;
        this.pairs = pairs;
        this.deals = deals;
        this.open = open;
    }

    Figures run() throws IOException, InterruptedException, BenchFailure {
        Path folder = Files.createTempDirectory(ground.folder(), "byway-bench");
        try {
            double[] listed = list(folder);
            try (LinkedNodes nodes = LinkedNodes.start(ground, folder)) {
                List<DealPair> all = new ArrayList<>();
                try {
                    for (int i = 0; i < pairs; i++) {
                        all.add(DealPair.meet(folder.resolve("pair" + i), here, nodes));
                    }
                    ground.say().accept("Making deals between %d pairs.".formatted(pairs));
                    together(all, 1);
                    long cpu = nodes.cpuMillis();
                    long begun = System.nanoTime();
                    together(all, deals);
                    double seconds = (System.nanoTime() - begun) / 1e9;
                    double millis = (double) (nodes.cpuMillis() - cpu) / (pairs * deals);
                    ground.say().accept("Making deals of one pair alone.");
                    List<Double> single = new ArrayList<>();
                    for (int i = 0; i < SINGLE; i++) {
                        single.addAll(all.get(0).deal());
                    }
                    double[] exchanges =
                            single.stream().mapToDouble(each -> each).sorted().toArray();
                    return new Figures(pairs * deals / seconds, millis, exchanges, signatures(), listed[0], listed[1]);
                } finally {
                    for (DealPair each : all) {
                        each.close();
                    }
                }
            }
        } finally {
            PrivateFiles.remove(folder);
        }
    }

    /** Each pair makes so many deals, one after the other, and all pairs at once. */
    private static void together(List<DealPair> all, int each) throws InterruptedException, BenchFailure {
        try (ExecutorService threads = Executors.newFixedThreadPool(all.size())) {
            List<Callable<Integer>> work = new ArrayList<>();
            for (DealPair pair : all) {
                work.add(() -> {
                    for (int i = 0; i < each; i++) {
                        pair.deal();
                    }
                    return each;
                });
            }
            for (Future<Integer> done : threads.invokeAll(work)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new BenchFailure("bench", "A deal did not come about: " + e.getCause(), "");
        }
    }

    /** Signed and checked, on one thread: each letter takes two of the agents, and each step two more. */
    private double signatures() {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        here.random().nextBytes(seed);
        SigningKey key = SigningKey.ofSeed(seed);
        StrictEd25519 checks = new StrictEd25519();
        int held = 0;
        long begun = System.nanoTime();
        for (int i = 0; i < SIGNATURES; i++) {
            seed[0] = (byte) i;
            seed[1] = (byte) (i >> Byte.SIZE);
            held += checks.verify(key.publicKey(), seed, key.sign(seed)) ? 1 : 0;
        }
        return held / ((System.nanoTime() - begun) / 1e9);
    }

    /** The first list of a process that opens a vault of many, and the median of later ones. */
    private double[] list(Path folder) throws IOException {
        Home home = new Home(folder.resolve("list"));
        fill(home);
        double[] millis = new double[LISTS];
        try (Agent agent = home.open(here.clock(), here.random())) {
            Letters letters = home.letters(agent, here.clock(), here.random());
            Matters<DealState> all = Deals.in(letters.correspondence());
            for (int i = 0; i < LISTS; i++) {
                long begun = System.nanoTime();
                int lines = 0;
                for (Known<DealState> known : all.all()) {
                    lines += DealLines.line(known).isEmpty() ? 0 : 1;
                }
                millis[i] = (System.nanoTime() - begun) / 1e6;
                if (lines != open) {
                    throw new IllegalStateException(lines + " deals of " + open);
                }
            }
        }
        double first = millis[0];
        Arrays.sort(millis);
        return new double[] {first, millis[LISTS / 2]};
    }

    private void fill(Home home) throws IOException {
        ground.say().accept("Filling a vault with open deals.");
        try (Agent agent = home.open(here.clock(), here.random())) {
            agent.steward().found("Bench", Bytes32.ZERO);
            Correspondence letters =
                    home.letters(agent, here.clock(), here.random()).correspondence();
            List<Tie> ties = new ArrayList<>();
            for (int i = 0; i < CONVERSATIONS; i++) {
                Bytes32 node = new Bytes32(0, 0, 0, i);
                LetterAddress address = new LetterAddress(
                        "%032x".formatted(i), agent.keys().sealing(node).publicKey(), List.of(node));
                Bytes32 theirs = agent.keys().persona(node).publicKey();
                ties.add(letters.begin(new Correspondence.Addressee(address, theirs, node), List.of(node)));
            }
            for (int from = 0; from < open; from += PAGE) {
                List<VaultEntry> page = new ArrayList<>();
                for (int i = from; i < Math.min(open, from + PAGE); i++) {
                    int tie = i % CONVERSATIONS;
                    SigningKey key = agent.keys().persona(new Bytes32(0, 0, 0, tie));
                    page.add(quoted(ties.get(tie), key, letters.ownKey(ties.get(tie)), i));
                }
                try (Vault.Page writing = agent.vault().write()) {
                    writing.append(page);
                }
                ground.progress().at(from, open);
            }
        }
    }

    private VaultEntry quoted(Tie tie, SigningKey theirs, Bytes32 own, int number) {
        byte[] id = new byte[StepLimits.ID_BYTES];
        here.random().nextBytes(id);
        ByteString deal = ByteString.copyFrom(id);
        long at = here.now() + number;
        DealStep.Builder step = DealStep.newBuilder()
                .setDeal(deal)
                .setAt(at)
                .setTo(ByteString.copyFrom(own.bytes()))
                .setQuote(Deals.quote(new Parties(deal, theirs.publicKey(), own), DealPair.bread(at)));
        LetterBody body = LetterBody.newBuilder()
                .setWritten(at)
                .setDeal(Step.sign(theirs, step).orThrow().signed())
                .build();
        LetterCame came = LetterCame.newBuilder()
                .setRelationship(ByteString.copyFrom(tie.relationship().bytes()))
                .setNumber(1 + number / CONVERSATIONS)
                .setBody(body.toByteString())
                .setAt(at)
                .build();
        return VaultEntry.newBuilder()
                .setNoted(at)
                .setLetters(LetterEntry.newBuilder().setCame(came))
                .build();
    }
}
