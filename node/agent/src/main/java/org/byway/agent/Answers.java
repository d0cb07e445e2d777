package org.byway.agent;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Persona;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.letter.Mailbox;
import org.byway.protocol.letter.SealedBody;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.ProofWanted;
import org.byway.protocol.wire.ReplyAddress;

/** Where answers to offers and intents go: to a mailbox of the seller's, or to one made for that intent alone. */
public final class Answers {
    /** Sellers of one home to whom an import gives a mailbox: each is asked at every node whenever somebody looks for letters. */
    public static final int MOST_SELLERS = 64;
    /** What the address of a mailbox adds to a content at most. */
    static final int ADDRESS_BYTES = 192;
    /** As large as any: to try what is to name one. */
    static final ReplyAddress TRIAL = ReplyAddress.newBuilder()
            .setTag(ByteString.copyFrom(new byte[16]))
            .setKey(ByteString.copyFrom(new byte[Bytes32.SIZE]))
            .addNodes(ByteString.copyFrom(new byte[Bytes32.SIZE]))
            .build();
    /** Nobody can answer by letter. */
    static final Answers NONE = new Answers(null, List.of(), 0);

    private final Correspondence letters;
    private final List<Bytes32> nodes;
    private final int mostSellers;
    private final Map<String, Mailbox> named = new LinkedHashMap<>();
    private final Map<Mailbox.Signer, Mailbox> sellers = new HashMap<>();
    private final Set<Mailbox.Signer> without = new HashSet<>();
    private Function<Bytes32, byte[]> sealing;
    private List<ProofWanted> wanted = List.of();

    /** Answers wait at these nodes. */
    public Answers(Correspondence letters, List<Bytes32> nodes) {
        this(letters, nodes, Integer.MAX_VALUE);
    }

    private Answers(Correspondence letters, List<Bytes32> nodes, int mostSellers) {
        this.letters = letters;
        this.nodes = List.copyOf(nodes);
        this.mostSellers = mostSellers;
    }

    /** Likewise, for a file that may name any number of sellers: those beyond {@link #MOST_SELLERS} get none. */
    public static Answers ofImport(Correspondence letters, List<Bytes32> nodes) {
        return new Answers(letters, nodes, MOST_SELLERS);
    }

    /** The content with where answers go; the mailbox is kept in the vault by then. */
    byte[] to(Persona persona, Prepared prepared, long horizon) throws IOException {
        Speech speech = speech(prepared);
        byte[] said = again(persona, speech, prepared.content(), horizon);
        byte[] content = wanted.isEmpty() || speech != Speech.INTENT
                ? said
                : Intent.parseFrom(said).toBuilder()
                        .addAllProofWanted(wanted)
                        .build()
                        .toByteArray();
        return sealing == null || speech != Speech.INTENT
                ? content
                : Intent.parseFrom(content).toBuilder()
                        .setSealedBody(ByteString.copyFrom(sealing.apply(persona.index())))
                        .build()
                        .toByteArray();
    }

    /** The same for what is said under a name that is known: what it says under seal stays as it is. */
    byte[] again(Persona persona, Speech speech, byte[] content, long horizon) throws IOException {
        if (letters == null) {
            return content;
        }
        Mailbox.Signer signer = new Mailbox.Signer(persona.index(), persona.keySequence());
        Mailbox mailbox = speech == Speech.INTENT || persona.name() == null
                ? opened(signer, horizon + Correspondence.ANSWER_MILLIS)
                : ofSeller(signer);
        return mailbox == null
                ? content
                : speech.with(content, mailbox.address().wire());
    }

    private static Speech speech(Prepared prepared) {
        return Speech.of(prepared.kind()).orElseThrow();
    }

    /** A seller's mailbox outlives each offer; null where too many have one. */
    private Mailbox ofSeller(Mailbox.Signer signer) throws IOException {
        Mailbox mailbox = sellers.get(signer);
        if (mailbox != null || without.contains(signer)) {
            return mailbox;
        }
        List<Mailbox> theirs = letters.book().mailboxes().stream()
                .filter(each -> each.open() && each.expires() == Long.MAX_VALUE)
                .toList();
        if (theirs.size() >= mostSellers
                && theirs.stream().noneMatch(each -> each.index().equals(signer.index()))) {
            without.add(signer);
            return null;
        }
        mailbox = opened(signer, Long.MAX_VALUE);
        sellers.put(signer, mailbox);
        return mailbox;
    }

    private Mailbox opened(Mailbox.Signer signer, long expires) throws IOException {
        Mailbox mailbox = letters.open(signer.index(), signer, nodes, expires);
        named.put(mailbox.address().tag(), mailbox);
        return mailbox;
    }

    /** How many sellers got no address, since too many have one. */
    public int sellersWithout() {
        return without.size();
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

    /** Lets those answer the intents that are cast from now on who show that. */
    public void want(List<ProofWanted> proofs) {
        wanted = List.copyOf(proofs);
    }

    /** The mailboxes that were named since this was last asked: to be opened before what names them is posted. */
    public Collection<Mailbox> named() {
        List<Mailbox> all = List.copyOf(named.values());
        named.clear();
        return all;
    }

    /** The content with the address that stood in the one before. */
    static byte[] asBefore(Prepared prepared, byte[] before) throws InvalidProtocolBufferException {
        Speech speech = speech(prepared);
        return speech.isAnswerable(before) ? speech.with(prepared.content(), speech.reply(before)) : prepared.content();
    }
}
