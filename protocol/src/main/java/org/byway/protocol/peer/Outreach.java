package org.byway.protocol.peer;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.byway.protocol.community.Address;
import org.byway.protocol.community.Charter;
import org.byway.protocol.reach.AddressBook;
import org.byway.protocol.reach.Reaching;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;

/**
 * Whom this node dials: what links say, what a person added, and, where it was told to look for others of itself, nodes of
 * its own and of linked communities by what they announce.
 */
final class Outreach {
    private static final int PAGE = 64;
    private static final int PAGES = 64;

    private final Context context;
    private final Links links;
    private final Bytes32 self;
    private final Dialler dialler;
    private final SortedMap<Address, String> troubles = new TreeMap<>();
    private final SortedSet<Bytes32> read = new TreeSet<>();
    /** Null where this node looks for nobody. */
    private AddressBook book;

    private boolean news;

    Outreach(Context context, Links links, Bytes32 self) {
        this.context = context;
        this.links = links;
        this.self = self;
        dialler = new Dialler(context.random(), context.out(), this::connected, this::isOutsideOnly);
    }

    private boolean isOutsideOnly(Address address) {
        return book != null && book.isOutsideOnly(address);
    }

    /** From now on it looks for others. */
    void begin(Reaching reaching, long now) {
        book = new AddressBook(reaching, context.community(), context.random());
        linksChanged(now);
        look(now);
    }

    /** Charters, links or time have changed who may be dialled. */
    void linksChanged(long now) {
        if (book != null) {
            SortedMap<Bytes32, Bytes32> named = new TreeMap<>();
            SortedSet<Bytes32> communities = links.communities(now);
            communities.add(context.community());
            communities.forEach(community -> name(community, named));
            book.mayDial(named);
            read.retainAll(communities);
            communities.stream().filter(read::add).forEach(community -> read(community, now));
        }
        dial(now);
    }

    private void name(Bytes32 community, SortedMap<Bytes32, Bytes32> named) {
        Charter standing = community.equals(context.community())
                ? context.own()
                : context.charters().standing(community);
        if (standing != null) {
            standing.nodes().stream().filter(node -> !node.equals(self)).forEach(node -> named.put(node, community));
        }
    }

    /** What the nodes of a community announced before it was linked. */
    private void read(Bytes32 community, long now) {
        String cursor = null;
        int pages = 0;
        do {
            Store.Page page = context.store()
                    .list(new Store.Query(now, Kind.NODE_ANNOUNCEMENT.number(), null, community, PAGE, cursor));
            page.records().forEach(this::hears);
            cursor = page.next();
        } while (cursor != null && ++pages < PAGES);
    }

    private boolean hears(SignedRecord record) {
        return record.content() != null
                && book.heard(
                        record.envelope().author(),
                        Address.announced(record.envelope().author(), record.content()));
    }

    /** An announcement is held now. */
    void announced(SignedRecord record) {
        news |= book != null && hears(record);
    }

    /** Dials whom the announcements of this event brought. */
    void settle(long now) {
        if (news) {
            news = false;
            dial(now);
        }
    }

    /** A node showed itself in the local network. */
    void found(Address address, long now) {
        if (book != null && book.found(address)) {
            dial(now);
        }
    }

    /** Draws anew from time to time: what rested may be tried again. */
    void look(long now) {
        dial(now);
        context.timer(
                now + PeerLimits.LOOK_MILLIS + context.random().nextLong(PeerLimits.LOOK_MILLIS / 4),
                new Timer.Outlook());
    }

    private boolean connected(Bytes32 node) {
        return context.sessions().values().stream().anyMatch(session -> session.greeted() && session.node.equals(node));
    }

    private SortedSet<Address> wanted(long now) {
        SortedSet<Address> wanted = links.addresses(now);
        if (book != null) {
            SortedMap<Bytes32, Bytes32> connected = new TreeMap<>();
            for (Session session : context.sessions().values()) {
                if (session.greeted()) {
                    connected.put(session.node, session.community);
                }
            }
            wanted.addAll(book.choose(connected, now));
        }
        return wanted;
    }

    void dial(long now) {
        dialler.dial(wanted(now));
    }

    void due(Address address, long now) {
        dialler.due(address, wanted(now), now);
    }

    void add(Address address, long now) {
        dialler.add(address);
        dial(now);
    }

    void remove(Address address) {
        dialler.remove(address);
        troubles.remove(address);
    }

    void opened(Session session) {
        if (session.dialled != null) {
            dialler.answered(session.dialled, session.node);
        }
    }

    void failed(Address address, String reason, long now) {
        troubles.put(address, reason);
        dialler.failed(address, now);
        if (book != null) {
            remember(book.failed(address, now));
            dial(now);
        }
    }

    void greeted(Session session) {
        if (session.dialled != null) {
            troubles.remove(session.dialled);
        }
    }

    /** It has stood for a while: the next failure is a first one. */
    void stands(Session session) {
        if (session.dialled != null) {
            dialler.succeeded(session.dialled);
            remember(book != null
                    && session.greeted()
                    && session.dialled.node() != null
                    && book.stands(session.dialled));
        }
    }

    private void remember(boolean changed) {
        if (changed) {
            context.out().add(new Effect.Remember(book.anchors()));
        }
    }

    /** Sessions, then addresses without one; for people. */
    List<Neighbour> neighbours(long now) {
        SortedSet<Address> wanted = links.addresses(now);
        wanted.addAll(dialler.byHand());
        return Neighbour.all(context.sessions().values(), wanted, troubles);
    }
}
