package org.byway.protocol.community;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.MemberInviteTerms;

/**
 * A steward's word that one person may become a member, whoever it is that shows it first.
 *
 * @param terms the exact bytes that were signed
 * @param expires until when, in milliseconds
 * @param node of the community, to begin at
 * @param http HOST:PORT of its HTTP interface
 */
public record MemberInvite(
        byte[] terms, Bytes32 steward, byte[] signature, Bytes32 community, long expires, Bytes32 node, String http) {
    public static final String PREFIX = "byway:member/";
    public static final int NONCE_BYTES = 16;
    private static final int MOST_CHARACTERS = 2_048;
    private static final int HTTP_CHARACTERS = 260;
    private static final byte[] DOMAIN = "byway/v1/member-invite\0".getBytes(StandardCharsets.US_ASCII);

    public static MemberInvite sign(SigningKey steward, Bytes32 community, long expires, Host at, byte[] nonce) {
        byte[] terms = MemberInviteTerms.newBuilder()
                .setCommunity(bytes(community))
                .setNonce(ByteString.copyFrom(nonce))
                .setExpires(expires)
                .setNode(bytes(at.node()))
                .setHttp(at.http())
                .build()
                .toByteArray();
        return read(org.byway.protocol.wire.MemberInvite.newBuilder()
                        .setTerms(ByteString.copyFrom(terms))
                        .setSteward(bytes(steward.publicKey()))
                        .setSignature(ByteString.copyFrom(steward.sign(message(terms))))
                        .build())
                .orThrow();
    }

    /** Where whoever is invited begins. */
    public record Host(Bytes32 node, String http) {}

    /** Reads an invite; whether its signature holds is asked by {@link #signed}. */
    static Checked<MemberInvite> read(org.byway.protocol.wire.MemberInvite wire) {
        try {
            MemberInviteTerms terms = MemberInviteTerms.parseFrom(wire.getTerms());
            boolean fits = wire.getSteward().size() == Bytes32.SIZE
                    && terms.getCommunity().size() == Bytes32.SIZE
                    && terms.getNode().size() == Bytes32.SIZE
                    && terms.getNonce().size() == NONCE_BYTES
                    && terms.getHttp().length() <= HTTP_CHARACTERS;
            return fits
                    ? new Checked.Ok<>(new MemberInvite(
                            wire.getTerms().toByteArray(),
                            key(wire.getSteward()),
                            wire.getSignature().toByteArray(),
                            key(terms.getCommunity()),
                            terms.getExpires(),
                            key(terms.getNode()),
                            terms.getHttp()))
                    : damaged();
        } catch (InvalidProtocolBufferException e) {
            return damaged();
        }
    }

    /** Reads a line of text, and checks that a steward signed it and that it has not expired by now (milliseconds). */
    public static Checked<MemberInvite> parse(String line, long now, SignatureCheck signatures) {
        String text = line.strip();
        if (!text.startsWith(PREFIX) || text.length() > MOST_CHARACTERS) {
            return Refusal.of(Reason.BAD_CONTENT, "a member's invite begins with " + PREFIX);
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
            Checked<MemberInvite> read = read(org.byway.protocol.wire.MemberInvite.parseFrom(bytes));
            if (!(read instanceof Checked.Ok<MemberInvite>(MemberInvite invite)) || !invite.signed(signatures)) {
                return damaged();
            }
            return invite.expires < now
                    ? Refusal.of(Reason.EXPIRED, "the invite has expired; ask for a new one")
                    : read;
        } catch (IllegalArgumentException | InvalidProtocolBufferException e) {
            return damaged();
        }
    }

    private static Checked<MemberInvite> damaged() {
        return Refusal.of(Reason.BAD_CONTENT, "the invite is damaged; ask for it again");
    }

    public String text() {
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(wire().toByteArray());
    }

    /** Whether the steward that it names signed this. */
    boolean signed(SignatureCheck signatures) {
        return signatures.verify(steward, message(terms), signature);
    }

    /** By which it is known that it was used. */
    public Bytes32 digest() {
        return Sha256.of(terms);
    }

    org.byway.protocol.wire.MemberInvite wire() {
        return org.byway.protocol.wire.MemberInvite.newBuilder()
                .setTerms(ByteString.copyFrom(terms))
                .setSteward(bytes(steward))
                .setSignature(ByteString.copyFrom(signature))
                .build();
    }

    private static byte[] message(byte[] terms) {
        byte[] out = new byte[DOMAIN.length + terms.length];
        System.arraycopy(DOMAIN, 0, out, 0, DOMAIN.length);
        System.arraycopy(terms, 0, out, DOMAIN.length, terms.length);
        return out;
    }

    static ByteString bytes(Bytes32 value) {
        return ByteString.copyFrom(value.bytes());
    }

    private static Bytes32 key(ByteString bytes) {
        return Bytes32.of(bytes.toByteArray());
    }
}
