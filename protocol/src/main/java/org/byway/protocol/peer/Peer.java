package org.byway.protocol.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.byway.protocol.admission.Admission;
import org.byway.protocol.admission.Charters;
import org.byway.protocol.blob.BlobEvent;
import org.byway.protocol.blob.BlobTimer;
import org.byway.protocol.care.Hiding;
import org.byway.protocol.care.Notices;
import org.byway.protocol.community.Address;
import org.byway.protocol.community.Charter;
import org.byway.protocol.mail.CarriedMail;
import org.byway.protocol.mail.MailEvent;
import org.byway.protocol.mail.MailTimer;
import org.byway.protocol.mail.PostOffice;
import org.byway.protocol.reach.Reaching;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Ping;
import org.byway.protocol.wire.Pong;

/**
 * One node's part in the protocol, as a state machine: {@link #handle} takes what happened and returns what is to be done.
 * It reads no clock, opens nothing and makes no randomness; the node and the seeded cluster drive the same class.
 */
public final class Peer {
    private static final int STORED_LINKS_PAGE = 256;

    private final Config config;
    private final SortedMap<Long, Session> sessions = new TreeMap<>();
    private final List<Effect> out = new ArrayList<>();
    private final Context context;
    private final Links links;
    private final Outreach outreach;
    private final CareRoom care;
    private final Sender sender;
    private final TreeRoom trees;
    private final Intake intake;
    private final SketchRoom sketches;
    private final Repair repair;
    private final Routes routes;
    private final Greeting greeting;
    private final Pace pace;
    private final MailRoom mail;
    private final BlobRoom blobs;
    private final Hours hours;
    private boolean linksChanged;
    private boolean chartersChanged;

    /** The config's charter is known to hold; the records of all others come with their signatures checked. */
    public Peer(Config config, Store store, MailGround ground, RandomGenerator random) {
        this.config = config;
        Charter founding = Charter.held(
                        config.charter().envelope(), config.charter().content())
                .orThrow();
        Charters charters = new Charters(store);
        context = new Context(
                founding, charters, store, sessions, out, new Reputes(config.dailyRecords()), new Clocks(), random);
        links = new Links(context);
        outreach = new Outreach(context, links, config.node().publicKey());
        Admission admission = new Admission(store, charters, founding.community());
        care = new CareRoom(context, links, config.follow());
        intake = new Intake(
                context, admission, config.node(), care, this::written, each -> linksChanged |= links.forget(each));
        sender = new Sender(context);
        trees = new TreeRoom(context, config.node().publicKey(), sender);
        sketches = new SketchRoom(context);
        repair = new Repair(context, sender, sketches);
        routes = new Routes(context, links);
        greeting = new Greeting(context, config, links, intake);
        pace = new Pace(context);
        mail = new MailRoom(context, config.node(), ground);
        blobs = new BlobRoom(context);
        hours = new Hours(context, config.charter().envelope().created());
    }

    /** Takes one event at that time, in milliseconds, and returns what is to be done, in order. */
    public List<Effect> handle(long now, Event event) {
        out.clear();
        switch (event) {
            case Event.Started() -> start(now);
            case Event.Opened opened -> open(opened, now);
            case Event.Closed(long id, String reason) -> closed(id, reason, now);
            case Event.DialFailed(Address address, String reason) -> outreach.failed(address, reason, now);
            case Event.Greeted(long id, Papers papers) -> greet(sessions.get(id), papers, now);
            case Event.Heard heard -> heard(sessions.get(heard.session()), heard, now);
            case Event.Rejected(long id, Refusal refusal) -> drop(sessions.get(id), refusal);
            case Event.Writable(long id, boolean writable) -> writable(sessions.get(id), writable, now);
            case Event.Posted(List<Event.Post> posts) ->
                intake.posted(posts, context.clocks().off(), now);
            case Event.Committed(Store.Group group) -> committed(group, now);
            case Event.CommitFailed failed -> intake.failed(failed.fault().getMessage(), now);
            case Event.Fired(Timer timer) -> fired(timer, now);
            case Event.Mail(MailEvent asked) -> mail.handle(asked, now);
            case Event.Blob(BlobEvent done) -> blobs.handle(done, now);
            case Event.AddressAdded(Address address) -> outreach.add(address, now);
            case Event.AddressRemoved(Address address) -> removed(address);
            case Event.AddressFound(Address address) -> outreach.found(address, now);
            case Event.Looking(Reaching reaching) -> outreach.begin(reaching, now);
        }
        if (linksChanged) {
            linksChanged = false;
            outreach.linksChanged(now);
            care.changed();
            greeting.recheck(now);
            routes.announce(now);
        }
        if (context.reputes().changed()) {
            greeting.shun(now);
            routes.announcePauses(now);
        }
        if (chartersChanged) {
            chartersChanged = false;
            announceNode(now);
        }
        outreach.settle(now);
        intake.commitIfIdle(trees, now);
        blobs.settle(now);
        List<Effect> effects = List.copyOf(out);
        out.clear();
        return effects;
    }

