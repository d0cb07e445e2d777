package org.byway.protocol.mail;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.LetterMark;

/**
 * A node's word that a letter entered through its community, which answers for it. Who wrote it, it does not say.
 *
 * @param charter the one in force, which names the node
 * @param time milliseconds since 1970
 * @param tagged whether the letter's block tag is the one that the community makes for this sender and receiver
 * @param signature 64 bytes; not to be changed
 */
public record Mark(Bytes32 community, Bytes32 charter, Bytes32 node, long time, boolean tagged, byte[] signature) {
    private static final byte[] DOMAIN = "byway/v1/letter-mark\0".getBytes(StandardCharsets.US_ASCII);

    /** Through which community, under which charter. */
    public record Origin(Bytes32 community, Bytes32 charter) {}

    /** @param letter the letter's id */
    public static Mark sign(SigningKey node, Origin origin, long time, boolean tagged, Bytes32 letter) {
        Mark unsigned = new Mark(origin.community(), origin.charter(), node.publicKey(), time, tagged, new byte[0]);
        return new Mark(
                origin.community(),
                origin.charter(),
                node.publicKey(),
                time,
                tagged,
                node.sign(unsigned.message(letter)));
    }

    /** Reads what a stranger sent; whether it holds is another question. */
    public static Checked<Mark> read(LetterMark said) {
        boolean lengths = said.getCommunity().size() == Bytes32.SIZE
                && said.getCharter().size() == Bytes32.SIZE
                && said.getNode().size() == Bytes32.SIZE
                && said.getSignature().size() == SignatureCheck.SIGNATURE_BYTES;
        if (!lengths) {
            return Refusal.of(Reason.BAD_MARK, "a mark has three names of 32 bytes and a signature of 64");
        }
        if (said.getTime() < 0 || said.getTime() > MailLimits.LAST_TIME) {
            return Refusal.of(Reason.BAD_MARK, "the mark's time is none");
        }
        return new Checked.Ok<>(new Mark(
                Bytes32.of(said.getCommunity().toByteArray()),
                Bytes32.of(said.getCharter().toByteArray()),
                Bytes32.of(said.getNode().toByteArray()),
                said.getTime(),
                said.getTagged(),
                said.getSignature().toByteArray()));
    }

    public LetterMark write() {
        return LetterMark.newBuilder()
                .setCommunity(ByteString.copyFrom(community.bytes()))
                .setCharter(ByteString.copyFrom(charter.bytes()))
                .setNode(ByteString.copyFrom(node.bytes()))
                .setTime(time)
                .setTagged(tagged)
                .setSignature(ByteString.copyFrom(signature))
                .build();
    }

    /** Whether the node that it names signed it for that letter. Whether the charter names the node is for others. */
    public boolean holds(Bytes32 letter, SignatureCheck signatures) {
        return signatures.verify(node, message(letter), signature);
    }

    private byte[] message(Bytes32 letter) {
        return ByteBuffer.allocate(DOMAIN.length + 4 * Bytes32.SIZE + Long.BYTES + 1)
                .put(DOMAIN)
                .put(community.bytes())
                .put(charter.bytes())
                .put(node.bytes())
                .putLong(time)
                .put((byte) (tagged ? 1 : 0))
                .put(letter.bytes())
                .array();
    }

    /** Until when its letter may wait, in milliseconds. */
    long expires() {
        return time + MailLimits.LETTER_MILLIS;
    }

    /** The same in every run; arrays would not be. */
    @Override
    public String toString() {
        return "Mark[" + node + " at " + time + (tagged ? ", tagged]" : "]");
    }
}
