package org.byway.simulator;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.byway.protocol.blob.BlobEffect;
import org.byway.protocol.community.Address;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.mail.MailEffect;
import org.byway.protocol.mail.MailEvent;
import org.byway.protocol.mail.MailLimits;
import org.byway.protocol.mail.MailReply;
import org.byway.protocol.mail.MailRequest;
import org.byway.protocol.mail.MailStore;
import org.byway.protocol.mail.MemoryMailStore;
import org.byway.protocol.mail.PostOffice;
import org.byway.protocol.peer.Config;
import org.byway.protocol.peer.Effect;
import org.byway.protocol.peer.Event;
import org.byway.protocol.peer.Follow;
import org.byway.protocol.peer.Inbound;
import org.byway.protocol.peer.MailGround;
import org.byway.protocol.peer.Neighbour;
import org.byway.protocol.peer.Peer;
import org.byway.protocol.peer.PeerLimits;
import org.byway.protocol.peer.Repute;
import org.byway.protocol.reach.Reaching;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.store.Store;
import org.byway.protocol.store.StoreFault;
import org.byway.protocol.wire.Frame;

/** A machine that runs one community's node: the driver of one peer, with its disk and its clock. */
final class Host {
    private final Cluster cluster;
    private final Community community;
    private final Disk disk;
    private final Dice dice;
    private final Ledger durable = new Ledger();
    private final SortedMap<Long, Channel.End> ends = new TreeMap<>();
    private final Rules rules;
    private WatchedStore store;
    private MemoryMailStore mail = new MemoryMailStore();
    private final BlobDisk blobs;
    private final SortedMap<Long, Consumer<Checked<MailReply>>> asked = new TreeMap<>();
    private long tickets;
    private Peer peer;
    private Inbound inbound;
    /** Counts the starts; 0 while it is down. */
    private int life;

    private int lives;
    private boolean lost;
    /** Whether it looks for others of itself. */
    private boolean looks;
    /** Kept over crashes. */
    private List<Address> anchors = List.of();

    private long clockOffset;
    private long fullUntil;
    private long dailyRecords = PeerLimits.DAILY_RECORDS;
    /** How it bends what it says; null where it is honest. */
    private UnaryOperator<Frame> tongue;
    /** Who has taken its place, with its key and its channels; null where its peer still speaks. */
    private Impostor impostor;
    /** What it told whoever runs it. */
    private final List<String> notes = new ArrayList<>();
    /** Before which effect from now on it stops; negative: not at all. */
    private int effectsLeft = -1;

    Host(Cluster cluster, Community community, Disk disk, Dice dice) {
        this.cluster = cluster;
        this.community = community;
        this.disk = disk;
        this.dice = dice;
        this.rules = new Rules(this, cluster);
        this.blobs = new BlobDisk(this, dice);
    }

    int number() {
        return community.number();
    }

    Community community() {
        return community;
    }

    SigningKey key() {
        return community.node();
    }

    String name() {
        return "host-" + number();
    }

    boolean isUp() {
        return life > 0;
    }

    int life() {
        return life;
    }

    boolean lives(int then) {
        return life > 0 && life == then;
    }

    /** What its own clock says. */
    long clock() {
        return cluster.schedule().now() + clockOffset;
    }

    void setClock(long offsetMillis) {
        clockOffset = offsetMillis;
        trace("its clock is off by " + offsetMillis + " ms");
    }

    /** From its next start on it dials whom announcements name, besides what its links say. */
    void looksForOthers() {
        looks = true;
    }

    List<Address> anchors() {
        return anchors;
    }

    List<Neighbour> neighbours() {
        return peer.neighbours(clock());
    }

    void fillDisk(long until) {
        fullUntil = until;
        trace("its disk is full");
    }

    /** From its next start on it takes no more than that of one other community in a day. */
    void takesDaily(long records) {
        dailyRecords = records;
    }

    /** How other communities stand with it. */
    List<Repute> reputes() {
        return peer.reputes(clock());
    }

    /** The proof that an author has signed two things where only one may be; null where there is none. */
    Bytes32 proofAgainst(Bytes32 author) {
        return peer.proofAgainst(author);
    }

    /** From now on it is not honest: all that it says goes through that tongue, and what must hold is not asked of it. */
    void turn(UnaryOperator<Frame> bent) {
        tongue = bent;
        trace("turns");
    }

