package org.byway.agent.letter;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import org.byway.protocol.letter.BodyRule;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Introduction;
import org.byway.protocol.wire.LetterBody;
import org.byway.protocol.wire.LetterEntry;
import org.byway.protocol.wire.TieKept;

/** Makes introductions, and agrees to them. Used by one thread at a time. */
public final class Introducer {
    private final Study study;
    private final Correspondence letters;

    Introducer(Study study, Correspondence letters) {
        this.study = study;
        this.letters = letters;
    }

    /** Asks two people whether they want to know each other; each is told of the other in these words. */
    public Checked<Piece> introduce(Tie one, String whomToOne, Tie other, String whomToOther) throws IOException {
        Introduction asked = Introduction.newBuilder()
                .setId(ByteString.copyFrom(study.chance(BodyRule.ID_BYTES)))
                .setRelationship(Tie.bytes(study.chance32()))
                .build();
        Refusal fault = Correspondence.silent(other);
        if (fault != null) {
            return new Checked.Refused<>(fault);
        }
        Checked<Piece> first = letters.write(
                one, body -> body.setIntroduction(asked.toBuilder().setWhom(whomToOne)));
        return first instanceof Checked.Ok<Piece>
                ? letters.write(
                        other, body -> body.setIntroduction(asked.toBuilder().setWhom(whomToOther)))
                : first;
    }

    /** Agrees to be introduced, with an address made for this alone at these nodes; the new tie, where letters wait for the other. */
    public Checked<Tie> agree(Tie tie, Introduction asked, List<Bytes32> nodes) throws IOException {
        Refusal fault = Correspondence.silent(tie);
        Bytes32 relationship = Mailbox.bytes(asked.getRelationship());
        if (fault == null
                && (relationship == null || study.book().tie(relationship).isPresent())) {
            fault = new Refusal(Reason.DUPLICATE, "this introduction was answered before");
        }
        if (fault != null) {
            return new Checked.Refused<>(fault);
        }
        Bytes32 index = study.chance32();
        try (Shelf.Turn turn = study.shelf().turn()) {
            TieKept.Builder kept = TieKept.newBuilder()
                    .setRelationship(asked.getRelationship())
                    .setIndex(Tie.bytes(index))
                    .setSigner(Tie.bytes(index))
                    .setName(asked.getWhom())
                    .setKnown(true)
                    .setSince(study.now());
            turn.keep(List.of(study.mailbox(index, relationship, nodes), Study.kept(kept)));
        }
        Introduction agreed = asked.toBuilder()
                .setState(Introduction.State.AGREED)
                .setAddress(study.address(index, nodes).wire())
                .setKey(Tie.bytes(study.keys().persona(index).publicKey()))
                .build();
        Checked<Piece> written = letters.write(tie, body -> body.setIntroduction(agreed));
        return switch (written) {
            case Checked.Refused<Piece> refused -> refused.as();
            case Checked.Ok<Piece> ok ->
                new Checked.Ok<>(study.book().tie(relationship).orElseThrow());
        };
    }

    /** Says that one does not want to be introduced. */
    public Checked<Piece> decline(Tie tie, Introduction asked) throws IOException {
        Introduction declined = Introduction.newBuilder()
                .setId(asked.getId())
                .setState(Introduction.State.DECLINED)
                .build();
        return letters.write(tie, body -> body.setIntroduction(declined));
    }

    /** Tells two people who have both agreed each other's address. */
    void tellDue() throws IOException {
        for (Introductions.Telling telling : Introductions.due(study.book())) {
            letters.write(telling.to(), body -> body.setIntroduction(telling.what()));
        }
    }

    /** The tie that an introduction makes, once it is made, as an entry; null where it makes none of ours. */
    static LetterEntry made(Letterbook book, Tie tie, LetterBody body) {
        Introduction made = body.getIntroduction();
        boolean whole = made.getState() == Introduction.State.MADE
                && made.hasAddress()
                && !made.getKey().isEmpty()
                && !made.getRelationship().isEmpty();
        if (!whole) {
            return null;
        }
        Tie ours = book.tie(Bytes32.of(made.getRelationship().toByteArray())).orElse(null);
        boolean wanted = ours != null
                && !ours.kept().hasCard()
                && Introductions.agreed(tie, made)
                && (ours.other() == null || Tie.bytes(ours.other()).equals(made.getKey()));
        return wanted
                ? Study.kept(ours.kept().toBuilder().setCard(made.getAddress()).setOther(made.getKey()))
                : null;
    }
}
