package org.byway.agent.letter;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.letter.BodyRule;
import org.byway.protocol.letter.Numbering;
import org.byway.protocol.letter.OpenedLetter;
import org.byway.protocol.letter.SealedLetter;
import org.byway.protocol.letter.SealingKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.step.Step;
import org.byway.protocol.wire.HeadsCame;
import org.byway.protocol.wire.LetterBody;
import org.byway.protocol.wire.LetterCame;
import org.byway.protocol.wire.LetterDeclined;
import org.byway.protocol.wire.LetterEntry;
import org.byway.protocol.wire.MailboxFetched;
import org.byway.protocol.wire.SignedStep;
import org.byway.protocol.wire.TieKept;
import org.byway.protocol.wire.WaitingLetter;

/** Takes in what waited in mailboxes: believes nothing, and keeps what is right. Used by one thread at a time. */
public final class Reception {
    /** Strangers who wrote to one persona and whom nobody has answered: more are a flood. */
    static final int MOST_STRANGERS = 1_000;
    /** By how much a number may be higher after a restore than what was kept. */
    static final long MOST_LOST = 1_000_000;
    /** A sender's clock may run ahead by that much. */
    static final long AHEAD_MILLIS = 900_000;
    /** Letters with something wrong about them that are kept note of. */
    static final int MOST_DECLINED = 1_000;

    private final Study study;
    private final SignatureCheck signatures;
    private SignedBy records = SignedBy.NOTHING;
    private Qualified qualified = Qualified.ANYBODY;

    Reception(Study study, SignatureCheck signatures) {
        this.study = study;
        this.signatures = signatures;
    }

    /** Lets strangers be answered by the key that signed what they write about. */
    void take(SignedBy ownRecords) {
        records = ownRecords;
    }

    /** Sets aside what strangers write who lack something. */
    void take(Qualified strangers) {
        qualified = strangers;
    }

    /** What was found in a mailbox. */
    public sealed interface Found {
        record Came(Tie tie, Piece piece) implements Found {}

        /** Something about it is wrong: it is not taken, and the mailbox may let go of it. */
        record Declined(Bytes32 letter, Refusal why) implements Found {}
    }

    /**
     * Takes in what a node gave out of a mailbox, and keeps it: after this the node may be told to let go of it.
     *
     * @param next the position up to which it was given
     */
    List<Found> took(Mailbox mailbox, Bytes32 node, List<WaitingLetter> waiting, long next) throws IOException {
        List<Found> found = new ArrayList<>();
        String tag = mailbox.address().tag();
        List<LetterEntry> fetched = List.of(LetterEntry.newBuilder()
                .setFetched(MailboxFetched.newBuilder()
                        .setTag(ByteString.copyFrom(mailbox.address().tagBytes()))
                        .setNode(Tie.bytes(node))
                        .setPosition(next))
                .build());
        try (Shelf.Turn turn = study.shelf().turn()) {
            for (int i = 0; i < waiting.size(); i++) {
                byte[] letter = waiting.get(i).getLetter().getLetter().toByteArray();
                boolean tagged = waiting.get(i).getLetter().getMark().getTagged();
                boolean last = i == waiting.size() - 1;
                Found one = take(turn, mailbox, new Waiting(letter, tagged, last ? fetched : List.of()));
                if (one instanceof Found.Declined(Bytes32 id, Refusal why)) {
                    decline(turn, mailbox, node, id, why);
                }
                if (one != null) {
                    found.add(one);
                }
            }
            if (study.book().position(tag, node) < next) {
                turn.keep(fetched);
            }
        }
        return found;
    }

    /**
     * A letter in a mailbox.
     *
     * @param tagged by a community that answers for its block tag
     * @param also kept with it, or not at all
     */
    private record Waiting(byte[] letter, boolean tagged, List<LetterEntry> also) {}

    private void decline(Shelf.Turn turn, Mailbox mailbox, Bytes32 node, Bytes32 letter, Refusal why)
            throws IOException {
        if (study.book().declined() < MOST_DECLINED && !study.book().isDeclined(letter)) {
            LetterDeclined declined = LetterDeclined.newBuilder()
                    .setLetter(Tie.bytes(letter))
                    .setTag(ByteString.copyFrom(mailbox.address().tagBytes()))
                    .setNode(Tie.bytes(node))
                    .setReason(why.toString())
                    .build();
            turn.keep(List.of(LetterEntry.newBuilder().setDeclined(declined).build()));
        }
    }

