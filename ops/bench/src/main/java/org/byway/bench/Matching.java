package org.byway.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.byway.protocol.interest.Interest;
import org.byway.protocol.interest.InterestIndex;
import org.byway.protocol.interest.Owner;
import org.byway.protocol.interest.Position;
import org.byway.protocol.market.Candidate;
import org.byway.protocol.market.Lexicon;
import org.byway.protocol.market.Match;
import org.byway.protocol.market.Sought;
import org.byway.protocol.market.Taxonomy;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.search.Language;
import org.byway.protocol.search.Synonyms;

/** Matches records with interests as a node does, in this process and on one thread, by the words that a node ships with. */
public final class Matching {
    private static final int RECORDS = 20_000;
    private static final int PLAIN_RECORDS = 200;
    private static final int BATCH = 1_000;
    private static final double WARM_UP_SECONDS = 6;
    private static final double SECONDS = 4;

    private final InterestIndex index = new InterestIndex();
    private final List<Sought> soughts = new ArrayList<>();
    private final long now = System.currentTimeMillis();

    /**
     * Records a second on one thread.
     *
     * @param matchedPerSecond read, opened up and matched, as a node must
     * @param openedPerSecond read and opened up alone, whatever is matched then: the limit
     * @param plainPerSecond held against each of the interests, without files
     * @param found interests that a record fits, on the average
     */
    public record Figures(double matchedPerSecond, double openedPerSecond, double plainPerSecond, double found) {}

    Matching(List<Map<String, String>> wordings) throws IOException {
        Lexicon lexicon = new Lexicon(synonyms(), List.of(Taxonomy.shipped()));
        for (Map<String, String> wording : wordings) {
            Sought sought = Interest.read(1, Owner.HOME, Position.START, "", wording)
                    .orThrow()
                    .sought(lexicon);
            soughts.add(sought);
            index.put(soughts.size(), sought);
        }
    }

    private static Synonyms synonyms() throws IOException {
        try (InputStream in = Matching.class.getResourceAsStream("/synonyms.txt")) {
            return Synonyms.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .orThrow();
        }
    }

    private static Candidate open(SignedRecord record) {
        return Candidate.of(record.envelope(), record.content(), Language.ALL);
    }

    /** How many interests the record fits. */
    int count(SignedRecord record) {
        return index.matches(open(record), now).size();
    }

    Figures measure(Stalls stalls, long created) {
        List<SignedRecord> records = new ArrayList<>();
        for (int first = 0; first < RECORDS; first += BATCH) {
            records.addAll(stalls.batch(first, BATCH, created));
        }
        long found = 0;
        for (SignedRecord record : records) {
            found += count(record);
        }
        double matched = rate(records, this::count);
        double opened = rate(records, record -> open(record).categories().size());
        double plain = rate(records.subList(0, PLAIN_RECORDS), this::plain);
        return new Figures(matched, opened, plain, (double) found / records.size());
    }

    private int plain(SignedRecord record) {
        Candidate candidate = open(record);
        int count = 0;
        for (Sought sought : soughts) {
            count += Match.of(sought, candidate, now) instanceof Match.Fits ? 1 : 0;
        }
        return count;
    }

    /** Records a second, after a while in which Java compiles. */
    private static double rate(List<SignedRecord> records, ToIntFunction<SignedRecord> work) {
        run(records, work, WARM_UP_SECONDS);
        return run(records, work, SECONDS);
    }

    private static double run(List<SignedRecord> records, ToIntFunction<SignedRecord> work, double seconds) {
        long began = System.nanoTime();
        long until = began + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        long done = 0;
        long sum = 0;
        while (System.nanoTime() - until < 0) {
            sum += work.applyAsInt(records.get((int) (done++ % records.size())));
        }
        if (sum < 0) {
            throw new IllegalStateException("counts are not below 0");
        }
        return done * 1e9 / (System.nanoTime() - began);
    }
}
