package org.byway.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.byway.protocol.community.LinkHalf;

/** Communities, one host each, numbered from 0, and the links between them. */
public record Shape(String name, int hosts, List<Edge> edges) {
    /** A link: who answered whose invite, and how far records of others may have come to be carried over it. */
    public record Edge(int joiner, int inviter, int transitHops) {
        boolean joins(int one, int other) {
            return (joiner == one && inviter == other) || (joiner == other && inviter == one);
        }
    }

    public static Shape line(int hosts, int transitHops) {
        return chain("line", hosts, transitHops, false);
    }

    public static Shape ring(int hosts, int transitHops) {
        return chain(hosts == 3 ? "triangle" : "ring", hosts, transitHops, true);
    }

    /** A ring in which each host has a link with the one so many farther on, too. */
    public static Shape chords(int hosts, int chord, int transitHops) {
        List<Edge> edges = new ArrayList<>(ring(hosts, transitHops).edges());
        for (int host = 0; host < hosts; host++) {
            edges.add(new Edge(host, (host + chord) % hosts, transitHops));
        }
        return new Shape("chords", hosts, edges);
    }

    private static Shape chain(String name, int hosts, int transitHops, boolean closed) {
        List<Edge> edges = new ArrayList<>();
        for (int host = 0; host < hosts - (closed ? 0 : 1); host++) {
            edges.add(new Edge(host, (host + 1) % hosts, transitHops));
        }
        return new Shape(name, hosts, edges);
    }

    static Shape drawn(Dice dice) {
        int transitHops = dice.among(List.of(0, 1, 2, 3, 3));
        return switch (dice.among(5)) {
            case 0 -> line(2, transitHops);
            case 1 -> line((int) dice.between(3, 5), transitHops);
            case 2 -> ring(3, transitHops);
            case 3 -> ring((int) dice.between(4, 6), transitHops);
            default -> random(dice);
        };
    }

    private static Shape random(Dice dice) {
        int hosts = (int) dice.between(3, 6);
        List<Edge> edges = new ArrayList<>();
        for (int host = 1; host < hosts; host++) {
            edges.add(new Edge(host, dice.among(host), (int) dice.between(0, 3)));
            int other = dice.among(host);
            if (dice.chance(0.4) && edges.stream().noneMatch(joined(host, other))) {
                edges.add(new Edge(other, host, (int) dice.between(0, 3)));
            }
        }
        return new Shape("random", hosts, edges);
    }

    private static java.util.function.Predicate<Edge> joined(int one, int other) {
        return edge -> edge.joins(one, other);
    }

    boolean linked(int one, int other) {
        return edges.stream().anyMatch(joined(one, other));
    }

    /** For each host, whether it is to carry the records of that community: by which links may they come? */
    boolean[] reach(int community) {
        int[] hops = new int[hosts];
        Arrays.fill(hops, Integer.MAX_VALUE);
        hops[community] = 0;
        ArrayDeque<Integer> next = new ArrayDeque<>(List.of(community));
        while (!next.isEmpty()) {
            int host = next.poll();
            for (Edge edge : edges) {
                int other = edge.joiner() == host ? edge.inviter() : edge.inviter() == host ? edge.joiner() : host;
                boolean travels = hops[host] <= edge.transitHops() && hops[host] < LinkHalf.MOST_HOPS;
                if (travels && hops[other] == Integer.MAX_VALUE) {
                    hops[other] = hops[host] + 1;
                    next.add(other);
                }
            }
        }
        boolean[] reached = new boolean[hosts];
        for (int host = 0; host < hosts; host++) {
            reached[host] = hops[host] != Integer.MAX_VALUE;
        }
        return reached;
    }
}