    /** Null where it had come before, or counts nothing. */
    private Found take(Shelf.Turn turn, Mailbox mailbox, Waiting waiting) throws IOException {
        Bytes32 id = Sha256.of(waiting.letter());
        Checked<SealedLetter> sealed = SealedLetter.parse(waiting.letter());
        if (!(sealed instanceof Checked.Ok<SealedLetter>(SealedLetter letter))) {
            return declined(id, sealed);
        }
        if (study.book().isBlocked(letter.blockTag())) {
            return declined(id, Refusal.of(Reason.NOT_CARRIED, "its sender is blocked"));
        }
        SealingKey key = study.keys().sealing(mailbox.index());
        Checked<OpenedLetter> opened = letter.open(key, signatures);
        if (!(opened instanceof Checked.Ok<OpenedLetter>(OpenedLetter text))) {
            return declined(id, opened);
        }
        Checked<LetterBody> read = BodyRule.read(text.text().body(), study.now() + AHEAD_MILLIS);
        if (!(read instanceof Checked.Ok<LetterBody>(LetterBody body))) {
            return declined(id, read);
        }
        Arrival came = new Arrival(text, body, letter.blockTag(), waiting.tagged());
        Checked<Tie> whose = whose(turn, mailbox, came);
        return whose instanceof Checked.Ok<Tie>(Tie tie)
                ? take(turn, tie, came, id, waiting.also())
                : declined(id, whose);
    }

    private static Found declined(Bytes32 letter, Checked<?> refused) {
        return new Found.Declined(letter, ((Checked.Refused<?>) refused).refusal());
    }

    /** An opened letter, and what was seen of it from outside. */
    private record Arrival(OpenedLetter letter, LetterBody body, Bytes32 blockTag, boolean tagged) {
        Bytes32 relationship() {
            return letter.text().relationship();
        }

        long number() {
            return letter.text().number();
        }
    }

    /** The tie to which a letter belongs, begun where a stranger may begin one. */
    private Checked<Tie> whose(Shelf.Turn turn, Mailbox mailbox, Arrival came) throws IOException {
        Tie known = study.book().tie(came.relationship()).orElse(null);
        if (mailbox.relationship() != null && !mailbox.relationship().equals(came.relationship())) {
            return Refusal.of(Reason.BAD_CONTENT, "it is of another relationship than its mailbox");
        }
        if (known != null) {
            if (known.other() != null && !known.other().equals(came.letter().sender())) {
                return Refusal.of(Reason.UNKNOWN_AUTHOR, "it is signed by another key than this tie's other side");
            }
            return known.isBlocked()
                    ? Refusal.of(Reason.NOT_CARRIED, "this conversation is blocked")
                    : new Checked.Ok<>(known);
        }
        if (mailbox.relationship() != null
                || came.body().getUncounted()
                || !came.body().hasCard()) {
            return Refusal.of(Reason.BAD_CONTENT, "it belongs to no relationship that is known here");
        }
        if (!came.tagged()) {
            return Refusal.of(Reason.OVER_BUDGET, "a stranger's letter carries a block tag of its community");
        }
        Refusal lacks = qualified.lacks(mailbox, came.body(), study.now());
        if (lacks != null) {
            return new Checked.Refused<>(lacks);
        }
        long strangers = study.book().ties().stream()
                .filter(tie -> !tie.isKnown()
                        && tie.signer().index().equals(mailbox.signer().index()))
                .count();
        if (strangers >= MOST_STRANGERS) {
            return Refusal.of(Reason.OVER_BUDGET, "too many strangers wait for an answer of this persona");
        }
        return new Checked.Ok<>(begun(turn, mailbox, came));
    }

    private Tie begun(Shelf.Turn turn, Mailbox mailbox, Arrival came) throws IOException {
        Bytes32 index = study.chance32();
        TieKept.Builder tie = TieKept.newBuilder()
                .setRelationship(Tie.bytes(came.relationship()))
                .setIndex(Tie.bytes(index))
                .setSigner(Tie.bytes(mailbox.signer().index()))
                .setSignerSequence(
                        sequence(mailbox.signer(), Mailbox.bytes(came.body().getAbout())))
                .setOther(Tie.bytes(came.letter().sender()))
                .setCard(came.body().getCard())
                .setAbout(came.body().getAbout())
                .setSince(study.now());
        turn.keep(List.of(
                study.mailbox(index, came.relationship(), mailbox.address().nodes()), Study.kept(tie)));
        return study.book().tie(came.relationship()).orElseThrow();
    }

    /** By which key a stranger is answered: that of the record that was read, which may be older than the one in force. */
    private int sequence(Mailbox.Signer signer, Bytes32 about) {
        int signed = about == null ? 0 : records.sequence(signer.index(), about);
        return signed == 0 ? signer.sequence() : Math.min(signed, signer.sequence());
    }

