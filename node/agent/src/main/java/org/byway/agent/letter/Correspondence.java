package org.byway.agent.letter;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.byway.agent.keys.Keyring;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.letter.LetterAddress;
import org.byway.protocol.letter.OpenedLetter;
import org.byway.protocol.letter.SealedLetter;
import org.byway.protocol.letter.SealingKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.HeadsSent;
import org.byway.protocol.wire.LetterBody;
import org.byway.protocol.wire.LetterEntry;
import org.byway.protocol.wire.LetterPost;
import org.byway.protocol.wire.LetterRead;
import org.byway.protocol.wire.LetterWritten;
import org.byway.protocol.wire.PayPolicy;
import org.byway.protocol.wire.SenderBlocked;
import org.byway.protocol.wire.StockCounted;
import org.byway.protocol.wire.TieKept;
import org.byway.protocol.wire.UsageKept;
import org.byway.protocol.wire.Withheld;

/**
 * Writes letters and takes them in: says what is kept, and changes nothing but by keeping it. IOException is a broken disk or a
 * damaged vault. Used by one thread at a time.
 */
public final class Correspondence {
    /** How long an intent is answered after its last moment. */
    public static final long ANSWER_MILLIS = 14L * 24 * 3_600_000;

    private final Study study;
    private final Introducer introducer;
    private final Reception reception;

    /**
     * Where and when letters are written.
     *
     * @param slot this device's, drawn by chance, below 2^31
     * @param random a cryptographic source
     */
    public record Circumstances(int slot, InstantSource clock, RandomGenerator random) {}

    public Correspondence(
            Keyring keys, Shelf shelf, Letterbook book, SignatureCheck signatures, Circumstances circumstances) {
        study = new Study(keys, shelf, book, circumstances);
        introducer = new Introducer(study, this);
        reception = new Reception(study, signatures);
    }

    Circumstances here() {
        return study.here();
    }

    public Introducer introducer() {
        return introducer;
    }

    Reception reception() {
        return reception;
    }

    /** The key by which one's own letters of a tie are signed. */
    public Bytes32 ownKey(Tie tie) {
        return study.ownKey(tie);
    }

    public Letterbook book() {
        return study.book();
    }

    int slot() {
        return study.here().slot();
    }

    /**
     * Whom to write to.
     *
     * @param address where letters to them go
     * @param key by which their letters are signed
     * @param about the record that tells so, or null
     */
    public record Addressee(LetterAddress address, Bytes32 key, Bytes32 about) {}

    /** Begins a tie under a fresh persona, whose answers wait at these nodes; the one that there is where it was begun before. */
    public Tie begin(Addressee to, List<Bytes32> nodes) throws IOException {
        return begin(to, nodes, null);
    }

    /** Likewise under a name, where that is not null. */
    public Tie begin(Addressee to, List<Bytes32> nodes, Mailbox.Signer name) throws IOException {
        try (Shelf.Turn turn = study.shelf().turn()) {
            for (Tie tie : study.book().ties()) {
                if (to.about() != null
                        && to.about().equals(tie.about())
                        && to.key().equals(tie.other())) {
                    return tie;
                }
            }
            Bytes32 index = study.chance32();
            Bytes32 relationship = study.chance32();
            TieKept tie = TieKept.newBuilder()
                    .setRelationship(Tie.bytes(relationship))
                    .setIndex(Tie.bytes(index))
                    .setSigner(Tie.bytes(name == null ? index : name.index()))
                    .setSignerSequence(name == null ? 0 : name.sequence())
                    .setOther(Tie.bytes(to.key()))
                    .setCard(to.address().wire())
                    .setAbout(Tie.bytes(to.about()))
                    .setSince(study.now())
                    .build();
            turn.keep(List.of(
                    study.mailbox(index, relationship, nodes),
                    LetterEntry.newBuilder().setTie(tie).build()));
            return study.book().tie(relationship).orElseThrow();
        }
    }

    /** Opens a mailbox where anybody may write, answered by that persona, at these nodes until then; the one that there is, if it lasts. */
    public Mailbox open(Bytes32 index, Mailbox.Signer signer, List<Bytes32> nodes, long expires) throws IOException {
        Mailbox mailbox = new Mailbox(index, study.address(index, nodes), expires, null, signer);
        try (Shelf.Turn turn = study.shelf().turn()) {
            Mailbox found = study.book().mailbox(mailbox.address().tag()).orElse(null);
            if (!mailbox.equals(found)) {
                turn.keep(List.of(
                        LetterEntry.newBuilder().setMailbox(mailbox.kept()).build()));
            }
            return mailbox;
        }
    }

