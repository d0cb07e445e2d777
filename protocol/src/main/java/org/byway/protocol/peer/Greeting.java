package org.byway.protocol.peer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.byway.protocol.admission.Precedence;
import org.byway.protocol.community.Charter;
import org.byway.protocol.community.Link;
import org.byway.protocol.community.LinkScope;
import org.byway.protocol.community.Succession;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Reason;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Hello;

/** The first frame each way: who are you, of which community, and by which link do we speak? */
final class Greeting {
    private final Context context;
    private final Config config;
    private final Links links;
    private final Intake intake;

    Greeting(Context context, Config config, Links links, Intake intake) {
        this.context = context;
        this.config = config;
        this.links = links;
        this.intake = intake;
    }

    void hello(Session session, long now) {
        List<SignedRecord> papers = new ArrayList<>();
        papers.add(config.charter());
        papers.addAll(revisions());
        for (Bytes32 id : links.papers(now)) {
            if (papers.size() == PeerLimits.PAPERS) {
                break;
            }
            SignedRecord record = context.store().get(id);
            if (record != null && record.content() != null && context.store().written(id)) {
                papers.add(record);
            }
        }
        context.send(
                session,
                Frame.newBuilder()
                        .setHello(Hello.newBuilder()
                                .addVersions(Papers.VERSION)
                                .addAllFeatures(features())
                                .setCommunity(Context.bytes(context.community()))
                                .setClock(now)
                                .setPapers(Bundles.write(papers))
                                .setAgent(config.software().name())));
    }

    private List<String> features() {
        List<String> features = new ArrayList<>(List.of(BlobRoom.FEATURE, TreeRoom.FEATURE, SketchRoom.FEATURE));
        if (config.software().packs()) {
            features.add(Sender.PACKED_FEATURE);
        }
        return features;
    }

    /** The later Charters, as far as there is room for them: the newest first, told in ascending order. */
    private List<SignedRecord> revisions() {
        Succession own = context.charters().of(context.community());
        List<Charter> later = new ArrayList<>();
        if (own != null) {
            later.addAll(own.path().subList(1, own.path().size()));
            later.addAll(own.rivals());
        }
        LinkedList<SignedRecord> shown = new LinkedList<>();
        int bytes = 0;
        for (int i = later.size() - 1; i >= 0 && shown.size() < PeerLimits.CHARTER_PAPERS; i--) {
            SignedRecord record = context.store().get(later.get(i).id());
            bytes += record.sizeBytes();
            if (bytes > PeerLimits.CHARTER_BYTES) {
                break;
            }
            shown.addFirst(record);
        }
        return shown;
    }

    /** Whether the two are linked; otherwise the session is closed with the reason. */
    boolean accept(Session session, Papers papers, long now) {
        Charter charter = inForce(papers);
        if (!charter.hasNode(session.node)) {
            return refuse(session, Reason.BAD_CHARTER, "the charter of that community does not name this node");
        }
        for (Papers.Shown shown : papers.links()) {
            if (!isOver(shown.record().envelope()) && !isLate(shown, now)) {
                links.note(shown.record().record(), shown.link());
            }
        }
        if (context.reputes().isShunned(charter.community(), now)) {
            return refuse(session, Reason.OVER_BUDGET, "that community has broken the rules too often; later again");
        }
        Link link = links.with(charter, now);
        boolean ours = charter.community().equals(context.community());
        if (!ours && link == null) {
            return refuse(session, Reason.NOT_LINKED, "the two communities are not linked; ask for an invite");
        }
        if (!keep(session)) {
            return false;
        }
        session.community = charter.community();
        session.charter = charter;
        session.scope = ours ? Session.EVERYTHING : links.scope(link);
        session.features = papers.features();
        context.clocks().told(session, papers.clock(), now);
        if (!intake.stuck()) {
            papers.charters().forEach(shown -> intake.paper(session, shown.record(), now));
            papers.links().forEach(shown -> intake.paper(session, shown.record(), now));
        }
        return true;
    }

    /** By what they show and what is held: who is behind may still show a Charter that names it. */
    private Charter inForce(Papers papers) {
        List<Charter> shown =
                papers.charters().stream().map(Papers.Chartered::charter).toList();
        return context.charters().with(papers.charter().community(), shown).standing();
    }

    /** Whether it was replaced or withdrawn: then it is no paper any more. */
    private boolean isOver(Envelope link) {
        Store.Head head = context.store().head(link.author(), link.lineage());
        return head != null && Precedence.of(link).compareTo(Precedence.of(head)) < 0;
    }

    /** Whether it answers an invite that had expired before the answer came. What is held came in time. */
    private boolean isLate(Papers.Shown shown, long now) {
        SignedRecord held = context.store().get(shown.record().id());
        return (held == null || held.content() == null) && shown.link().isLate(context.community(), now);
    }

    private boolean refuse(Session session, Reason reason, String detail) {
        context.note(Effect.Level.NOTICE, "not linked with " + session.node + ": " + detail);
        context.close(session, reason, detail);
        return false;
    }

    /** Of two sessions with one node, both sides keep the one that the lower key dialled; of two alike, the newer one. */
    private boolean keep(Session session) {
        boolean preferred = lowerDialled(session);
        for (Session other : context.sessions().values()) {
            if (other == session || !other.greeted() || !other.node.equals(session.node)) {
                continue;
            }
            if (lowerDialled(other) && !preferred) {
                context.close(session, Reason.SECOND_SESSION, "there is a session already");
                return false;
            }
            context.close(other, Reason.SECOND_SESSION, "a newer session takes its place");
        }
        return true;
    }

    private boolean lowerDialled(Session session) {
        boolean weAreLower = config.node().publicKey().compareTo(session.node) < 0;
        return weAreLower == (session.dialled != null);
    }

    /** Ends the sessions of those that are not spoken with. */
    void shun(long now) {
        for (Session session : context.sessions().values()) {
            if (session.greeted() && context.reputes().isShunned(session.community, now)) {
                context.close(session, Reason.OVER_BUDGET, "your community has broken the rules too often");
            }
        }
    }

    /** Holds every session against the links as they are now: ends those without, and carries what the others allow. */
    void recheck(long now) {
        Map<Bytes32, Optional<Link>> standing = new HashMap<>();
        for (Session session : context.sessions().values()) {
            if (!session.greeted()) {
                continue;
            }
            Charter inForce = context.charters().standing(session.community);
            session.charter = inForce == null ? session.charter : inForce;
            if (!session.charter.hasNode(session.node)) {
                context.close(session, Reason.NOT_LINKED, "the charter of that community names this node no more");
                continue;
            }
            if (session.community.equals(context.community())) {
                continue;
            }
            Optional<Link> link = standing.computeIfAbsent(
                    session.charter.id(), charter -> Optional.ofNullable(links.with(session.charter, now)));
            if (link.isEmpty()) {
                context.close(session, Reason.NOT_LINKED, "the link has ended");
            } else {
                LinkScope scope = links.scope(link.get());
                session.routed &= scope.equals(session.scope);
                session.scope = scope;
            }
        }
    }
}