    private Found take(Shelf.Turn turn, Tie tie, Arrival came, Bytes32 id, List<LetterEntry> also) throws IOException {
        LetterBody body = came.body();
        if (body.hasDeal() && deal(tie, came) instanceof Checked.Refused<Step>(Refusal why)) {
            return new Found.Declined(id, why);
        }
        List<LetterEntry> entries = new ArrayList<>();
        boolean counts = !body.getUncounted();
        if (!tie.hasRoom(body.getSlot())) {
            return new Found.Declined(
                    id, new Refusal(Reason.OVER_BUDGET, "too many devices write in this relationship"));
        }
        if (counts) {
            Numbering.Arrival arrival = tie.numbering(body.getSlot()).look(came.number());
            LetterCame before = tie.letter(body.getSlot(), came.number());
            if (arrival == Numbering.Arrival.TOO_FAR) {
                return new Found.Declined(
                        id, new Refusal(Reason.OVER_BUDGET, "its number leaves out more than can be missing"));
            }
            if (before != null
                    && !before.getBody()
                            .equals(ByteString.copyFrom(came.letter().text().body()))) {
                return new Found.Declined(
                        id, new Refusal(Reason.DUPLICATE, "another letter has come under the same number"));
            }
            counts = arrival == Numbering.Arrival.NEW;
        }
        boolean newest = body.getWritten() > tie.headsNumber();
        TieKept after = after(tie, came, newest);
        if (!after.equals(tie.kept())) {
            entries.add(Study.kept(after.toBuilder()));
        }
        if (counts) {
            LetterCame entry = LetterCame.newBuilder()
                    .setRelationship(Tie.bytes(tie.relationship()))
                    .setSlot(body.getSlot())
                    .setNumber(came.number())
                    .setBody(ByteString.copyFrom(came.letter().text().body()))
                    .setAt(study.now())
                    .setBlockTag(came.tagged() ? Tie.bytes(came.blockTag()) : ByteString.EMPTY)
                    .build();
            entries.add(LetterEntry.newBuilder().setCame(entry).build());
            LetterEntry introduced = Introducer.made(study.book(), tie, body);
            if (introduced != null) {
                entries.add(introduced);
            }
        }
        if (newest && body.hasHeads() && believable(tie, body)) {
            HeadsCame heads = HeadsCame.newBuilder()
                    .setRelationship(Tie.bytes(tie.relationship()))
                    .setSlot(body.getSlot())
                    .setHeads(body.getHeads())
                    .setNumber(body.getWritten())
                    .build();
            entries.add(LetterEntry.newBuilder().setHeads(heads).build());
        }
        if (!entries.isEmpty()) {
            entries.addAll(also);
            turn.keep(entries);
        }
        return counts ? came(tie, body.getSlot(), came.number()) : null;
    }

    /** A step of a deal is said by whoever wrote the letter to whoever gets it, and all that is signed in it holds. */
    private Checked<Step> deal(Tie tie, Arrival came) {
        Checked<Step> read = Step.read(came.body().getDeal(), signatures);
        if (!(read instanceof Checked.Ok<Step>(Step step))) {
            return read;
        }
        for (SignedStep each : came.body().getDealSeenList()) {
            if (!(Step.read(each, signatures) instanceof Checked.Ok<Step>(Step seen))
                    || !seen.author().equals(study.ownKey(tie))
                    || !seen.to().equals(came.letter().sender())) {
                return Refusal.of(Reason.UNKNOWN_AUTHOR, "what it brings back was not said here");
            }
        }
        boolean between =
                step.author().equals(came.letter().sender()) && step.to().equals(study.ownKey(tie));
        return between
                ? read
                : Refusal.of(Reason.UNKNOWN_AUTHOR, "its step of a deal is not said by who wrote it to who got it");
    }

    /** The tie as a letter leaves it: where answers go, who writes, and whether both have written. */
    private TieKept after(Tie tie, Arrival came, boolean newest) {
        LetterBody body = came.body();
        TieKept.Builder after = tie.kept().toBuilder();
        if (tie.other() == null) {
            after.setOther(Tie.bytes(came.letter().sender()));
        }
        if (newest && body.hasCard()) {
            after.setCard(body.getCard());
        }
        if (tie.hasWritten()) {
            after.setKnown(true);
        }
        if (tie.isRestored() && body.getHeads().getAnswers() == tie.kept().getRestored() && believable(tie, body)) {
            after.setRestored(0);
        }
        return after.build();
    }

    /** A hostile receiver may confirm what it never got: what was never sent is not believed, but after a restore. */
    private static boolean believable(Tie tie, LetterBody body) {
        long margin = tie.isRestored() ? MOST_LOST : 0;
        return body.getHeads().getReceivedList().stream()
                .allMatch(head -> head.getHighest() >= 0
                        && head.getHighest() <= tie.highestSent(head.getSlot()) + margin
                        && head.getRead() <= head.getHighest());
    }

    private static Found came(Tie tie, int slot, long number) {
        Piece piece = tie.pieces().stream()
                .filter(each -> !each.own() && each.slot() == slot && each.number() == number)
                .findFirst()
                .orElseThrow();
        return new Found.Came(tie, piece);
    }
}
