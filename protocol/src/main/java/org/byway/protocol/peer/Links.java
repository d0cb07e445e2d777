package org.byway.protocol.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.byway.protocol.community.Address;
import org.byway.protocol.community.Charter;
import org.byway.protocol.community.Link;
import org.byway.protocol.community.LinkHalf;
import org.byway.protocol.community.LinkScope;
import org.byway.protocol.community.Succession;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.seal.SignedRecord;

/**
 * The links of this community, by the digest of the answering half. A link holds while a record says so and none says
 * that it ended. Our half must be signed by our stewards; theirs is checked against their charter when they greet.
 */
final class Links {
    private final Context context;
    private final SortedMap<Bytes32, Known> known = new TreeMap<>();
    private final SortedSet<Bytes32> ended = new TreeSet<>();

    private final SortedMap<Side, Narrowed> narrowed = new TreeMap<>();

    private record Known(Bytes32 record, Link link, long expires) {}

    /** One side of a link. */
    private record Side(Bytes32 link, Bytes32 community) implements Comparable<Side> {
        @Override
        public int compareTo(Side other) {
            int order = link.compareTo(other.link);
            return order == 0 ? community.compareTo(other.community) : order;
        }
    }

    private record Narrowed(Bytes32 record, long created, LinkScope scope) implements Comparable<Narrowed> {
        @Override
        public int compareTo(Narrowed other) {
            int order = Long.compare(created, other.created);
            return order == 0 ? other.record.compareTo(record) : order;
        }
    }

    Links(Context context) {
        this.context = context;
    }

    /** Whether it was signed by one who is or was our steward: who was one may be one again, and a stranger takes no room. */
    private boolean wasOurs(LinkHalf half) {
        Succession path = context.charters().of(own());
        return path == null
                ? isOurs(half)
                : path.path().stream().anyMatch(charter -> charter.hasSteward(half.steward()));
    }

    private boolean isOurs(LinkHalf half) {
        return context.own().hasSteward(half.steward());
    }

    private Bytes32 own() {
        return context.community();
    }

    /** Takes note of a FederationLink record that is held; whether it concerns this community. */
    boolean note(SignedRecord record) {
        return record.content() != null
                && Link.held(record.envelope(), record.content()) instanceof Checked.Ok<Link>(Link link)
                && note(record, link);
    }

    /** Takes note of a link whose signatures were checked; whether it concerns this community. */
    boolean note(SignedRecord record, Link link) {
        LinkHalf theirs = link.other(own());
        if (theirs == null || !wasOurs(link.other(theirs.community()))) {
            return false;
        }
        Bytes32 name = link.joiner().digest();
        if (link.ended()) {
            if (maySay(record, link)) {
                ended.add(name);
            }
        } else if (link.scope() != null) {
            narrow(name, record, link);
        } else if (known.size() < PeerLimits.LINKS || known.containsKey(name)) {
            known.put(name, new Known(record.id(), link, record.envelope().expires()));
        }
        return true;
    }

    /** Whoever signed the half may end and narrow it, and so may every steward in force. */
    private boolean maySay(SignedRecord record, Link link) {
        Bytes32 side = record.envelope().community();
        LinkHalf half = link.inviter().community().equals(side) ? link.inviter() : link.joiner();
        Charter standing = context.charters().standing(side);
        return half.steward().equals(record.envelope().author())
                || (standing != null && standing.hasSteward(record.envelope().author()));
    }

    /** The latest word of each side counts; of two of one moment, that with the lower id. */
    private void narrow(Bytes32 name, SignedRecord record, Link link) {
        Side side = new Side(name, record.envelope().community());
        Narrowed before = narrowed.get(side);
        boolean room = before != null || narrowed.size() < 2 * PeerLimits.LINKS;
        Narrowed now = new Narrowed(record.id(), record.envelope().created(), link.scope());
        if (maySay(record, link) && room && (before == null || now.compareTo(before) > 0)) {
            narrowed.put(side, now);
        }
    }

    /** What a link carries, by its halves and by what each side has said since. */
    LinkScope scope(Link link) {
        LinkScope scope = link.agreed();
        for (LinkHalf half : List.of(link.inviter(), link.joiner())) {
            Narrowed said = narrowed.get(new Side(link.joiner().digest(), half.community()));
            scope = said == null ? scope : scope.and(said.scope());
        }
        return scope;
    }

    /** A withdrawn link is as good as one that never was; whether that was one. */
    boolean forget(Bytes32 record) {
        boolean narrow = narrowed.values().removeIf(each -> each.record().equals(record));
        return known.values().removeIf(each -> each.record().equals(record)) || narrow;
    }

    /** The best link with a community whose charter is given, or null. */
    Link with(Charter other, long now) {
        Link best = null;
        for (Known each : standing(now)) {
            LinkHalf theirs = each.link().other(own());
            boolean holds = theirs.community().equals(other.community()) && other.hasSteward(theirs.steward());
            if (holds
                    && (best == null
                            || scope(each.link()).transitHops() > scope(best).transitHops())) {
                best = each.link();
            }
        }
        return best;
    }

    /** The communities with which a link stands. */
    SortedSet<Bytes32> communities(long now) {
        SortedSet<Bytes32> out = new TreeSet<>();
        standing(now).forEach(each -> out.add(each.link().other(own()).community()));
        return out;
    }

    /** Where to dial: the inviters whose invites this community answered. */
    SortedSet<Address> addresses(long now) {
        SortedSet<Address> out = new TreeSet<>();
        for (Known each : standing(now)) {
            if (each.link().joiner().community().equals(own())) {
                out.addAll(each.link().inviter().addresses());
            }
        }
        return out;
    }

    /** Ids of the records behind the links that stand. */
    List<Bytes32> papers(long now) {
        List<Bytes32> out = new ArrayList<>();
        standing(now).forEach(each -> {
            out.add(each.record());
            Bytes32 name = each.link().joiner().digest();
            narrowed.forEach((side, said) -> {
                if (side.link().equals(name)) {
                    out.add(said.record());
                }
            });
        });
        return out.subList(0, Math.min(out.size(), PeerLimits.PAPERS - 1));
    }

    private List<Known> standing(long now) {
        List<Known> out = new ArrayList<>();
        known.forEach((name, each) -> {
            LinkHalf theirs = each.link().other(own());
            boolean holds = isOurs(each.link().other(theirs.community()));
            if (holds && !ended.contains(name) && each.expires() > now) {
                out.add(each);
            }
        });
        return out;
    }
}