    /** The Charter of this community that is in force. */
    public Charter charter() {
        return context.own();
    }

    /** The Charter of a community that is in force; null where its first one is not held. */
    public Charter charter(Bytes32 community) {
        return context.charters().standing(community);
    }

    /** The proof that an author has signed two things where only one may be; null where there is none. */
    public Bytes32 proofAgainst(Bytes32 author) {
        return intake.proofAgainst(author);
    }

    /** Why that member cannot post; null if it can. */
    public Refusal outside(Bytes32 member, long now) {
        return intake.outside(member, now);
    }

    /** The notices that are held; for reading. */
    public Notices notices() {
        return care.notices();
    }

    /** What this node hides at that time, by the communities that it follows. */
    public Hiding hiding(long now) {
        return care.hiding(now);
    }

    /** How many blobs that live records name are not here. */
    public int wantedBlobs() {
        return blobs.exchange().wanted();
    }

    /** How other communities stand here, of all that have brought anything lately. */
    public List<Repute> reputes(long now) {
        return context.reputes().all(now);
    }

    /** For reading. */
    public PostOffice mail() {
        return mail.office();
    }

    /** By how much our clock lags behind the median of three or more linked communities; 0 where there are fewer. */
    public long behindMillis() {
        return context.clocks().behind();
    }

    /** Sessions, then addresses without one; for people. */
    public List<Neighbour> neighbours(long now) {
        return outreach.neighbours(now);
    }

    private void start(long now) {
        Store store = context.store();
        Founding.enter(config, context, intake, now);
        String cursor = null;
        do {
            Store.Page page = store.list(
                    new Store.Query(now, Kind.FEDERATION_LINK.number(), null, null, STORED_LINKS_PAGE, cursor));
            page.records().forEach(links::note);
            cursor = page.next();
        } while (cursor != null);
        intake.start(now);
        linksChanged = true;
        hours.expire(now);
        announceDaily(now);
        mail.handle(new MailEvent.Started(), now);
        blobs.handle(new BlobEvent.Started(), now);
    }

    private void announceDaily(long now) {
        announceNode(now);
        context.timer(now + Limits.DAY_MILLIS, new Timer.Announce());
    }

    private void announceNode(long now) {
        SignedRecord announcement = Announcement.due(config, context, now, context.random()::nextBytes);
        if (announcement != null
                && !intake.stuck()
                && context.isNamed(config.node().publicKey())) {
            Signed postmark = Signed.postmark(
                    config.node(), context.community(), context.naming().id(), now, announcement.id());
            intake.enter(announcement.postmarked(postmark, 0), now);
        }
    }

    private void open(Event.Opened opened, long now) {
        Session session = new Session(opened.session(), opened.node(), opened.dialled());
        sessions.put(session.id, session);
        outreach.opened(session);
        if (session.node.equals(config.node().publicKey())) {
            context.close(session, Reason.GREETING, "the address is this node's own");
            return;
        }
        context.timer(now + PeerLimits.GREETING_MILLIS, new Timer.Greeting(session.id));
        if (session.dialled != null) {
            greeting.hello(session, now);
        }
    }

    private void closed(long id, String reason, long now) {
        Session session = sessions.remove(id);
        if (session == null) {
            return;
        }
        context.blame(session, now);
        intake.forget(id);
        trees.closed(session, now);
        repair.ended(session, now);
        if (session.dialled != null) {
            outreach.failed(session.dialled, reason, now);
        }
        if (session.community != null) {
            context.clocks().gone(session);
            context.note(Effect.Level.NOTICE, "session with " + session.node + " ended: " + reason);
            mail.handle(new MailEvent.Closed(id), now);
            blobs.handle(new BlobEvent.Closed(id), now);
            routes.ended(session, now);
        }
    }

