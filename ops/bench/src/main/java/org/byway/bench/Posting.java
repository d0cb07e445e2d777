package org.byway.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.byway.protocol.seal.SignedRecord;

/** How long one post after the other takes over HTTP with keep-alive, each on disk before its answer. */
public final class Posting {
    private static final int LIMIT_COMMITS = 2_000;
    private static final long TIMEOUT_SECONDS = 30;
    private static final long FOLDER_BYTES = 256L << 20;

    private final Ground ground;
    private final int posts;

    /** All times in milliseconds; those of a commit are of the store alone, one after the other. */
    public record Figures(
            int posts,
            double postsPerSecond,
            double p50Millis,
            double p99Millis,
            double mostMillis,
            double commitP50Millis,
            double commitP99Millis) {}

    public Posting(Ground ground, int posts) {
        if (posts < 1) {
            throw new IllegalArgumentException("posts are positive");
        }
        this.ground = ground;
        this.posts = posts;
    }

    public Figures run(RandomGenerator random) throws IOException, InterruptedException, BenchFailure {
        try (Folder folder = Folder.make(ground.folder(), FOLDER_BYTES);
                NodeProcess node = NodeProcess.start(ground.launch(), folder.resolve("a"));
                Poster poster = new Poster(node.http(), TIMEOUT_SECONDS)) {
            int warm = Poster.warmUpPosts(posts);
            ground.say().accept("Posting %,d, to be warm.".formatted(warm));
            poster.warmUp(
                    warm,
                    () -> Hop.offer(node.community(), random),
                    done -> ground.progress().at(done, warm));
            oneByOne(poster, offers(node, posts, random));
            ground.say().accept("Posting %,d, one after the other.".formatted(posts));
            List<SignedRecord> records = offers(node, posts, random);
            long started = System.nanoTime();
            double[] millis = oneByOne(poster, records);
            double seconds = (System.nanoTime() - started) / 1e9;
            ground.say().accept("Committing one by one in the store alone.");
            double[] commits = new CommitLimit(folder.resolve("limit"), Integer.MAX_VALUE)
                    .millis(records.subList(0, Math.min(LIMIT_COMMITS, posts)));
            return new Figures(
                    posts,
                    posts / seconds,
                    Hop.quantile(millis, 0.5),
                    Hop.quantile(millis, 0.99),
                    millis[millis.length - 1],
                    Hop.quantile(commits, 0.5),
                    Hop.quantile(commits, 0.99));
        }
    }

    private static List<SignedRecord> offers(NodeProcess node, int count, RandomGenerator random) {
        List<SignedRecord> offers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            offers.add(Hop.offer(node.community(), random));
        }
        return offers;
    }

    /** Milliseconds of each, ascending. */
    private static double[] oneByOne(Poster poster, List<SignedRecord> records) throws BenchFailure {
        double[] millis = new double[records.size()];
        for (int i = 0; i < millis.length; i++) {
            long begun = System.nanoTime();
            Poster.failIf(poster.post(records.get(i)).join());
            millis[i] = (System.nanoTime() - begun) / 1e6;
        }
        Arrays.sort(millis);
        return millis;
    }
}
