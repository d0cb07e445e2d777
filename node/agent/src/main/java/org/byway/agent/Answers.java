package org.byway.agent;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Persona;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.letter.Mailbox;
import org.byway.protocol.letter.SealedBody;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Offer;
import org.byway.protocol.wire.ReplyAddress;

/** Where answers to offers and intents go: to a mailbox of the seller's, or to one made for that intent alone. */
public final class Answers {
    /** Nobody can answer by letter. */
    static final Answers NONE = new Answers(null, List.of());

    private final Correspondence letters;
    private final List<Bytes32> nodes;
    private final Map<String, Mailbox> named = new LinkedHashMap<>();
    private Function<Bytes32, byte[]> sealing;

    /** Answers wait at these nodes. */
    public Answers(Correspondence letters, List<Bytes32> nodes) {
        this.letters = letters;
        this.nodes = List.copyOf(nodes);
    }

    /** The content with where answers go; the mailbox is kept in the vault by then. */
    byte[] to(Persona persona, Prepared prepared, long horizon) throws IOException {
        if (letters == null) {
            return prepared.content();
        }
        // A seller's mailbox outlives each offer.
        long expires = prepared.wanted() == Wanted.OFFERS ? Long.MAX_VALUE : horizon + Correspondence.ANSWER_MILLIS;
        Mailbox mailbox = letters.open(
                persona.index(), new Mailbox.Signer(persona.index(), persona.keySequence()), nodes, expires);
        named.put(mailbox.address().tag(), mailbox);
        byte[] content = with(prepared, mailbox.address().wire());
        return sealing == null || prepared.wanted() == Wanted.OFFERS
                ? content
                : Intent.parseFrom(content).toBuilder()
                        .setSealedBody(ByteString.copyFrom(sealing.apply(persona.index())))
                        .build()
                        .toByteArray();
    }

    /** Says this under seal in the intents that are cast from now on; refused where it is too long. */
    public Refusal seal(Keyring keys, String text, byte[] nonce) {
        // A trial, so that what cannot be sealed is told before anything is signed.
        if (SealedBody.seal(Bytes32.ZERO, text, nonce) instanceof Checked.Refused<byte[]>(Refusal refusal)) {
            return refusal;
        }
        sealing = index -> SealedBody.seal(keys.body(index), text, nonce).orThrow();
        return null;
    }

    /** The mailboxes that were named: to be opened before what names them is posted. */
    public Collection<Mailbox> named() {
        return List.copyOf(named.values());
    }

    /** The content with the address that stood in the one before. */
    static byte[] asBefore(Prepared prepared, byte[] before) throws InvalidProtocolBufferException {
        ReplyAddress reply = prepared.wanted() == Wanted.OFFERS
                ? Offer.parseFrom(before).getReply()
                : Intent.parseFrom(before).getReply();
        return reply.equals(ReplyAddress.getDefaultInstance()) ? prepared.content() : with(prepared, reply);
    }

    private static byte[] with(Prepared prepared, ReplyAddress reply) throws InvalidProtocolBufferException {
        return prepared.wanted() == Wanted.OFFERS
                ? Offer.parseFrom(prepared.content()).toBuilder()
                        .setReply(reply)
                        .build()
                        .toByteArray()
                : Intent.parseFrom(prepared.content()).toBuilder()
                        .setReply(reply)
                        .build()
                        .toByteArray();
    }
}
