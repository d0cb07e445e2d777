package org.byway.agent.letter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.byway.agent.keys.Keyring;
import org.byway.agent.node.MailPort;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.letter.LetterAddress;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.Message;

/** Somebody with keys, a vault in memory and some nodes. */
final class TestPerson {
    private static final AtomicLong NOW = new AtomicLong(1_795_000_000_000L);

    final Keyring keys;
    final List<TestNode> nodes;
    final MemoryShelf shelf;
    Correspondence letters;
    Carrier carrier;
    private final Random random;
    private final int slot;
    final String device;
    Devices devices;

    TestPerson(long seed, TestNode... nodes) {
        this(Keyring.ofRandom(new Random(seed)), new MemoryShelf(), seed, 1_000_000 + (int) seed, List.of(nodes));
    }

    private TestPerson(Keyring keys, MemoryShelf shelf, long seed, int slot, List<TestNode> nodes) {
        this.keys = keys;
        this.shelf = shelf;
        this.random = new Random(seed * 31 + shelf.kept.size());
        this.nodes = nodes;
        this.slot = slot;
        this.device = String.format(Locale.ROOT, "%032x", seed);
        wake();
    }

    /** The same person as this one was when its vault held so much, on another device or on this one again. */
    TestPerson restored(int entries, long seed) {
        MemoryShelf then = new MemoryShelf();
        then.kept.addAll(shelf.kept.subList(0, entries));
        return new TestPerson(keys, then, seed, slot, nodes);
    }

    /** The same on a device that has not written yet, as a restored home is. */
    TestPerson onNewDevice(int entries, long seed) {
        MemoryShelf then = new MemoryShelf();
        then.kept.addAll(shelf.kept.subList(0, entries));
        return new TestPerson(keys, then, seed, slot + 1_000, nodes);
    }

    /** Opens everything anew, as after a crash. */
    void wake() {
        shelf.keepsLeft = -1;
        Letterbook book =
                new Letterbook(kept -> Study.address(keys, Mailbox.bytes(kept.getIndex()), Mailbox.nodes(kept)));
        shelf.reader(book);
        var here = new Correspondence.Circumstances(slot, () -> Instant.ofEpochMilli(NOW.incrementAndGet()), random);
        letters = new Correspondence(keys, shelf, book, new StrictEd25519(), here);
        carrier = new Carrier(letters, shelf, new Carrier.Hand(keys, device, here), List.<MailPort>copyOf(nodes));
        devices = new Devices(book, new Carrier.Hand(keys, device, here), List.<MailPort>copyOf(nodes));
    }

    /** Everybody's clock goes on. */
    static void later(long millis) {
        NOW.addAndGet(millis);
    }

    List<Bytes32> nodeKeys() {
        return nodes.stream().map(TestNode::node).toList();
    }

    /** Casts something that strangers may answer, under a persona of its own: to be written to. */
    Correspondence.Addressee casts(String what) throws IOException {
        Bytes32 index = Sha256.of(what.getBytes(StandardCharsets.UTF_8));
        Mailbox mailbox =
                letters.open(index, new Mailbox.Signer(index, 0), nodeKeys(), NOW.get() + Carrier.KEPT_MILLIS);
        carrier.round();
        return new Correspondence.Addressee(
                new LetterAddress(mailbox.address().tag(), mailbox.address().key(), nodeKeys()),
                keys.persona(index).publicKey(),
                Sha256.of(index.bytes()));
    }

    Tie writes(Correspondence.Addressee to, String text) throws IOException {
        Tie tie = letters.begin(to, nodeKeys());
        writes(tie, text);
        return tie;
    }

    void writes(Tie tie, String text) throws IOException {
        letters.write(tie, body -> body.setMessage(Message.newBuilder().setText(text)))
                .orThrow();
    }

    Tie tie() {
        return letters.book().ties().iterator().next();
    }

    /** The texts of a tie in order, one's own with "me: ". */
    List<String> says(Tie tie) {
        return letters.book().tie(tie.relationship()).orElseThrow().pieces().stream()
                .filter(piece -> piece.body().hasMessage())
                .map(piece ->
                        (piece.own() ? "me: " : "") + piece.body().getMessage().getText())
                .toList();
    }

    List<DeliveryState> deliveries(Tie tie) {
        return letters.book().tie(tie.relationship()).orElseThrow().pieces().stream()
                .filter(Piece::own)
                .map(Piece::delivery)
                .toList();
    }
}