    /** From now on strangers who write to a name are answered by its n-th key, as what it offers is signed by that. */
    public void resign(Bytes32 index, int sequence) throws IOException {
        Mailbox mailbox = study.book().mailboxAt(index).orElse(null);
        Mailbox.Signer signer = new Mailbox.Signer(index, sequence);
        if (mailbox != null && mailbox.open() && !signer.equals(mailbox.signer())) {
            open(index, signer, mailbox.address().nodes(), mailbox.expires());
        }
    }

    /** Writes the next letter of a tie; it is kept, and leaves with the carrier's next round. */
    public Checked<Piece> write(Tie to, Consumer<LetterBody.Builder> what) throws IOException {
        return write(to, (tie, key, body) -> {
            what.accept(body);
            return null;
        });
    }

    /** Says something that hangs on what was said before. */
    public interface Saying {
        /** Fills in the body of the next letter of a tie, as it is now, to be signed by that key; or why it cannot be said, else null. */
        Refusal say(Tie tie, SigningKey key, LetterBody.Builder body);
    }

    /** Likewise what hangs on what was said before; no other process of this home writes meanwhile. */
    public Checked<Piece> write(Tie to, Saying what) throws IOException {
        try (Shelf.Turn turn = study.shelf().turn()) {
            Tie tie = study.book().tie(to.relationship()).orElseThrow();
            Refusal fault = silent(tie);
            if (fault != null) {
                return new Checked.Refused<>(fault);
            }
            LetterBody.Builder body = body(tie);
            if (tie.about() != null && !tie.isKnown()) {
                body.setAbout(Tie.bytes(tie.about()));
            }
            Refusal unsaid = what.say(tie, study.key(tie), body);
            if (unsaid != null) {
                return new Checked.Refused<>(unsaid);
            }
            byte[] bytes = body.build().toByteArray();
            if (bytes.length > OpenedLetter.MAX_BODY_BYTES) {
                return Refusal.of(
                        Reason.TOO_LARGE,
                        "a letter has at most " + OpenedLetter.MAX_BODY_BYTES + " bytes, this one " + bytes.length);
            }
            long number = tie.highestSent(slot()) + 1;
            List<LetterEntry> entries = new ArrayList<>();
            if (!tie.isKnown() && !tie.latest().isEmpty()) {
                entries.add(Study.kept(tie.kept().toBuilder().setKnown(true)));
            }
            entries.add(written(tie, number, bytes, null));
            turn.keep(entries);
            return new Checked.Ok<>(piece(tie, number));
        }
    }

    static Refusal silent(Tie tie) {
        if (tie.isRestored()) {
            return new Refusal(
                    Reason.NOT_YET,
                    "after the restore the other side must first tell how far this conversation had come");
        }
        if (tie.isBlocked()) {
            return new Refusal(Reason.NOT_CARRIED, "this conversation is blocked");
        }
        return tie.kept().hasCard() ? null : new Refusal(Reason.NOT_YET, "the introduction is not made yet");
    }

    private LetterBody.Builder body(Tie tie) {
        LetterBody.Builder body = LetterBody.newBuilder()
                .setWritten(tie.next(study.now()))
                .setSlot(slot())
                .setHeads(tie.heads(slot()));
        study.book()
                .mailboxAt(tie.index())
                .ifPresent(own -> body.setCard(own.address().wire()));
        return body;
    }

    private LetterEntry written(Tie tie, long number, byte[] body, LetterPost post) {
        LetterWritten.Builder written = LetterWritten.newBuilder()
                .setRelationship(Tie.bytes(tie.relationship()))
                .setSlot(slot())
                .setNumber(number)
                .setBody(ByteString.copyFrom(body));
        if (post != null) {
            written.setPost(post.toByteString());
        }
        return LetterEntry.newBuilder().setWritten(written).build();
    }

