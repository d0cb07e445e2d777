package org.byway.protocol.mail;

import com.google.protobuf.ByteString;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.letter.SealedLetter;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.MarkedLetter;

/**
 * A letter that a node marked: its form is right and the mark's signature holds.
 *
 * @param id SHA-256 of the letter's bytes
 * @param letter exactly as it travels; not to be changed
 * @param tag where it is to wait
 */
public record MarkedMail(Bytes32 id, byte[] letter, Bytes16 tag, Mark mark) {

    /** Reads what another node sent. What no honest node passes on is refused. */
    public static Checked<MarkedMail> read(MarkedLetter said, SignatureCheck signatures) {
        byte[] bytes = said.getLetter().toByteArray();
        if (!(SealedLetter.parse(bytes) instanceof Checked.Ok<SealedLetter>(SealedLetter letter))) {
            return Refusal.of(Reason.MALFORMED, "what came as a letter is none");
        }
        return switch (Mark.read(said.getMark())) {
            case Checked.Refused<Mark> refused -> refused.as();
            case Checked.Ok<Mark>(Mark mark) -> {
                Bytes32 id = Sha256.of(bytes);
                yield mark.holds(id, signatures)
                        ? new Checked.Ok<>(new MarkedMail(id, bytes, Bytes16.of(letter.mailboxTag()), mark))
                        : Refusal.of(Reason.BAD_MARK, "the node that the mark names did not sign it");
            }
        };
    }

    public MarkedLetter write() {
        return MarkedLetter.newBuilder()
                .setLetter(ByteString.copyFrom(letter))
                .setMark(mark.write())
                .build();
    }
}
