package org.byway.protocol.mail;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.CarriedLetter;
import org.byway.protocol.wire.Letters;

/**
 * A letter on its way to the node that keeps its mailbox.
 *
 * @param node that node's key
 * @param hops sessions that it has come over, from 1 to {@link MailLimits#HOPS}
 */
public record CarriedMail(MarkedMail mail, Bytes32 node, int hops) {

    /** Reads a frame of another node; one letter that no honest node sends refuses it all. */
    public static Checked<List<CarriedMail>> read(Letters frame, SignatureCheck signatures) {
        if (frame.getLettersCount() > MailLimits.MOST_FRAME_LETTERS) {
            return Refusal.of(Reason.TOO_LARGE, "a frame has at most " + MailLimits.MOST_FRAME_LETTERS + " letters");
        }
        List<CarriedMail> all = new ArrayList<>(frame.getLettersCount());
        for (CarriedLetter said : frame.getLettersList()) {
            if (said.getNode().size() != Bytes32.SIZE || said.getHops() < 1 || said.getHops() > MailLimits.HOPS) {
                return Refusal.of(Reason.MALFORMED, "a letter goes to one node, over 1 to 3 sessions");
            }
            switch (MarkedMail.read(said.getLetter(), signatures)) {
                case Checked.Refused<MarkedMail> refused -> {
                    return refused.as();
                }
                case Checked.Ok<MarkedMail>(MarkedMail mail) ->
                    all.add(new CarriedMail(mail, Bytes32.of(said.getNode().toByteArray()), said.getHops()));
            }
        }
        return new Checked.Ok<>(all);
    }

    CarriedLetter write() {
        return CarriedLetter.newBuilder()
                .setLetter(mail.write())
                .setNode(ByteString.copyFrom(node.bytes()))
                .setHops(hops)
                .build();
    }
}
