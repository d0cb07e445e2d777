package org.byway.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.junit.jupiter.api.Test;

/** Parts of a query over many windows, held against counting one document after the other. */
class PartTest {
    private static final int DOCUMENTS = 3 * Part.WINDOW_DOCUMENTS + 17;

    private final Random random = new Random(41);

    private TreeSet<Integer> some(int oneOf) {
        TreeSet<Integer> documents = new TreeSet<>();
        for (int document = 0; document < DOCUMENTS; document++) {
            if (random.nextInt(oneOf) == 0) {
                documents.add(document);
            }
        }
        return documents;
    }

    private static List<DocIdSetIterator> list(TreeSet<Integer> of) {
        FixedBitSet bits = new FixedBitSet(DOCUMENTS);
        of.forEach(bits::set);
        return List.of(new BitSetIterator(bits, of.size()));
    }

    /** Documents and points, as a clause and as plain sets. */
    private record Both(Clause clause, List<TreeSet<Integer>> sets, int[] points) {
        int points(int document) {
            return IntStream.range(0, points.length)
                    .filter(i -> sets.get(i).contains(document))
                    .map(i -> points[i])
                    .max()
                    .orElse(0);
        }

        boolean has(int document) {
            return sets.stream().anyMatch(set -> set.contains(document));
        }
    }

    private Both clause(int oneOf, int... points) {
        Clause.Builder builder = new Clause.Builder();
        List<TreeSet<Integer>> sets = new ArrayList<>();
        for (int each : points) {
            TreeSet<Integer> set = some(oneOf);
            sets.add(set);
            builder.add(each, list(set));
        }
        return new Both(builder.build(), sets, points);
    }

    /** Goes through all windows; each document's points, or -1 where it is not in the part. */
    private static int[] read(Part part) throws IOException {
        int[] found = new int[DOCUMENTS];
        Arrays.fill(found, -1);
        for (int from = part.next(0); from < DOCUMENTS; from = part.next(from + Part.WINDOW_DOCUMENTS)) {
            FixedBitSet window = part.load(from, Math.min(DOCUMENTS, from + Part.WINDOW_DOCUMENTS));
            for (int offset = 0; offset < Part.WINDOW_DOCUMENTS && from + offset < DOCUMENTS; offset++) {
                found[from + offset] = window.get(offset) ? part.points(offset) : -1;
            }
        }
        return found;
    }

    @Test
    void aDocumentIsWorthTheMostThatAnyListGivesIt() throws IOException {
        Both both = clause(40, 20, 8, 16, 8);
        int[] found = read(both.clause());
        for (int document = 0; document < DOCUMENTS; document++) {
            assertEquals(both.has(document) ? both.points(document) : -1, found[document]);
        }
    }

    @Test
    void listsThatGiveTooLittleAreLeftOut() throws IOException {
        Both both = clause(40, 20, 8);
        both.clause().need(9);
        int[] found = read(both.clause());
        for (int document = 0; document < DOCUMENTS; document++) {
            assertEquals(both.sets().get(0).contains(document) ? 20 : -1, found[document]);
        }
    }

    @Test
    void enoughOfTheClausesOrTheOneThatWillDoAlone() throws IOException {
        for (int least = 1; least <= 8; least++) {
            List<Both> some = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                some.add(clause(3, 20, 8));
            }
            Both alone = clause(50, 30);
            int[] found = read(new Choice(some.stream().map(Both::clause).toList(), least, alone.clause()));
            for (int document = 0; document < DOCUMENTS; document++) {
                int at = document;
                long count = some.stream().filter(one -> one.has(at)).count();
                int points = some.stream().mapToInt(one -> one.points(at)).sum() + alone.points(at);
                assertEquals(count >= least || alone.has(at) ? points : -1, found[document]);
            }
        }
    }
}
