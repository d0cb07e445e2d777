package org.byway.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.byway.agent.Agent;
import org.byway.agent.Answers;
import org.byway.agent.Delivery;
import org.byway.agent.catalogue.DraftReader;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.identity.Identity;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Binder;
import org.byway.agent.ledger.Entry;
import org.byway.agent.ledger.FileBinder;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.MemoryBinder;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.letter.Carrier;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.letter.Device;
import org.byway.agent.letter.Letters;
import org.byway.agent.letter.Piece;
import org.byway.agent.letter.Reception;
import org.byway.agent.letter.Tie;
import org.byway.agent.node.MailPort;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Reply;
import org.byway.agent.node.SnapshotPort;
import org.byway.agent.pay.PayRound;
import org.byway.agent.snapshot.Backup;
import org.byway.agent.snapshot.Restore;
import org.byway.agent.tab.TabRound;
import org.byway.agent.vault.DataKey;
import org.byway.agent.vault.Opened;
import org.byway.agent.vault.SealedBinder;
import org.byway.agent.vault.Unlocking;
import org.byway.agent.vault.Vault;
import org.byway.agent.vault.VaultDamaged;
import org.byway.agent.vault.VaultFolder;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.record.Reason;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Message;
import org.byway.protocol.wire.Offer;

/**
 * Somebody with the agent of the program itself: ledger, vault, names and letters, over a disk in memory and hosts of the cluster. The
 * program may stop at any append, and starts again from what is on the disk; the disk itself may be lost.
 */
final class Person {
    private static final double STOPS = 0.15;
    private static final int MOST_APPENDS = 14;

    private final Cluster cluster;
    private final String name;
    private final Host home;
    private final Dice dice;
    private final InstantSource clock;
    private final List<Bytes32> boxes = new ArrayList<>();
    private final List<MailPort> ways = new ArrayList<>();
    private final List<SnapshotPort> places = new ArrayList<>();
    private final NodePort node;
    private final Keyring keys;
    private final Opened opened;
    private MemoryBinder disk = new MemoryBinder();
    private FrailBinder frail;
    private Device device;
    private final Set<String> came = new HashSet<>();
    private int refusals;
    /** By how much its clock is ahead of the true time. */
    private long clockAheadMillis;
    /** The bug that its disk forgets what it said was kept. */
    private boolean forgetful;

    Agent agent;
    Letters letters;
    Carrier carrier;

    /** Somebody at home with one host, whose letters wait at others. */
    Person(Cluster cluster, String name, Host home, List<Host> boxes) throws IOException {
        this.cluster = cluster;
        this.name = name;
        this.home = home;
        dice = new Dice(cluster.seed(), "person " + name);
        clock = () -> Instant.ofEpochMilli(cluster.schedule().now() + clockAheadMillis);
        node = new SimulatedNode(cluster, wire(home, "records"));
        ways.add(new SimulatedMail(cluster, wire(home, "letters")));
        for (Host box : boxes) {
            this.boxes.add(box.key().publicKey());
            if (box != home) {
                ways.add(new SimulatedMail(cluster, wire(box, "letters")));
            }
            places.add(new SimulatedPlace(wire(box, "snapshots")));
        }
        Keyring drawn = Keyring.ofRandom(dice);
        byte[] seed = drawn.words().seed("");
        keys = Keyring.of(drawn.words(), seed);
        opened = new Opened(dice.bytes(16), DataKey.of(dice.bytes(DataKey.KEY_BYTES)), drawn.words(), seed);
        device = newDevice();
        wakes();
        settle();
    }

    private Wire wire(Host host, String what) {
        return new Wire(
                cluster, host, new Dice(cluster.seed(), "wire of " + name + " to " + host.name() + " for " + what));
    }

    private Device newDevice() {
        return new Device(HexFormat.of().formatHex(dice.bytes(16)));
    }

    /** The ledger begins with the community of the home, as that of its founder does. */
    private void settle() throws IOException {
        SignedRecord charter = home.community().charter();
        Envelope envelope = charter.envelope();
        Entry entry = new Entry(
                charter.id(),
                Kind.CHARTER,
                envelope.author(),
                0,
                null,
                envelope.lineage(),
                0,
                null,
                envelope.expires(),
                null);
        Ledger ledger = Ledger.open(new SealedBinder(frail, opened.dataKey(), dice));
        try (Ledger.Page page = ledger.write()) {
            byte[] bundle = Bundles.write(List.of(charter)).toByteArray();
            page.receipted(page.sealed(List.of(), List.of(entry), bundle), clock.millis(), Set.of(), new byte[0]);
        }
        wakes();
    }

