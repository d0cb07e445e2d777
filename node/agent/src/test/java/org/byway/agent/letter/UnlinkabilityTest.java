package org.byway.agent.letter;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;
import org.byway.agent.catalogue.Wanted;
import org.byway.protocol.letter.SealedLetter;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Message;
import org.junit.jupiter.api.Test;

/**
 * A hostile node between two communities gets all that goes between them: the intents of a hundred buyers, ten of each, and the letters
 * that answer them, with those that answer these. It tries to tell which intents are of one buyer: by keys, tags, sizes and times. It
 * does as well as by chance.
 */
class UnlinkabilityTest {
    private static final int BUYERS = 100;
    private static final int INTENTS = 10;
    private static final int SELLERS = 50;
    private static final long WEEK_MILLIS = 7 * Limits.DAY_MILLIS;
    private static final double MARGIN = 0.05;
    private static final int PAIRS = 4_000;
    private static final int RUN_BYTES = 8;

    private final Random random = new Random(42);
    private final Map<Bytes32, TestNode> world = new HashMap<>();
    private final long[] now = {1_800_000_000_000L};

    /** All that was seen on behalf of one intent. */
    private record Seen(
            int buyer, SignedRecord record, Intent intent, List<byte[]> letters, long posted, long answered) {}

    private record Moment(long at, int buyer) {}

    @Test
    void whoWantsTwoThingsIsNotKnownToBeOne() throws IOException {
        List<Seen> all = traffic();
        Set<Integer> sizes = new HashSet<>();
        all.forEach(seen -> seen.letters().forEach(letter -> sizes.add(letter.length)));
        assertTrue(sizes.size() <= 4, "letters have these sizes: " + sizes);
        List<int[]> pairs = pairs(all);
        Map<String, ToDoubleBiFunction<Seen, Seen>> looks = new HashMap<>();
        looks.put("bytes in common", (one, other) -> common(one, other));
        looks.put("likeness of keys", (one, other) -> likeness(keys(one), keys(other)));
        looks.put("likeness of tags", (one, other) -> likeness(tags(one), tags(other)));
        looks.put("sizes", (one, other) -> -sizes(one, other));
        looks.put("time between intents", (one, other) -> -Math.abs(one.posted() - other.posted()));
        looks.put("time between answers", (one, other) -> -Math.abs(one.answered() - other.answered()));
        looks.put(
                "delay of the answer",
                (one, other) -> -Math.abs((one.answered() - one.posted()) - (other.answered() - other.posted())));
        looks.forEach((by, look) -> {
            double right = accuracy(all, pairs, look);
            assertTrue(right <= 0.5 + MARGIN, "by " + by + " " + right + " of the pairs were told apart");
        });
    }

