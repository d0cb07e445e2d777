package org.byway.protocol.community;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/**
 * What is carried over a link.
 *
 * @param transitHops how far records may have come, in links; 0: only each other's own
 * @param kinds those alone; all where it is empty
 * @param areas what lies there, of what says where it is
 */
public record LinkScope(int transitHops, List<Integer> kinds, LinkAreas areas) {
    public static final int MOST_KINDS = 32;
    /** By which everything else is judged, ended or let in: they are carried over every link. */
    private static final Set<Kind> ALWAYS = EnumSet.of(
            Kind.CHARTER,
            Kind.NODE_ANNOUNCEMENT,
            Kind.FEDERATION_LINK,
            Kind.KEY_EVENT,
            Kind.WITHDRAWAL,
            Kind.MEMBERSHIP,
            Kind.EQUIVOCATION_PROOF,
            Kind.NOTICE);

    static Checked<LinkScope> read(org.byway.protocol.wire.LinkScope wire) {
        boolean fits = wire.getTransitHops() >= 0
                && wire.getTransitHops() <= LinkHalf.MOST_HOPS
                && wire.getKindsCount() <= MOST_KINDS
                && wire.getKindsList().stream().allMatch(kind -> kind > 0 && kind < Limits.KIND_NUMBERS)
                && wire.getKindsList().stream().distinct().count() == wire.getKindsCount()
                && LinkAreas.fit(wire.getAreasList());
        return fits
                ? new Checked.Ok<>(new LinkScope(
                        wire.getTransitHops(), List.copyOf(wire.getKindsList()), LinkAreas.of(wire.getAreasList())))
                : Refusal.of(Reason.BAD_LINK, "a link is narrowed to at most 3 hops, 32 kinds and 64 cells");
    }

    org.byway.protocol.wire.LinkScope wire() {
        return org.byway.protocol.wire.LinkScope.newBuilder()
                .setTransitHops(transitHops)
                .addAllKinds(kinds)
                .addAllAreas(areas.cells())
                .build();
    }

    /** What both let through. Where they have no kind in common, nothing but what is always carried. */
    public LinkScope and(LinkScope other) {
        List<Integer> both = new ArrayList<>(kinds.isEmpty() ? other.kinds : kinds);
        if (!kinds.isEmpty() && !other.kinds.isEmpty()) {
            both.retainAll(other.kinds);
            both = both.isEmpty() ? List.of(Kind.CHARTER.number()) : both;
        }
        return new LinkScope(Math.min(transitHops, other.transitHops), List.copyOf(both), areas.and(other.areas));
    }

    /** @param content null where it is not known: then it may lie anywhere */
    public boolean carries(int kind, byte[] content) {
        return isAlwaysCarried(kind) || ((kinds.isEmpty() || kinds.contains(kind)) && areas.carry(kind, content));
    }

    /** Whether one of these is carried, of kinds of which none is carried over every link. */
    public boolean carriesAny(int[] some) {
        if (kinds.isEmpty()) {
            return true;
        }
        for (int kind : some) {
            if (kinds.contains(kind)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it goes over every link, whatever is left out. */
    public static boolean isAlwaysCarried(int kind) {
        Kind known = Kind.of(kind);
        return known != null && ALWAYS.contains(known);
    }
}