    /** What could not be looked at while the disk was full is found again by comparing. */
    private void committed(Store.Group group, long now) {
        for (long missed : intake.committed(group, trees, now)) {
            Session session = sessions.get(missed);
            if (session != null && session.greeted()) {
                repair.compareAll(session, now);
            }
        }
    }

    /** Where there is a session, and a reason. */
    private void drop(Session session, Refusal refusal) {
        if (session != null && refusal != null) {
            context.drop(session, refusal);
        }
    }

    private void heard(Session session, Event.Heard heard, long now) {
        if (session == null || session.closing) {
            return;
        }
        session.heard();
        boolean bye = heard instanceof Event.Received(long id, Frame frame) && frame.hasBye();
        if (!session.greeted() && !bye) {
            drop(session, new Refusal(Reason.GREETING, "the first frame is a greeting"));
        } else if (pace.admits(session, heard, now)) {
            take(session, heard, now);
        }
    }

    /** What waited goes first; then what is wanted of us. */
    private void turn(Session session, long now) {
        if (session != null && session.greeted()) {
            for (Event.Heard next = pace.next(session, now); next != null; next = pace.next(session, now)) {
                take(session, next, now);
            }
            repair.pump(session, now);
        }
    }

    private void take(Session session, Event.Heard heard, long now) {
        switch (heard) {
            case Event.Received(long id, Frame frame) -> received(session, frame, now);
            case Event.Delivered delivered -> delivered(session, delivered, now);
            case Event.Lettered(long id, List<CarriedMail> letters) ->
                mail.handle(new MailEvent.Carried(id, letters), now);
        }
    }

    private void delivered(Session session, Event.Delivered delivered, long now) {
        session.recordsCameAt = session.comparisons;
        session.progress.brought(delivered.records().size());
        trees.came(session, delivered.records(), now);
        trees.brought(session, intake.delivered(session, delivered, now), now);
    }

    private void writable(Session session, boolean writable, long now) {
        if (session != null) {
            session.writable = writable;
            mail.handle(new MailEvent.Writable(session.id, writable), now);
            blobs.handle(new BlobEvent.Writable(session.id, writable), now);
            if (writable && session.greeted()) {
                repair.pump(session, now);
            }
        }
    }

    private void received(Session session, Frame frame, long now) {
        switch (frame.getBodyCase()) {
            case CARRIES -> repair.supplied(session, routes.told(session, frame.getCarries(), now), now);
            case ACK -> acknowledged(session, frame.getAck().getNumber(), now);
            case WANT -> repair.wanted(session, frame.getWant(), now);
            case STREAM -> repair.streamWanted(session, frame.getStream(), now);
            case STREAM_END -> repair.streamEnded(session, frame.getStreamEnd(), now);
            case RECONCILE -> drop(session, repair.reconcile(session, frame.getReconcile(), now));
            case SKETCH_WANT -> sketches.wanted(session, frame.getSketchWant(), now);
            case SKETCH -> repair.sketched(session, frame.getSketch(), now);
            case ANNOUNCE, GRAFT, PRUNE -> trees.heard(session, frame, now);
            case PING -> {
                context.clocks().told(session, frame.getPing().getClock(), now);
                context.send(
                        session,
                        Frame.newBuilder()
                                .setPong(Pong.newBuilder()
                                        .setNonce(frame.getPing().getNonce())
                                        .setClock(now)));
            }
            case PONG -> context.clocks().told(session, frame.getPong().getClock(), now);
            case BYE -> {
                String said = frame.getBye().getReason() + ": " + frame.getBye().getDetail();
                context.note(Effect.Level.NOTICE, session.node + " says goodbye: " + said);
                session.closing = true;
                out.add(new Effect.Close(session.id, new Refusal(Reason.GREETING, said)));
            }
            case LETTERS_TAKEN -> mail.handle(new MailEvent.Taken(session.id, frame.getLettersTaken()), now);
            case BLOB_WANT -> blobs.handle(new BlobEvent.Wanted(session.id, frame.getBlobWant()), now);
            case BLOB_PART -> blobs.handle(new BlobEvent.Came(session.id, frame.getBlobPart()), now);
            case HELLO, RECORDS, LETTERS ->
                throw new AssertionError("a Hello comes as Greeted, Records as Delivered, Letters as Lettered");
            case PACKED, BODY_NOT_SET -> {
                // A later version says something that this one does not know.
            }
        }
    }

