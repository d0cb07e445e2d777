package org.byway.protocol.letter;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.Letter;
import org.byway.protocol.wire.LetterText;

/**
 * A letter as nodes see it: where it waits, by whom it can be blocked, and bytes of one of four sizes.
 *
 * @param mailboxTag 16 bytes
 * @param blockTag {@link BlockTag}, or 32 bytes of chance between those who know each other
 */
public record SealedLetter(byte[] mailboxTag, Bytes32 blockTag, Bytes32 enc, byte[] ciphertext) {
    public static final int VERSION = 1;
    public static final int MAILBOX_TAG_BYTES = 16;
    /** Room for the largest ciphertext and what stands around it. */
    public static final int MAX_BYTES = SizeClass.PICTURE.sizeBytes + 256;

    private static final byte[] INFO = Hkdf.ascii("byway/v1/letter\0");

    /** The bytes that are sent, in the one encoding that a letter has. */
    public byte[] bytes() {
        return Letter.newBuilder()
                .setVersion(VERSION)
                .setMailboxTag(ByteString.copyFrom(mailboxTag))
                .setBlockTag(ByteString.copyFrom(blockTag.bytes()))
                .setEnc(ByteString.copyFrom(enc.bytes()))
                .setCiphertext(ByteString.copyFrom(ciphertext))
                .build()
                .toByteArray();
    }

    /** Reads what a stranger sent, and checks all that can be checked without the key. */
    public static Checked<SealedLetter> parse(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return Refusal.of(Reason.TOO_LARGE, "a letter has at most " + MAX_BYTES + " bytes");
        }
        try {
            Letter letter = Letter.parseFrom(bytes);
            if (letter.getVersion() != VERSION) {
                return Refusal.of(Reason.BAD_VERSION, "this program reads letters of version " + VERSION);
            }
            boolean lengths = letter.getMailboxTag().size() == MAILBOX_TAG_BYTES
                    && letter.getBlockTag().size() == Bytes32.SIZE
                    && letter.getEnc().size() == Bytes32.SIZE;
            int text = letter.getCiphertext().size() - Hpke.TAG_BYTES;
            SizeClass size = SizeClass.fitting(text);
            if (!lengths || size == null || size.sizeBytes != text) {
                return Refusal.of(Reason.BAD_LENGTH, "a tag, or what is sealed, has another size than it may");
            }
            SealedLetter read = new SealedLetter(
                    letter.getMailboxTag().toByteArray(),
                    Bytes32.of(letter.getBlockTag().toByteArray()),
                    Bytes32.of(letter.getEnc().toByteArray()),
                    letter.getCiphertext().toByteArray());
            return Arrays.equals(read.bytes(), bytes)
                    ? new Checked.Ok<>(read)
                    : Refusal.of(Reason.NOT_CANONICAL, "a letter in another encoding than the one allowed");
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.MALFORMED, "not a letter");
        }
    }

    /** To whom, and under which tags. */
    public record Address(Bytes32 receiver, byte[] mailboxTag, Bytes32 blockTag) {}

    /** Signs and seals; the seed makes the letter's own key pair and is used once. Refused where the text is too long. */
    public static Checked<SealedLetter> seal(Address to, SigningKey sender, OpenedLetter.Text text, byte[] seed) {
        SealingKey ephemeral = SealingKey.ofSeed(seed);
        Bytes32 enc = ephemeral.publicKey();
        ephemeral.wipe();
        byte[] signature = sender.sign(signed(to.receiver(), to.mailboxTag(), enc, text));
        byte[] inside = LetterText.newBuilder()
                .setSender(ByteString.copyFrom(sender.publicKey().bytes()))
                .setRelationship(ByteString.copyFrom(text.relationship().bytes()))
                .setNumber(text.number())
                .setBody(ByteString.copyFrom(text.body()))
                .setSignature(ByteString.copyFrom(signature))
                .build()
                .toByteArray();
        byte[] padded = Padding.pad(inside);
        Bytes.wipe(inside);
        if (padded == null) {
            return Refusal.of(
                    Reason.TOO_LARGE, "a letter's text has at most " + OpenedLetter.MAX_BODY_BYTES + " bytes");
        }
        Checked<Hpke.Sealed> sealed = Hpke.seal(to.receiver(), INFO, aad(to.mailboxTag(), to.blockTag()), padded, seed);
        Bytes.wipe(padded);
        return switch (sealed) {
            case Checked.Refused<Hpke.Sealed> refused -> refused.as();
            case Checked.Ok<Hpke.Sealed>(Hpke.Sealed made) ->
                new Checked.Ok<>(new SealedLetter(to.mailboxTag(), to.blockTag(), made.enc(), made.ciphertext()));
        };
    }

    /** Opens it and checks who wrote it. Whether that is whom one expects, and the number the next one, is for others. */
    public Checked<OpenedLetter> open(SealingKey receiver, SignatureCheck signatures) {
        Checked<byte[]> opened = Hpke.open(enc, receiver, INFO, aad(mailboxTag, blockTag), ciphertext);
        if (!(opened instanceof Checked.Ok<byte[]>(byte[] padded))) {
            return ((Checked.Refused<byte[]>) opened).as();
        }
        byte[] inside = Padding.strip(padded);
        Bytes.wipe(padded);
        if (inside == null) {
            return Refusal.of(Reason.NOT_CANONICAL, "the padding is not the one that the text has");
        }
        return read(inside, receiver.publicKey(), signatures);
    }

    private Checked<OpenedLetter> read(byte[] inside, Bytes32 receiver, SignatureCheck signatures) {
        try {
            LetterText text = LetterText.parseFrom(inside);
            if (text.getSender().size() != Bytes32.SIZE
                    || text.getRelationship().size() != Bytes32.SIZE
                    || text.getNumber() <= 0) {
                return Refusal.of(Reason.BAD_LENGTH, "sender and relationship have 32 bytes, numbers begin with 1");
            }
            OpenedLetter letter = new OpenedLetter(
                    Bytes32.of(text.getSender().toByteArray()),
                    new OpenedLetter.Text(
                            Bytes32.of(text.getRelationship().toByteArray()),
                            text.getNumber(),
                            text.getBody().toByteArray()));
            byte[] message = signed(receiver, mailboxTag, enc, letter.text());
            return signatures.verify(
                            letter.sender(), message, text.getSignature().toByteArray())
                    ? new Checked.Ok<>(letter)
                    : Refusal.of(Reason.BAD_SEAL, "the sender did not sign this letter to this receiver");
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.MALFORMED, "what was sealed is no letter");
        }
    }

    /** What the sender signs: all that must not be another one's when it is passed on. */
    private static byte[] signed(Bytes32 receiver, byte[] mailboxTag, Bytes32 enc, OpenedLetter.Text text) {
        return Bytes.join(
                INFO,
                receiver.bytes(),
                mailboxTag,
                enc.bytes(),
                text.relationship().bytes(),
                ByteBuffer.allocate(Long.BYTES).putLong(text.number()).array(),
                Sha256.of(text.body()).bytes());
    }

    private static byte[] aad(byte[] mailboxTag, Bytes32 blockTag) {
        return Bytes.join(new byte[] {VERSION}, mailboxTag, blockTag.bytes());
    }
}
