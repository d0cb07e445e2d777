package org.byway.protocol.community;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.LinkTerms;

/**
 * What one community says of a link, signed by one of its stewards.
 *
 * @param terms the exact bytes that were signed
 * @param expires until when an invite may be answered, in milliseconds
 * @param transitHops how far records of others may have come, in links; 0: only each other's own are carried
 * @param answers the digest of the inviter's terms; null in an invite
 */
public record LinkHalf(
        byte[] terms,
        Bytes32 steward,
        byte[] signature,
        Bytes32 community,
        long expires,
        int transitHops,
        List<Address> addresses,
        Bytes32 answers) {
    public static final int MOST_HOPS = 3;
    private static final int MOST_ADDRESSES = 8;
    private static final byte[] DOMAIN = "byway/v1/link\0".getBytes(StandardCharsets.US_ASCII);

    /** What a steward wants to say. The nonce has 16 random bytes. */
    public record Draft(
            Bytes32 community,
            long expires,
            int transitHops,
            List<Address> addresses,
            byte[] nonce,
            LinkHalf answers) {}

    public static LinkHalf sign(SigningKey steward, Draft draft) {
        LinkTerms.Builder terms = LinkTerms.newBuilder()
                .setCommunity(ByteString.copyFrom(draft.community().bytes()))
                .setCharter(ByteString.copyFrom(draft.community().bytes()))
                .setNonce(ByteString.copyFrom(draft.nonce()))
                .setExpires(draft.expires())
                .setTransitHops(draft.transitHops());
        draft.addresses().forEach(address -> terms.addAddresses(address.wire()));
        if (draft.answers() != null) {
            terms.setAnswers(ByteString.copyFrom(draft.answers().digest().bytes()));
        }
        byte[] bytes = terms.build().toByteArray();
        var wire = org.byway.protocol.wire.LinkHalf.newBuilder()
                .setTerms(ByteString.copyFrom(bytes))
                .setSteward(ByteString.copyFrom(steward.publicKey().bytes()))
                .setSignature(ByteString.copyFrom(steward.sign(message(bytes))));
        return read(wire.build()).orThrow();
    }

    /** Reads a half; its signature is checked by {@link #holds}. */
    public static Checked<LinkHalf> read(org.byway.protocol.wire.LinkHalf wire) {
        LinkTerms terms;
        try {
            terms = LinkTerms.parseFrom(wire.getTerms());
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.BAD_LINK, "not the terms of a link");
        }
        boolean lengths = wire.getSteward().size() == Bytes32.SIZE
                && terms.getCommunity().size() == Bytes32.SIZE
                && (terms.getAnswers().isEmpty() || terms.getAnswers().size() == Bytes32.SIZE);
        if (!lengths || terms.getTransitHops() < 0 || terms.getTransitHops() > MOST_HOPS) {
            return Refusal.of(Reason.BAD_LINK, "the terms of the link are not complete, or allow more than 3 hops");
        }
        List<Address> addresses = new ArrayList<>();
        for (var address : terms.getAddressesList()) {
            if (addresses.size() == MOST_ADDRESSES) {
                return Refusal.of(Reason.BAD_LINK, "a link names at most 8 addresses");
            }
            switch (Address.read(address)) {
                case Checked.Ok<Address>(Address good) -> addresses.add(good);
                case Checked.Refused<Address> refused -> {
                    return refused.as();
                }
            }
        }
        return new Checked.Ok<>(new LinkHalf(
                wire.getTerms().toByteArray(),
                Bytes32.of(wire.getSteward().toByteArray()),
                wire.getSignature().toByteArray(),
                Bytes32.of(terms.getCommunity().toByteArray()),
                terms.getExpires(),
                terms.getTransitHops(),
                List.copyOf(addresses),
                terms.getAnswers().isEmpty()
                        ? null
                        : Bytes32.of(terms.getAnswers().toByteArray())));
    }

    /** Whether a steward of that charter signed this. */
    public boolean holds(Charter charter, SignatureCheck signatures) {
        return charter.community().equals(community) && charter.hasSteward(steward) && signed(signatures);
    }

    /** Whether the steward that it names signed this. */
    public boolean signed(SignatureCheck signatures) {
        return signatures.verify(steward, message(terms), signature);
    }

    public Bytes32 digest() {
        return Sha256.of(terms);
    }

    public org.byway.protocol.wire.LinkHalf wire() {
        return org.byway.protocol.wire.LinkHalf.newBuilder()
                .setTerms(ByteString.copyFrom(terms))
                .setSteward(ByteString.copyFrom(steward.bytes()))
                .setSignature(ByteString.copyFrom(signature))
                .build();
    }

    private static byte[] message(byte[] terms) {
        byte[] out = new byte[DOMAIN.length + terms.length];
        System.arraycopy(DOMAIN, 0, out, 0, DOMAIN.length);
        System.arraycopy(terms, 0, out, DOMAIN.length, terms.length);
        return out;
    }
}