    private void greet(Session session, Papers papers, long now) {
        if (session == null || session.closing) {
            return;
        }
        session.heard();
        if (session.greeted()) {
            drop(session, new Refusal(Reason.GREETING, "a second greeting"));
        } else if (greeting.accept(session, papers, now)) {
            if (session.dialled == null) {
                greeting.hello(session, now);
            }
            outreach.greeted(session);
            pace.greeted(session, now);
            trees.greeted(session);
            out.add(new Effect.Linked(session.node));
            context.note(Effect.Level.NOTICE, "linked with " + session.node + " of community " + session.community);
            routes.announce(now);
            mail.handle(new MailEvent.Opened(session.id, session.node, session.writable), now);
            blobs.greeted(session, now);
            context.timer(now + PeerLimits.WATCH_MILLIS, new Timer.Watch(session.id));
            context.timer(nextComparison(now), new Timer.Compare(session.id));
        }
    }

    private void acknowledged(Session session, long number, long now) {
        if (session.acknowledged(number)) {
            repair.pump(session, now);
        }
    }

    private void again(Session session, Consumer<Session> first, long now) {
        if (session != null) {
            first.accept(session);
            turn(session, now);
        }
    }

    private void fired(Timer timer, long now) {
        switch (timer) {
            case Timer.Hour() -> {
                hours.passed();
                hours.expire(now);
                linksChanged = true;
            }
            case Timer.Greeting(long id) -> {
                Session session = sessions.get(id);
                if (session != null && !session.greeted()) {
                    context.close(session, Reason.GREETING, "no greeting within 10 s");
                }
            }
            case Timer.Watch(long id) -> watch(sessions.get(id), now);
            case Timer.Compare(long id) -> {
                Session session = sessions.get(id);
                if (session != null && session.greeted()) {
                    routes.announceAgain(session, now);
                    repair.compareAgain(session, now);
                    context.timer(nextComparison(now), new Timer.Compare(id));
                }
            }
            case Timer.Turn(long id) -> again(sessions.get(id), session -> session.turning = false, now);
            case Timer.Resume(long id) -> again(sessions.get(id), session -> session.resuming = false, now);
            case Timer.Look() -> trees.look(now);
            case Timer.Tell(long id) -> trees.tell(sessions.get(id));
            case Timer.Grow(Bytes32 community) -> sketches.grow(community, now);
            case Timer.Redial(Address address) -> outreach.due(address, now);
            case Timer.Outlook() -> outreach.look(now);
            case Timer.Retry() -> intake.retry();
            case Timer.Mail(MailTimer due) -> mail.handle(new MailEvent.Fired(due), now);
            case Timer.Blob(BlobTimer due) -> blobs.handle(new BlobEvent.Fired(due), now);
            case Timer.Announce() -> announceDaily(now);
        }
    }

    private long nextComparison(long now) {
        return now + PeerLimits.COMPARE_MILLIS + context.random().nextLong(PeerLimits.COMPARE_MILLIS / 4);
    }

    private void watch(Session session, long now) {
        if (session == null || session.closing) {
            return;
        }
        boolean silent = session.silent();
        if (silent || session.stalled()) {
            context.close(session, Reason.SILENT, silent ? "nothing heard for 60 s" : "nothing acknowledged for 30 s");
            return;
        }
        outreach.stands(session);
        if (session.pings()) {
            context.send(session, Frame.newBuilder().setPing(Ping.newBuilder().setClock(now)));
        }
        context.timer(now + PeerLimits.WATCH_MILLIS, new Timer.Watch(session.id));
    }

    private void removed(Address address) {
        outreach.remove(address);
        for (Session session : sessions.values()) {
            if (session.dialled != null && address.compareTo(session.dialled) == 0) {
                context.close(session, Reason.NOT_LINKED, "the host no longer wants this address");
            }
        }
    }

    private void written(SignedRecord record) {
        if (record.envelope().is(Kind.OFFER)) {
            blobs.written(record);
        } else if (record.envelope().is(Kind.NODE_ANNOUNCEMENT)) {
            outreach.announced(record);
        } else if (record.envelope().is(Kind.CHARTER)) {
            linksChanged = true;
            chartersChanged |= record.envelope().home().equals(context.community());
        } else {
            linksChanged |= links.note(record);
        }
    }
}