    private Piece piece(Tie tie, long number) {
        return tie.pieces().stream()
                .filter(piece -> piece.own() && piece.slot() == slot() && piece.number() == number)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Seals a letter that was written, to where the other side is to be found now; it is the carrier's to keep it so.
     *
     * @param blockTag of the community through which it is to enter; null between those who know each other
     */
    LetterPost seal(Tie tie, Sent letter, Bytes32 blockTag) {
        return sealed(tie, letter.number, letter.body.toByteArray(), blockTag);
    }

    /** Keeps as what a letter was sealed. */
    LetterEntry sealed(Tie tie, Sent letter, LetterPost post) {
        return written(tie, letter.number, letter.body.toByteArray(), post);
    }

    private LetterPost sealed(Tie tie, long number, byte[] body, Bytes32 blockTag) {
        LetterAddress card = tie.card();
        Bytes32 tag = blockTag == null ? study.chance32() : blockTag;
        byte[] seed = study.chance(SealingKey.SEED_BYTES);
        SealedLetter letter = SealedLetter.seal(
                        new SealedLetter.Address(card.key(), card.tagBytes(), tag),
                        study.key(tie),
                        new OpenedLetter.Text(tie.relationship(), number, body),
                        seed)
                .orThrow();
        LetterPost.Builder post = LetterPost.newBuilder().setLetter(ByteString.copyFrom(letter.bytes()));
        card.nodes().forEach(node -> post.addNodes(Tie.bytes(node)));
        if (blockTag != null) {
            post.setReceiver(Tie.bytes(card.key()));
        }
        return post.build();
    }

    /** Whether a sealed letter carries that block tag. */
    static boolean carries(LetterPost post, Bytes32 blockTag) {
        return SealedLetter.parse(post.getLetter().toByteArray())
                .orThrow()
                .blockTag()
                .equals(blockTag);
    }

    /**
     * Whether the other side is to know how far we have come.
     *
     * @param again also where it was told before and something is still missing
     */
    boolean owesHeads(Tie tie, boolean again) {
        boolean owed = tie.owesHeads(slot()) || (again && tie.lacks()) || owesCard(tie);
        return owed && mayTell(tie) && !tie.isBlocked() && tie.kept().hasCard();
    }

    /** Seals how far we have come. */
    LetterPost heads(Tie tie) throws IOException {
        LetterBody body = body(tie).setUncounted(true).build();
        // Before it leaves: if the clock went back and we started anew, what we tell next would be taken for older than
        // this.
        HeadsSent telling = HeadsSent.newBuilder()
                .setRelationship(Tie.bytes(tie.relationship()))
                .setWritten(body.getWritten())
                .build();
        try (Shelf.Turn turn = study.shelf().turn()) {
            turn.keep(List.of(LetterEntry.newBuilder().setHeadsSent(telling).build()));
        }
        return sealed(tie, body.getWritten(), body.toByteArray(), null);
    }

    /** A stranger is told nothing before he is answered, unless an answer that a restore has lost may have been given. */
    private static boolean mayTell(Tie tie) {
        return tie.isKnown() || (tie.isRestored() && !tie.latest().isEmpty());
    }

    private boolean owesCard(Tie tie) {
        return study.book()
                .mailboxAt(tie.index())
                .map(own -> tie.owesCard(own.address().wire()))
                .orElse(false);
    }

    /** Lets all mailboxes be at these nodes from now on; those who know us are told so, and what waits elsewhere is fetched still. */
    public void settle(List<Bytes32> nodes) throws IOException {
        try (Shelf.Turn turn = study.shelf().turn()) {
            List<LetterEntry> entries = new ArrayList<>();
            for (Mailbox mailbox : study.book().mailboxes()) {
                if (mailbox.expires() > study.now()
                        && !mailbox.address().nodes().equals(nodes)) {
                    Mailbox settled = mailbox.at(study.address(mailbox.index(), nodes));
                    entries.add(
                            LetterEntry.newBuilder().setMailbox(settled.kept()).build());
                }
            }
            turn.keep(entries);
        }
    }

    /** Notes that the other side was told. */
    void headsSent(Tie tie) throws IOException {
        try (Shelf.Turn turn = study.shelf().turn()) {
            HeadsSent.Builder sent = HeadsSent.newBuilder()
                    .setRelationship(Tie.bytes(tie.relationship()))
                    .setHeads(tie.heads(slot()));
            study.book()
                    .mailboxAt(tie.index())
                    .ifPresent(own -> sent.setCard(own.address().wire()));
            turn.keep(List.of(LetterEntry.newBuilder().setHeadsSent(sent).build()));
        }
    }

    /** Says of numbers that the other side lacks, and that are not here, that there is nothing under them. */
    void withhold(Tie tie) throws IOException {
        if (gone(tie).isEmpty()) {
            return;
        }
        try (Shelf.Turn turn = study.shelf().turn()) {
            List<LetterEntry> entries = new ArrayList<>();
            for (long number : gone(tie)) {
                LetterBody body =
                        body(tie).setWithheld(Withheld.getDefaultInstance()).build();
                entries.add(written(tie, number, body.toByteArray(), null));
            }
            turn.keep(entries);
        }
    }

    private List<Long> gone(Tie tie) {
        return tie.isRestored()
                ? List.of()
                : tie.lacking(slot()).stream()
                        .filter(number -> number <= tie.highestSent(slot()) && tie.sent(slot(), number) == null)
                        .toList();
    }

    /** Marks all that has come in a tie as seen by a person. */
    public void read(Tie tie) throws IOException {
        try (Shelf.Turn turn = study.shelf().turn()) {
            List<LetterEntry> entries = new ArrayList<>();
            tie.latest()
                    .forEach((slot, number) -> entries.add(LetterEntry.newBuilder()
                            .setRead(LetterRead.newBuilder()
                                    .setRelationship(Tie.bytes(tie.relationship()))
                                    .setSlot(slot)
                                    .setNumber(number))
                            .build()));
            turn.keep(entries);
        }
    }

    /** Counts what a deal takes of an offer of one's own, of which so much was there; where that was not counted before. */
    public void count(Tie tie, ByteString deal, long quantity, StockAt offer) throws IOException {
        try (Shelf.Turn turn = study.shelf().turn()) {
            long more = quantity - book().stock().counted(tie, deal);
            long now = book().stock().left(offer.record()).orElse(offer.stock());
            if (more != 0) {
                turn.keep(List.of(LetterEntry.newBuilder()
                        .setStock(StockCounted.newBuilder()
                                .setDeal(deal)
                                .setRelationship(Tie.bytes(tie.relationship()))
                                .setQuantity(quantity)
                                .setRecord(Tie.bytes(offer.record()))
                                .setLeft(Math.max(0, now - more)))
                        .build()));
            }
        }
    }

    /** Keeps which payment signals are taken unasked from now on. */
    public void keep(PayPolicy policy) throws IOException {
        try (Shelf.Turn turn = study.shelf().turn()) {
            turn.keep(List.of(LetterEntry.newBuilder().setPayPolicy(policy).build()));
        }
    }

    /** Logs that something was used. */
    public void keep(UsageKept used) throws IOException {
        try (Shelf.Turn turn = study.shelf().turn()) {
            turn.keep(List.of(LetterEntry.newBuilder().setUsage(used).build()));
        }
    }

    /** An offer's revision, and what it says is there. */
    public record StockAt(Bytes32 record, long stock) {}

    /** Gives a tie a name. */
    public void name(Tie tie, String name) throws IOException {
        change(tie, kept -> kept.setName(name));
    }

    /** Nothing more of the other side is taken, under whatever persona it writes to the same mailbox; or again. */
    public void block(Tie tie, boolean block) throws IOException {
        try (Shelf.Turn turn = study.shelf().turn()) {
            List<LetterEntry> entries = new ArrayList<>();
            entries.add(Study.kept(tie.kept().toBuilder().setBlocked(block)));
            for (Bytes32 tag : tie.blockTags()) {
                SenderBlocked blocked = SenderBlocked.newBuilder()
                        .setBlockTag(Tie.bytes(tag))
                        .setLifted(!block)
                        .build();
                entries.add(LetterEntry.newBuilder().setBlocked(blocked).build());
            }
            turn.keep(entries);
        }
    }

    private void change(Tie tie, Consumer<TieKept.Builder> change) throws IOException {
        try (Shelf.Turn turn = study.shelf().turn()) {
            TieKept.Builder kept = study.book().tie(tie.relationship()).orElseThrow().kept().toBuilder();
            change.accept(kept);
            turn.keep(List.of(Study.kept(kept)));
        }
    }
}