    /** Casts, answers and answers to these, in the order of their times, through the node that looks on. */
    private List<Seen> traffic() throws IOException {
        TestNode home = new TestNode("home", world);
        TestNode away = new TestNode("away", world);
        List<TestHome> buyers = new ArrayList<>();
        for (int i = 0; i < BUYERS; i++) {
            buyers.add(new TestHome(1_000 + i, now, home));
        }
        List<TestHome> sellers = new ArrayList<>();
        for (int i = 0; i < SELLERS; i++) {
            sellers.add(new TestHome(7 + i, now, away));
        }
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < BUYERS * INTENTS; i++) {
            moments.add(new Moment(now[0] + random.nextLong(WEEK_MILLIS), i % BUYERS));
        }
        moments.sort((one, other) -> Long.compare(one.at(), other.at()));
        List<Seen> all = new ArrayList<>();
        for (Moment moment : moments) {
            now[0] = Math.max(now[0] + 1, moment.at());
            TestHome seller = sellers.get(random.nextInt(SELLERS));
            all.add(one(moment.buyer(), buyers.get(moment.buyer()), seller));
        }
        return all;
    }

    private Seen one(int number, TestHome buyer, TestHome seller) throws IOException {
        Map<String, String> want =
                Map.of("title", "Wanted " + random.nextInt(50), "text", "x".repeat(random.nextInt(300)));
        SignedRecord record = buyer.says(Wanted.INTENTS, want, random.nextBoolean() ? "y".repeat(100) : null);
        TestNode home = buyer.nodes.get(0);
        TestNode away = seller.nodes.get(0);
        int before = home.seen.size();
        int beforeAway = away.seen.size();
        Tie tie = seller.letters.correspondence().begin(Addressees.of(record).orThrow(), seller.nodeKeys());
        write(seller, tie);
        seller.round();
        buyer.round();
        Tie hers = buyer.letters.book().tie(tie.relationship()).orElseThrow();
        write(buyer, hers);
        buyer.round();
        seller.round();
        List<byte[]> letters = new ArrayList<>(away.seen.subList(beforeAway, away.seen.size()));
        letters.addAll(home.seen.subList(before, home.seen.size()));
        return new Seen(
                number,
                record,
                Intent.parseFrom(record.content()),
                letters,
                record.envelope().created(),
                now[0]);
    }

    private void write(TestHome who, Tie tie) throws IOException {
        Message.Builder message =
                Message.newBuilder().setText("z".repeat(1 + random.nextInt(random.nextInt(20) == 0 ? 3_000 : 300)));
        who.letters
                .correspondence()
                .write(tie, body -> body.setMessage(message))
                .orThrow();
    }

    /** As many pairs of one buyer as of two. */
    private List<int[]> pairs(List<Seen> all) {
        List<int[]> pairs = new ArrayList<>();
        int same = 0;
        int different = 0;
        while (same < PAIRS / 2 || different < PAIRS / 2) {
            int one = random.nextInt(all.size());
            int other = random.nextInt(all.size());
            boolean alike = all.get(one).buyer() == all.get(other).buyer();
            if (one != other && (alike ? same < PAIRS / 2 : different < PAIRS / 2)) {
                pairs.add(new int[] {one, other});
                same += alike ? 1 : 0;
                different += alike ? 0 : 1;
            }
        }
        Collections.shuffle(pairs, random);
        return pairs;
    }

    /** How often the looker is right on one half of the pairs, with the bound that serves best on the other half. */
    private static double accuracy(List<Seen> all, List<int[]> pairs, ToDoubleBiFunction<Seen, Seen> look) {
        double[] scores = pairs.stream()
                .mapToDouble(pair -> look.applyAsDouble(all.get(pair[0]), all.get(pair[1])))
                .toArray();
        boolean[] alike = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            alike[i] =
                    all.get(pairs.get(i)[0]).buyer() == all.get(pairs.get(i)[1]).buyer();
        }
        int half = scores.length / 2;
        double[] bounds = Arrays.copyOf(scores, half);
        double best = 0;
        double bound = 0;
        for (int i = 0; i < half; i += 10) {
            double right = right(scores, alike, 0, half, bounds[i]);
            if (right > best) {
                best = right;
                bound = bounds[i];
            }
        }
        return right(scores, alike, half, scores.length, bound);
    }

    private static double right(double[] scores, boolean[] alike, int from, int to, double bound) {
        int right = 0;
        for (int i = from; i < to; i++) {
            right += (scores[i] >= bound) == alike[i] ? 1 : 0;
        }
        return (double) right / (to - from);
    }

    /** Runs of bytes that occur in what is seen of both, and of nobody else's by design: keys, tags, ids. */
    private static double common(Seen one, Seen other) {
        Set<ByteString> runs = new HashSet<>();
        secrets(one).forEach(each -> runs(each).forEach(runs::add));
        return secrets(other)
                .mapToLong(each -> runs(each).filter(runs::contains).count())
                .sum();
    }

    private static Stream<ByteString> runs(byte[] bytes) {
        List<ByteString> runs = new ArrayList<>();
        for (int at = 0; at + RUN_BYTES <= bytes.length; at += RUN_BYTES) {
            runs.add(ByteString.copyFrom(bytes, at, RUN_BYTES));
        }
        return runs.stream();
    }

    /** All values that could be the same in two places, but those of the nodes and the community, which all share. */
    private static Stream<byte[]> secrets(Seen seen) {
        List<byte[]> all = new ArrayList<>();
        all.add(seen.record().envelope().author().bytes());
        all.add(Arrays.copyOfRange(seen.record().envelope().lineage().bytes(), 8, 32));
        all.add(seen.record().sealStatement().signer().bytes());
        all.add(seen.record().seal().signature());
        all.add(seen.intent().getReply().getTag().toByteArray());
        all.add(seen.intent().getReply().getKey().toByteArray());
        all.add(seen.intent().getSealedBody().toByteArray());
        for (byte[] letter : seen.letters()) {
            SealedLetter read = SealedLetter.parse(letter).orThrow();
            all.add(read.mailboxTag());
            all.add(read.blockTag().bytes());
            all.add(read.enc().bytes());
        }
        return all.stream();
    }

    private static byte[] keys(Seen seen) {
        return seen.intent()
                .getReply()
                .getKey()
                .concat(ByteString.copyFrom(seen.record().envelope().author().bytes()))
                .toByteArray();
    }

    private static byte[] tags(Seen seen) {
        return seen.intent()
                .getReply()
                .getTag()
                .concat(ByteString.copyFrom(SealedLetter.parse(seen.letters().get(0))
                        .orThrow()
                        .blockTag()
                        .bytes()))
                .toByteArray();
    }

    /** How many bits are alike. */
    private static double likeness(byte[] one, byte[] other) {
        int alike = 0;
        for (int i = 0; i < one.length; i++) {
            alike += 8 - Integer.bitCount((one[i] ^ other[i]) & 0xff);
        }
        return alike;
    }

    private static double sizes(Seen one, Seen other) {
        double apart = Math.abs(one.record().sizeBytes() - other.record().sizeBytes());
        for (int i = 0; i < Math.min(one.letters().size(), other.letters().size()); i++) {
            apart += Math.abs(one.letters().get(i).length - other.letters().get(i).length);
        }
        return apart;
    }
}