    boolean isHonest() {
        return tongue == null && impostor == null;
    }

    /** From now on its peer hears and says nothing any more: somebody else speaks in its name. */
    void yield(Impostor other) {
        impostor = other;
        trace("turns");
    }

    /** Somebody who speaks in a host's name. */
    interface Impostor {
        /** A channel stands; whether it was dialled from here. */
        void opened(Channel.End end, boolean dialled);

        void heard(Channel.End end, Frame frame);
    }

    /** Says something of its own over every session. */
    void say(Frame frame) {
        List.copyOf(ends.values()).forEach(end -> end.send(frame.toByteArray()));
    }

    List<String> notes() {
        return notes;
    }

    Store store() {
        return store;
    }

    Ledger durable() {
        return durable;
    }

    Ledger live() {
        return store.live();
    }

    SortedMap<Long, Channel.End> ends() {
        return ends;
    }

    void start() {
        if (lost) {
            return;
        }
        life = ++lives;
        effectsLeft = -1;
        trace("starts");
        Store opened = disk.open();
        cluster.audit(durable, opened, name());
        store = new WatchedStore(
                opened, durable, rules::entering, () -> cluster.schedule().now() < fullUntil);
        inbound = new Inbound(new Verification(cluster.signatures()), cluster.signatures());
        Config config = new Config(
                key(),
                community.charter(),
                List.of(),
                List.of(Network.address(this)),
                new Config.Software("simulated", false),
                dailyRecords,
                Follow.OWN);
        MailGround letters = new MailGround(mail, blockSecret(), MailLimits.NODE_BYTES);
        peer = new Peer(config, store, letters, new Dice(cluster.seed(), name() + " life " + life));
        handle(new Event.Started());
        if (looks) {
            handle(new Event.Looking(new Reaching(List.of(), anchors, true)));
        }
    }

    /** Of what its community makes block tags. */
    byte[] blockSecret() {
        return Sha256.of(key().publicKey().bytes()).bytes();
    }

    /** Stops at once. What was not committed is gone; who is connected learns of it or does not. */
    void crash(boolean unseen) {
        if (!isUp()) {
            return;
        }
        trace("crashes");
        life = 0;
        peer = null;
        store = null;
        ends.clear();
        disk.crash();
        mail = mail.crash();
        asked.clear();
        cluster.network().crashed(this, unseen);
        cluster.people().crashed(this);
    }

    /** Its machine is gone for good, with its disk. */
    void lose() {
        crash(true);
        lost = true;
        trace("is lost");
    }

    /** Crashes in the middle of what it does next. */
    void crashSoon(int effects) {
        effectsLeft = effects;
    }

    void close() {
        disk.close();
    }

    void join(Channel.End end) {
        ends.put(end.session, end);
    }

    void forget(Channel.End end) {
        ends.remove(end.session);
    }

    void receive(Channel.End end, byte[] frame) {
        if (impostor != null) {
            impostor.heard(end, parsed(frame));
            return;
        }
        Event event = inbound.open(end.session, frame);
        cluster.trace().step(cluster.schedule().now(), number(), Arrays.hashCode(frame));
        rules.received(end, event);
        handle(event);
        if (isUp()) {
            rules.judged(end, event);
        }
    }

    private static Frame parsed(byte[] frame) {
        try {
            return Frame.parseFrom(frame);
        } catch (InvalidProtocolBufferException e) {
            return Frame.getDefaultInstance();
        }
    }

