package org.byway.protocol.experience;

import java.util.Collection;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.byway.protocol.record.Bytes32;

/**
 * What experiences come to. Each author has one voice, however often they dealt.
 *
 * @param authors how many different ones tell
 * @param communities through how many different ones they tell
 * @param raters how many of the authors have given a rating
 * @param hundredths of the mean rating; 0 where nobody has given one
 */
public record Score(int experiences, int authors, int communities, int raters, int hundredths) {
    public static Score of(Collection<Told> told) {
        SortedSet<Bytes32> authors = new TreeSet<>();
        SortedSet<Bytes32> communities = new TreeSet<>();
        SortedMap<Bytes32, int[]> ratings = new TreeMap<>();
        for (Told each : told) {
            authors.add(each.author());
            communities.add(each.community());
            if (each.said().getRating() > 0) {
                int[] sum = ratings.computeIfAbsent(each.author(), none -> new int[2]);
                sum[0] += each.said().getRating();
                sum[1]++;
            }
        }
        double mean = ratings.values().stream()
                .mapToDouble(sum -> (double) sum[0] / sum[1])
                .average()
                .orElse(0);
        return new Score(told.size(), authors.size(), communities.size(), ratings.size(), (int) Math.round(100 * mean));
    }
}
