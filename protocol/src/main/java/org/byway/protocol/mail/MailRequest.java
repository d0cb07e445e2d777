package org.byway.protocol.mail;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.letter.SealedLetter;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.LetterPost;

/** What an agent asks of its node, and what changes what the node keeps. */
public sealed interface MailRequest {

    /**
     * A letter is to be marked and brought to these nodes.
     *
     * @param receiver for whom the block tag was made; null where it is none of the community's
     */
    record Post(Asker asker, Bytes32 id, byte[] letter, Tags tags, List<Bytes32> nodes, Bytes32 receiver)
            implements MailRequest {
        public Post {
            nodes = List.copyOf(nodes);
        }

        /** Reads a LetterPost and checks all that can be checked without a key. */
        public static Checked<Post> read(byte[] body, Asker asker) {
            try {
                return read(LetterPost.parseFrom(body), asker);
            } catch (InvalidProtocolBufferException e) {
                return Refusal.of(Reason.MALFORMED, "the body is no LetterPost");
            }
        }

        private static Checked<Post> read(LetterPost said, Asker asker) {
            List<Bytes32> nodes = new ArrayList<>();
            for (ByteString node : said.getNodesList()) {
                if (node.size() != Bytes32.SIZE || nodes.size() == MailLimits.DESTINATIONS) {
                    return Refusal.of(Reason.BAD_LENGTH, "1 to 4 nodes are named, by keys of 32 bytes");
                }
                Bytes32 key = Bytes32.of(node.toByteArray());
                if (!nodes.contains(key)) {
                    nodes.add(key);
                }
            }
            int receiver = said.getReceiver().size();
            if (nodes.isEmpty() || (receiver != 0 && receiver != Bytes32.SIZE)) {
                return Refusal.of(
                        Reason.BAD_LENGTH, "a node is named, and a receiver by a key of 32 bytes or not at all");
            }
            byte[] letter = said.getLetter().toByteArray();
            return switch (SealedLetter.parse(letter)) {
                case Checked.Refused<SealedLetter> refused -> refused.as();
                case Checked.Ok<SealedLetter>(SealedLetter sealed) ->
                    new Checked.Ok<>(new Post(
                            asker,
                            Sha256.of(letter),
                            letter,
                            new Tags(Bytes16.of(sealed.mailboxTag()), sealed.blockTag()),
                            nodes,
                            receiver == 0 ? null : Bytes32.of(said.getReceiver().toByteArray())));
            };
        }
    }

    /**
     * A mailbox is to be kept until then; the first who asks owns it.
     *
     * @param devices letters wait for these too, beside those that were named before
     * @param gone letters wait for these no longer
     */
    record Keep(Opener opener, String network, long expires, List<Bytes16> devices, List<Bytes16> gone)
            implements MailRequest {
        public Keep {
            devices = List.copyOf(devices);
            gone = List.copyOf(gone);
        }
    }

    /** The device has all letters up to that position. */
    record Acknowledge(Opener opener, Bytes16 device, long position) implements MailRequest {}

    /** The mailbox is not wanted any more, nor what waits in it. */
    record GiveUp(Opener opener) implements MailRequest {}

    /**
     * Who posts.
     *
     * @param network the address that asks, or its network; null where nobody is counted by it
     */
    record Asker(Bytes32 member, String network) {}

    /** The tags of a letter. */
    record Tags(Bytes16 mailbox, Bytes32 block) {}

    /** A mailbox and the key by which somebody opens it. */
    record Opener(Bytes16 tag, Bytes32 key) {}
}