    void handle(Event event) {
        if (!isUp()) {
            return;
        }
        if (impostor != null) {
            if (event instanceof Event.Opened opened) {
                impostor.opened(ends.get(opened.session()), opened.dialled() != null);
            }
            return;
        }
        cluster.trace()
                .step(
                        cluster.schedule().now(),
                        number(),
                        event.getClass().getSimpleName().hashCode());
        if (cluster.trace().isRead()) {
            trace("<- " + Told.of(event));
        }
        int now = life;
        long looks = store.looks();
        List<Effect> effects = peer.handle(clock(), event);
        rules.worked(event, store.looks() - looks);
        for (Effect effect : effects) {
            if (effectsLeft == 0) {
                cluster.crash(this);
            }
            if (!lives(now)) {
                return;
            }
            effectsLeft--;
            if (cluster.trace().isRead()) {
                trace("-> " + Told.of(effect));
            }
            perform(effect);
        }
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.Send send -> {
                Channel.End end = ends.get(send.session());
                if (end != null && isHonest()) {
                    rules.sending(end, send.frame());
                    end.send(send.frame().toByteArray());
                } else if (end != null) {
                    end.send(tongue.apply(send.frame()).toByteArray());
                }
            }
            case Effect.Close close -> {
                Channel.End end = ends.get(close.session());
                if (end != null) {
                    end.close(close.why().toString());
                }
            }
            case Effect.Dial dial -> cluster.network().dial(this, dial.address());
            case Effect.Commit(Store.Group group) ->
                commit(group::commit, new Event.Committed(group), fault -> new Event.CommitFailed(group, fault));
            case Effect.Answer answer -> {
                rules.answering(answer);
                cluster.people().answered(this, answer);
            }
            case Effect.Decline decline -> cluster.people().declined(this, decline);
            case Effect.SetTimer timer -> later(timer.at() - clock(), new Event.Fired(timer.timer()));
            case Effect.Arrived(List<SignedRecord> records) -> {
                rules.arrived(records);
                cluster.arrived(this, records);
            }
            case Effect.Linked linked -> {
                // Nobody here waits for a link.
            }
            case Effect.Remember(List<Address> good) -> anchors = good;
            case Effect.Mail(MailEffect letters) -> perform(letters);
            case Effect.Blob(BlobEffect.Work work) ->
                blobs.perform(work, (millis, done) -> later(millis, new Event.Blob(done)));
            case Effect.Note note -> {
                notes.add(note.text());
                rules.noted(note);
            }
        }
    }

    /** What a disk does. */
    private interface Write {
        void commit() throws StoreFault;
    }

    private void perform(MailEffect effect) {
        switch (effect) {
            case MailEffect.Commit(MailStore.Group group) ->
                commit(
                        () -> commit(group),
                        new Event.Mail(new MailEvent.Committed(group)),
                        fault -> new Event.Mail(new MailEvent.CommitFailed(group, fault)));
            case MailEffect.Answer(long ticket, Checked<MailReply> said) -> {
                Consumer<Checked<MailReply>> answer = asked.remove(ticket);
                if (answer != null) {
                    answer.accept(said);
                }
            }
            default -> {
                // Nobody here waits for letters: they look.
            }
        }
    }

    private void commit(MailStore.Group group) throws StoreFault {
        if (cluster.schedule().now() < fullUntil) {
            throw new StoreFault("no space left", true, null);
        }
        group.commit();
    }

    /** Asks its post office; a host that is down, or goes down before it answers, never does. */
    void ask(MailRequest request, Consumer<Checked<MailReply>> answer) {
        if (isUp()) {
            asked.put(++tickets, answer);
            handle(new Event.Mail(new MailEvent.Asked(tickets, request)));
        }
    }

    /** What it has of blobs, whether it is up or not. */
    BlobDisk blobs() {
        return blobs;
    }

    /** How many blobs it wants; 0 while it is down. */
    int wantedBlobs() {
        return peer == null ? 0 : peer.wantedBlobs();
    }

    /** What it has of letters; null while it is down. */
    PostOffice letters() {
        return peer == null ? null : peer.mail();
    }

    private void later(long millis, Event event) {
        int then = life;
        cluster.schedule().after(Math.max(0, millis), () -> {
            if (lives(then)) {
                handle(event);
            }
        });
    }

    /** The disk takes its time, and again until the owner hears of it: a crash may fall before, between and after. */
    private void commit(Write write, Event done, Function<StoreFault, Event> failed) {
        int then = life;
        long flush = dice.chance(0.02) ? dice.between(100, 2_000) : dice.between(0, 20);
        cluster.schedule().after(flush, () -> {
            if (!lives(then)) {
                return;
            }
            try {
                write.commit();
                later(dice.between(0, 5), done);
            } catch (StoreFault fault) {
                later(dice.between(0, 5), failed.apply(fault));
            }
        });
    }

    /** The whole hour up to which it may have let go of what expired. */
    long cutoff() {
        return Math.max(clock() - Math.floorMod(clock(), Limits.HOUR_MILLIS), store.expiredTo());
    }

    void agree() {
        if (isUp()) {
            cluster.audit(store.live(), store, name());
        }
    }

    void trace(String what) {
        cluster.trace().line(cluster.schedule().now(), name(), what);
    }
}
