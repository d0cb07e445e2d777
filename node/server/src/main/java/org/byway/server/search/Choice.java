package org.byway.server.search;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.FixedBitSet;

/**
 * Documents that are in enough of some clauses, or in one that will do alone; they are worth what all of these give them
 * together. How many each is in is counted in binary, sixty-four documents at a time.
 */
final class Choice implements Part {
    private static final int WORDS = WINDOW_DOCUMENTS / Long.SIZE;

    private final List<Clause> some;
    private final int least;
    private final Clause alone;
    private final long[][] counted;
    private final FixedBitSet window = new FixedBitSet(WINDOW_DOCUMENTS);

    /** @param alone null where none will do */
    Choice(List<Clause> some, int least, Clause alone) {
        this.some = some;
        this.least = least;
        this.alone = alone;
        this.counted = new long[Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, some.size()))][WORDS];
    }

    @Override
    public FixedBitSet load(int from, int to) throws IOException {
        for (long[] plane : counted) {
            Arrays.fill(plane, 0);
        }
        for (Clause clause : some) {
            count(clause.load(from, to).getBits());
        }
        enough(window.getBits());
        if (alone != null) {
            window.or(alone.load(from, to));
        }
        return window;
    }

    private void count(long[] found) {
        for (int i = 0; i < WORDS; i++) {
            long carry = found[i];
            for (int plane = 0; carry != 0; plane++) {
                long before = counted[plane][i];
                counted[plane][i] = before ^ carry;
                carry &= before;
            }
        }
    }

    private void enough(long[] result) {
        for (int i = 0; i < WORDS; i++) {
            long more = 0;
            long same = least > some.size() ? 0 : -1;
            for (int plane = counted.length - 1; plane >= 0; plane--) {
                if ((least >> plane & 1) == 0) {
                    more |= same & counted[plane][i];
                    same &= ~counted[plane][i];
                } else {
                    same &= counted[plane][i];
                }
            }
            result[i] = more | same;
        }
    }

    @Override
    public int next(int from) throws IOException {
        int first = alone == null ? DocIdSetIterator.NO_MORE_DOCS : alone.next(from);
        if (least <= some.size()) {
            for (Clause clause : some) {
                first = Math.min(first, clause.next(from));
            }
        }
        return first;
    }

    @Override
    public long cost() {
        return some.stream().mapToLong(Clause::cost).sum() + (alone == null ? 0 : alone.cost());
    }

    @Override
    public int points(int offset) {
        int sum = alone == null ? 0 : alone.points(offset);
        for (Clause clause : some) {
            sum += clause.points(offset);
        }
        return sum;
    }

    @Override
    public int mostPoints() {
        return some.stream().mapToInt(Clause::mostPoints).sum() + (alone == null ? 0 : alone.mostPoints());
    }

    @Override
    public void need(int leastPoints) {
        int most = mostPoints();
        for (Clause clause : some) {
            clause.need(leastPoints - (most - clause.mostPoints()));
        }
        if (alone != null) {
            alone.need(leastPoints - (most - alone.mostPoints()));
        }
    }

    @Override
    public int lists() {
        return some.stream().mapToInt(Clause::lists).sum() + (alone == null ? 0 : alone.lists());
    }
}