    /** What was last said in the lineage of that record. */
    Entry said(Bytes32 id) {
        try {
            return agent.said(id).orElseThrow().entry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens everything anew, as the program does when it starts. */
    void wakes() throws IOException {
        frail = new FrailBinder(disk, dice);
        SealedBinder binder = new SealedBinder(frail, opened.dataKey(), dice);
        agent = new Agent(keys, Ledger.open(binder), Vault.open(binder), clock, dice);
        letters = Letters.open(keys, agent.vault(), device, clock, dice);
        letters.take(agent::sealedBy);
        carrier = letters.carrier(ways);
        for (Identity identity : agent.personas().identities()) {
            letters.correspondence().resign(identity.index(), identity.keySequence());
        }
    }

    /** From now on what its disk has taken since somebody sat down is gone when the program stops. */
    void plantForgetfulness() {
        forgetful = true;
    }

    String name() {
        return name;
    }

    void setClock(long aheadMillis) {
        clockAheadMillis = aheadMillis;
    }

    long now() {
        return clock.millis();
    }

    /** What the program does by itself with each round of letters: it completes, confirms and accepts what its person need not be asked. */
    void tends() throws IOException {
        does(() -> {
            new TabRound(letters.correspondence()).round();
            new PayRound(letters.correspondence()).round();
        });
    }

    Collection<Tie> ties() {
        return letters.book().ties();
    }

    boolean isIn(Bytes32 relationship) {
        return letters.book().tie(relationship).isPresent();
    }

    Tie tie(Bytes32 relationship) {
        return letters.book().tie(relationship).orElseThrow();
    }

    /** What somebody does with the program. */
    interface Doing {
        void run() throws IOException;
    }

    /** Does something; the program may stop in the midst of it, and is started again. Whether it was done to its end. */
    boolean does(Doing what) throws IOException {
        if (!cluster.isCalm() && dice.chance(STOPS)) {
            frail.stopAfter(dice.among(MOST_APPENDS));
        }
        try {
            what.run();
            frail.stopAfter(-1);
            return true;
        } catch (IOException stopped) {
            if (!frail.hasStopped()) {
                throw stopped;
            }
            if (forgetful) {
                frail.forget();
            }
            wakes();
            return false;
        }
    }

    /** Sits down at the program for a while. */
    void arrives() {
        if (forgetful) {
            frail.lie();
        }
    }

    /** One round of letters: what was found is right, and new. */
    void round() throws IOException {
        does(() -> {
            for (Reception.Found found : carrier.round().found()) {
                switch (found) {
                    case Reception.Found.Declined declined -> throw new Violation(name + " declines " + declined);
                    case Reception.Found.Came(Tie tie, Piece piece) -> {
                        String which = tie.relationship() + " " + piece.slot() + " " + piece.number();
                        if (!came.add(which)) {
                            throw new Violation(name + " is shown a letter twice: " + which);
                        }
                    }
                }
            }
        });
    }

    /** Looks at all that has come. */
    void looks() throws IOException {
        does(() -> {
            for (Tie tie : new ArrayList<>(ties())) {
                if (tie.unseen() > 0) {
                    letters.correspondence().read(tie);
                }
            }
        });
    }

    /** Writes in each conversation; refused only where a restored home does not know yet how far it had come. */
    void writes(String text) throws IOException {
        does(() -> {
            for (Tie tie : new ArrayList<>(ties())) {
                Checked<Piece> written = letters.correspondence()
                        .write(tie, body -> body.setMessage(Message.newBuilder().setText(text)));
                if (written instanceof Checked.Refused<Piece> refused) {
                    if (refused.refusal().reason() != Reason.NOT_YET || !tie.isRestored()) {
                        throw new Violation(name + " may not write: " + refused.refusal());
                    }
                    refusals++;
                }
            }
        });
    }

    /** How often nothing could be written yet. */
    int refusals() {
        return refusals;
    }

    /** Writes to somebody for the first time. */
    void begins(Correspondence.Addressee to, String text) throws IOException {
        does(() -> {
            Tie tie = letters.correspondence().begin(to, boxes);
            if (tie.pieces().isEmpty()) {
                letters.correspondence()
                        .write(tie, body -> body.setMessage(Message.newBuilder().setText(text)))
                        .orThrow();
            }
        });
    }

    /** Says something under a name, or without one where that is null, which is answered at this person's mailboxes; the sealed record. */
    SignedRecord says(Wanted wanted, String title, String seller) throws IOException {
        Answers answers = new Answers(letters.correspondence(), boxes);
        agent.take(answers);
        Map<String, String> columns =
                seller == null ? Map.of("title", title) : Map.of("title", title, "seller", seller);
        Waiting waiting = agent.seal(List.of(Agent.prepare(
                                wanted, DraftReader.read(wanted, columns::get).orThrow())
                        .orThrow()))
                .orElseThrow();
        while (!carrier.open(answers.named()).isEmpty()) {
            cluster.run(1_000);
        }
        return cluster.verified(agent.bytes(waiting)).get(0);
    }

    /** What somebody who has stolen an identity's first key says by it. */
    SignedRecord stolen(Identity identity, String title) {
        long now = clock.millis();
        long expires = now + Limits.DAY_MILLIS;
        Bytes32 lineage = Lineage.of(expires, dice.bytes(Lineage.RANDOM_BYTES));
        byte[] content = Offer.newBuilder().setTitle(title).build().toByteArray();
        var place = new Envelope.Place(identity.id(), 1, home.community().id(), lineage, null);
        Envelope envelope =
                Envelope.write(place, Kind.OFFER, now, expires, content).orThrow();
        Signed seal = Signed.seal(keys.identity(identity.index(), 1), identity.id(), envelope.id());
        return new SignedRecord(envelope, content, seal, 0, null, 0);
    }

    /** Posts all that waits, again and again until it is answered for. */
    void posts() throws IOException {
        boolean done = false;
        while (!done) {
            List<String> troubles = new ArrayList<>();
            done = does(() -> {
                Delivery.Outcome outcome = new Delivery(agent, node).all();
                if (!outcome.refused().isEmpty()) {
                    throw new Violation(name + "'s records are refused: " + outcome.refused());
                }
                if (outcome.trouble() != null) {
                    troubles.add(outcome.trouble());
                }
            });
            if (!troubles.isEmpty()) {
                done = false;
                cluster.run(5_000);
            }
        }
    }

    /** A record as this person's node gives it, checked; null where it does not. */
    SignedRecord reads(Bytes32 id) {
        return node.record(id) instanceof Reply.Got<byte[]>(byte[] bundle)
                ? cluster.verified(bundle).get(0)
                : null;
    }

    /** Leaves a snapshot of the home wherever letters wait; at how many nodes that went well. */
    int leavesSnapshot() throws IOException {
        int left = 0;
        Backup backup = Backup.take(frail, opened, clock, dice).orThrow();
        for (SnapshotPort place : places) {
            if (backup.leave(place) instanceof Reply.Got<Integer>) {
                left++;
            }
        }
        return left;
    }

    /** Loses the home, and makes one again of the words and whatever snapshot can be had, as soon as one can. */
    void losesHome(Path folder) throws IOException {
        while (!isRestored(folder)) {
            cluster.run(10_000);
        }
        DataKey key = new VaultFolder(folder, Unlocking.none(), dice).open().dataKey();
        if (!HexFormat.of()
                .formatHex(key.bytes())
                .equals(HexFormat.of().formatHex(opened.dataKey().bytes()))) {
            throw new Violation("another key seals the home that was restored");
        }
        MemoryBinder restored = new MemoryBinder();
        try (FileBinder files = FileBinder.open(folder)) {
            for (Binder.Part part : Binder.Part.values()) {
                restored.append(part, files.read(part, 0, (int) files.size(part)));
            }
        }
        device = newDevice();
        begin(restored);
    }

    private boolean isRestored(Path folder) throws IOException {
        try {
            new Restore(keys, opened.seed(), clock.millis(), dice).from(places, folder);
            return true;
        } catch (VaultDamaged damaged) {
            throw damaged;
        } catch (IOException noNodeGivesIt) {
            return false;
        }
    }

    private void begin(MemoryBinder on) throws IOException {
        disk = on;
        came.clear();
        wakes();
    }

    /** A copy of the home's files, which knows nothing of restoring. */
    MemoryBinder copy() {
        MemoryBinder copy = new MemoryBinder();
        for (Binder.Part part : Binder.Part.values()) {
            copy.append(part, disk.read(part, 0, (int) disk.size(part)));
        }
        return copy;
    }

    /** The mistake of putting such a copy in the place of the home. */
    void putsBack(MemoryBinder copy) throws IOException {
        begin(copy);
    }
}
