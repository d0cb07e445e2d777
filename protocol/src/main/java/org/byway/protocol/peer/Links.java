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
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.seal.SignedRecord;

/**
 * The links of this community, by the digest of the answering half. A link holds while a record says so and none says
 * that it ended. Our half must be signed by our stewards; theirs is checked against their charter when they greet.
 */
final class Links {
    private final Charter own;
    private final SortedMap<Bytes32, Known> known = new TreeMap<>();
    private final SortedSet<Bytes32> ended = new TreeSet<>();

    private record Known(Bytes32 record, Link link, long expires) {}

    Links(Charter own) {
        this.own = own;
    }

    /** Takes note of a FederationLink record that is held; whether it concerns this community. */
    boolean note(SignedRecord record) {
        return record.content() != null
                && Link.held(record.envelope(), record.content()) instanceof Checked.Ok<Link>(Link link)
                && note(record, link);
    }

    /** Takes note of a link whose signatures were checked; whether it concerns this community. */
    boolean note(SignedRecord record, Link link) {
        LinkHalf theirs = link.other(own.community());
        if (theirs == null || !own.hasSteward(link.other(theirs.community()).steward())) {
            return false;
        }
        Bytes32 name = link.joiner().digest();
        if (link.ended()) {
            ended.add(name);
        } else if (known.size() < PeerLimits.LINKS || known.containsKey(name)) {
            known.put(name, new Known(record.id(), link, record.envelope().expires()));
        }
        return true;
    }

    /** A withdrawn link is as good as one that never was; whether that was one. */
    boolean forget(Bytes32 record) {
        return known.values().removeIf(each -> each.record().equals(record));
    }

    /** The best link with a community whose charter is given, or null. */
    Link with(Charter other, long now) {
        Link best = null;
        for (Known each : standing(now)) {
            LinkHalf theirs = each.link().other(own.community());
            boolean holds = theirs.community().equals(other.community()) && other.hasSteward(theirs.steward());
            if (holds && (best == null || each.link().transitHops() > best.transitHops())) {
                best = each.link();
            }
        }
        return best;
    }

    /** The communities with which a link stands. */
    SortedSet<Bytes32> communities(long now) {
        SortedSet<Bytes32> out = new TreeSet<>();
        standing(now).forEach(each -> out.add(each.link().other(own.community()).community()));
        return out;
    }

    /** Where to dial: the inviters whose invites this community answered. */
    SortedSet<Address> addresses(long now) {
        SortedSet<Address> out = new TreeSet<>();
        for (Known each : standing(now)) {
            if (each.link().joiner().community().equals(own.community())) {
                out.addAll(each.link().inviter().addresses());
            }
        }
        return out;
    }

    /** Ids of the records behind the links that stand. */
    List<Bytes32> papers(long now) {
        List<Bytes32> out = new ArrayList<>();
        standing(now).forEach(each -> out.add(each.record()));
        return out.subList(0, Math.min(out.size(), PeerLimits.PAPERS - 1));
    }

    private List<Known> standing(long now) {
        List<Known> out = new ArrayList<>();
        known.forEach((name, each) -> {
            if (!ended.contains(name) && each.expires() > now) {
                out.add(each);
            }
        });
        return out;
    }
}
