package org.byway.protocol.peer;

import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.admission.Judged;
import org.byway.protocol.admission.Precedence;
import org.byway.protocol.community.Charter;
import org.byway.protocol.community.Link;
import org.byway.protocol.community.LinkHalf;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.store.Store;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Hello;

/** The first frame each way: who are you, of which community, and by which link do we speak? */
final class Greeting {
    private static final int VERSION = 1;

    private final Context context;
    private final Config config;
    private final Links links;
    private final Intake intake;
    private final SignatureCheck signatures;
    private final Verification verification;

    Greeting(Context context, Config config, Links links, Intake intake, SignatureCheck signatures) {
        this.context = context;
        this.config = config;
        this.links = links;
        this.intake = intake;
        this.signatures = signatures;
        this.verification = new Verification(signatures);
    }

    void hello(Session session, long now) {
        List<SignedRecord> papers = new ArrayList<>();
        papers.add(config.charter());
        for (Bytes32 id : links.papers(now)) {
            SignedRecord record = context.store().get(id);
            if (record != null && record.content() != null && context.store().written(id)) {
                papers.add(record);
            }
        }
        context.send(
                session,
                Frame.newBuilder()
                        .setHello(Hello.newBuilder()
                                .addVersions(VERSION)
                                .setCommunity(Context.bytes(context.community()))
                                .setClock(now)
                                .setPapers(Bundles.write(papers))
                                .setAgent(config.software())));
    }

    /** Whether the two are linked; otherwise the session is closed with the reason. */
    boolean accept(Session session, Hello hello, long now) {
        if (!hello.getVersionsList().contains(VERSION)) {
            return refuse(session, Reason.BAD_VERSION, "this node speaks version " + VERSION);
        }
        Bytes32 community = Context.bytes32(hello.getCommunity());
        if (hello.getPapers().getRecordsCount() > PeerLimits.PAPERS
                || hello.getPapers().getSerializedSize() > PeerLimits.PAPER_BYTES) {
            return refuse(session, Reason.TOO_LARGE, "a greeting has at most 64 papers and 512 KiB");
        }
        Checked<List<SignedRecord>> papers = verification.bundle(hello.getPapers());
        if (community == null || !(papers instanceof Checked.Ok<List<SignedRecord>>(List<SignedRecord> records))) {
            return refuse(session, Reason.MALFORMED, "the papers of the greeting are not valid");
        }
        SignedRecord paper = find(records, community);
        if (paper == null
                || !(Charter.read(paper.envelope(), paper.content(), signatures)
                        instanceof Checked.Ok<Charter>(Charter charter))
                || !charter.hasNode(session.node)) {
            return refuse(session, Reason.BAD_CHARTER, "the charter of that community does not name this node");
        }
        records.stream()
                .filter(record -> record.envelope().is(Kind.FEDERATION_LINK) && !isOver(record))
                .forEach(links::note);
        Link link = links.with(charter, now);
        boolean ours = community.equals(context.community());
        if (!ours && link == null) {
            return refuse(session, Reason.NOT_LINKED, "the two communities are not linked; ask for an invite");
        }
        if (!keep(session)) {
            return false;
        }
        session.community = community;
        session.charter = charter;
        session.transitHops = ours ? LinkHalf.MOST_HOPS : link.transitHops();
        session.clockOffset = hello.getClock() - now;
        if (!intake.stuck()) {
            intake.paper(session, Judged.of(paper, signatures), now);
            records.stream()
                    .filter(record -> record.envelope().is(Kind.FEDERATION_LINK))
                    .forEach(record -> intake.paper(session, Judged.of(record, signatures), now));
        }
        return true;
    }

    /** Whether it was replaced or withdrawn: then it is no paper any more. */
    private boolean isOver(SignedRecord link) {
        Store.Head head =
                context.store().head(link.envelope().author(), link.envelope().lineage());
        return head != null && Precedence.of(link.envelope()).compareTo(Precedence.of(head)) < 0;
    }

    private static SignedRecord find(List<SignedRecord> records, Bytes32 id) {
        return records.stream()
                .filter(record -> record.id().equals(id) && record.content() != null)
                .findFirst()
                .orElse(null);
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

    /** Holds every session against the links as they are now: ends those without, and carries what the others allow. */
    void recheck(long now) {
        for (Session session : context.sessions().values()) {
            if (!session.greeted() || session.community.equals(context.community())) {
                continue;
            }
            Link link = links.with(session.charter, now);
            if (link == null) {
                context.close(session, Reason.NOT_LINKED, "the link has ended");
            } else {
                session.transitHops = link.transitHops();
            }
        }
    }
}
