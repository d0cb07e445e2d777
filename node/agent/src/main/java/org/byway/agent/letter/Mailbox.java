package org.byway.agent.letter;

import com.google.protobuf.ByteString;
import java.util.List;
import org.byway.protocol.letter.LetterAddress;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.MailboxKept;

/**
 * A mailbox of the person's own.
 *
 * @param index finds its keys
 * @param address what others are told of it
 * @param expires milliseconds; from then on nodes may forget it
 * @param relationship whose letters wait there; null where strangers' do too
 * @param signer who answers letters of strangers that wait there; null where a relationship says so
 */
public record Mailbox(Bytes32 index, LetterAddress address, long expires, Bytes32 relationship, Signer signer) {

    /**
     * Who signs letters.
     *
     * @param index finds the key
     * @param sequence 0 for a bare persona; n for the n-th key of an identity
     */
    public record Signer(Bytes32 index, int sequence) {}

    /** Whether letters of people who are not known yet are taken out of it. */
    public boolean open() {
        return relationship == null;
    }

    static Mailbox of(MailboxKept kept, LetterAddress address) {
        Signer signer =
                kept.getSigner().isEmpty() ? null : new Signer(bytes(kept.getSigner()), kept.getSignerSequence());
        return new Mailbox(bytes(kept.getIndex()), address, kept.getExpires(), bytes(kept.getRelationship()), signer);
    }

    Mailbox at(LetterAddress other) {
        return new Mailbox(index, other, expires, relationship, signer);
    }

    MailboxKept kept() {
        MailboxKept.Builder kept = MailboxKept.newBuilder()
                .setIndex(ByteString.copyFrom(index.bytes()))
                .setExpires(expires);
        address.nodes().forEach(node -> kept.addNodes(ByteString.copyFrom(node.bytes())));
        if (relationship != null) {
            kept.setRelationship(ByteString.copyFrom(relationship.bytes()));
        }
        if (signer != null) {
            kept.setSigner(ByteString.copyFrom(signer.index().bytes())).setSignerSequence(signer.sequence());
        }
        return kept.build();
    }

    static List<Bytes32> nodes(MailboxKept kept) {
        return kept.getNodesList().stream().map(Mailbox::bytes).toList();
    }

    /** Null where there are none. */
    static Bytes32 bytes(ByteString value) {
        return value.isEmpty() ? null : Bytes32.of(value.toByteArray());
    }
}
