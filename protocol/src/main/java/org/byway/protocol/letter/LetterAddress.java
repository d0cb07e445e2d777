package org.byway.protocol.letter;

import com.google.protobuf.ByteString;
import java.util.HexFormat;
import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.ReplyAddress;

/**
 * Where letters to somebody are sealed to and wait.
 *
 * @param tag 16 bytes in hex
 * @param key X25519
 * @param nodes keys of the nodes that each keep every letter
 */
public record LetterAddress(String tag, Bytes32 key, List<Bytes32> nodes) {
    public static final int MOST_NODES = 4;

    public LetterAddress {
        nodes = List.copyOf(nodes);
    }

    /** Whether it has the form that SPEC.md asks for. */
    public static boolean fits(ReplyAddress address) {
        List<ByteString> nodes = address.getNodesList();
        return address.getTag().size() == SealedLetter.MAILBOX_TAG_BYTES
                && address.getKey().size() == Bytes32.SIZE
                && !nodes.isEmpty()
                && nodes.size() <= MOST_NODES
                && nodes.stream().allMatch(node -> node.size() == Bytes32.SIZE)
                && nodes.stream().distinct().count() == nodes.size();
    }

    public static Checked<LetterAddress> read(ReplyAddress address) {
        if (!fits(address)) {
            return Refusal.of(Reason.BAD_CONTENT, "not an address for letters");
        }
        return new Checked.Ok<>(new LetterAddress(
                HexFormat.of().formatHex(address.getTag().toByteArray()),
                Bytes32.of(address.getKey().toByteArray()),
                address.getNodesList().stream()
                        .map(node -> Bytes32.of(node.toByteArray()))
                        .toList()));
    }

    public byte[] tagBytes() {
        return HexFormat.of().parseHex(tag);
    }

    public ReplyAddress wire() {
        ReplyAddress.Builder wire = ReplyAddress.newBuilder()
                .setTag(ByteString.copyFrom(tagBytes()))
                .setKey(ByteString.copyFrom(key.bytes()));
        nodes.forEach(node -> wire.addNodes(ByteString.copyFrom(node.bytes())));
        return wire.build();
    }
}
