package org.byway.server.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.FixedBitSet;

/** Documents that are in any of some lists, and worth the most points of those that they are in. */
final class Clause implements Part {
    private final List<Tier> tiers = new ArrayList<>();
    private final FixedBitSet any = new FixedBitSet(WINDOW_DOCUMENTS);
    private int open;

    /** Lists whose documents are worth the same. */
    private record Tier(int points, List<DocIdSetIterator> lists, FixedBitSet window) {
        void load(int from, int to) throws IOException {
            window.clear();
            for (DocIdSetIterator list : lists) {
                if (list.docID() < from) {
                    list.advance(from);
                }
                if (list.docID() < to) {
                    list.intoBitSet(to, window, from);
                }
            }
        }

        int next(int from, int before) throws IOException {
            int first = before;
            for (DocIdSetIterator list : lists) {
                int next = list.docID() < from ? list.advance(from) : list.docID();
                first = Math.min(first, next);
            }
            return first;
        }
    }

    /** What a clause is made of. */
    static final class Builder {
        private final TreeMap<Integer, List<DocIdSetIterator>> lists = new TreeMap<>(Collections.reverseOrder());

        Builder add(int points, List<DocIdSetIterator> found) {
            if (!found.isEmpty()) {
                lists.computeIfAbsent(points, any -> new ArrayList<>()).addAll(found);
            }
            return this;
        }

        Clause build() {
            return new Clause(this);
        }
    }

    private Clause(Builder builder) {
        builder.lists.forEach((points, lists) -> tiers.add(
                new Tier(points, lists, builder.lists.size() == 1 ? any : new FixedBitSet(WINDOW_DOCUMENTS))));
        open = tiers.size();
    }

    boolean isEmpty() {
        return tiers.isEmpty();
    }

    @Override
    public FixedBitSet load(int from, int to) throws IOException {
        if (tiers.size() == 1 && open == 1) {
            tiers.get(0).load(from, to);
            return any;
        }
        any.clear();
        for (int i = 0; i < open; i++) {
            Tier tier = tiers.get(i);
            tier.load(from, to);
            any.or(tier.window());
        }
        return any;
    }

    @Override
    public int next(int from) throws IOException {
        int first = DocIdSetIterator.NO_MORE_DOCS;
        for (int i = 0; i < open; i++) {
            first = tiers.get(i).next(from, first);
        }
        return first;
    }

    @Override
    public long cost() {
        long sum = 0;
        for (int i = 0; i < open; i++) {
            for (DocIdSetIterator list : tiers.get(i).lists()) {
                sum += list.cost();
            }
        }
        return sum;
    }

    @Override
    public int points(int offset) {
        for (int i = 0; i < open; i++) {
            if (tiers.get(i).window().get(offset)) {
                return tiers.get(i).points();
            }
        }
        return 0;
    }

    @Override
    public int mostPoints() {
        return open == 0 ? 0 : tiers.get(0).points();
    }

    @Override
    public void need(int leastPoints) {
        while (open > 0 && tiers.get(open - 1).points() < leastPoints) {
            open--;
        }
    }

    @Override
    public int lists() {
        int sum = 0;
        for (int i = 0; i < open; i++) {
            sum += tiers.get(i).lists().size();
        }
        return sum;
    }
}
