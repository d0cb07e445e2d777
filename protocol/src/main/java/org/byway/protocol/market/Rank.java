package org.byway.protocol.market;

import org.byway.protocol.record.Bytes32;

/**
 * Where something that was found stands: by its worth, which is lower the better, then newest first, then by the higher
 * id. No two records share a rank, so that the same query has one order everywhere.
 *
 * @param worth the negative score, whole metres, minor units of a currency, or 0, as the sort asks
 */
public record Rank(long worth, long created, Bytes32 id) implements Comparable<Rank> {
    public static Rank of(Sort sort, Match.Fits fits, Candidate candidate) {
        long worth = switch (sort) {
            case RELEVANCE -> -fits.score();
            case DISTANCE -> fits.metres();
            case PRICE -> candidate.priceForSort();
            case NEW -> 0;
        };
        return new Rank(worth, candidate.created(), candidate.id());
    }

    @Override
    public int compareTo(Rank other) {
        int order = Long.compare(worth, other.worth);
        if (order == 0) {
            order = Long.compare(other.created, created);
        }
        return order == 0 ? other.id.compareTo(id) : order;
    }
}
