package org.byway.agent;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.byway.protocol.community.Charter;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.CharterStatement;
import org.byway.protocol.wire.Endorsement;

/** A Charter in the making, which goes from steward to steward as a line of text until enough have signed it. */
public record CharterDraft(org.byway.protocol.wire.Charter wire) {
    public static final String PREFIX = "byway:charter/";
    private static final int MOST_CHARACTERS = PREFIX.length() + (Limits.CONTENT_BYTES * 4 + 2) / 3;

    static CharterDraft of(CharterStatement statement) {
        return new CharterDraft(org.byway.protocol.wire.Charter.newBuilder()
                .setStatement(statement.toByteString())
                .build());
    }

    /** Reads a line; refused where it is none, or a signature in it does not hold. */
    public static Checked<CharterDraft> parse(String line, SignatureCheck signatures) {
        String text = line.strip();
        if (!text.startsWith(PREFIX) || text.length() > MOST_CHARACTERS) {
            return Refusal.of(Reason.BAD_CHARTER, "a draft is a line that begins with " + PREFIX);
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
            var wire = org.byway.protocol.wire.Charter.parseFrom(bytes);
            CharterStatement.parseFrom(wire.getStatement());
            boolean good = wire.getEndorsementsCount() <= Charter.MOST_STEWARDS
                    && wire.getEndorsementsList().stream()
                            .allMatch(by -> Charter.isEndorsed(wire.getStatement(), by, signatures));
            return good
                    ? new Checked.Ok<>(new CharterDraft(wire))
                    : Refusal.of(Reason.BAD_CHARTER, "a signature of the draft does not hold");
        } catch (IllegalArgumentException | InvalidProtocolBufferException e) {
            return Refusal.of(Reason.BAD_CHARTER, "the draft is damaged; ask for it again");
        }
    }

    public String text() {
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(content());
    }

    byte[] content() {
        return wire.toByteArray();
    }

    public CharterStatement statement() {
        try {
            return CharterStatement.parseFrom(wire.getStatement());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("it was read before", e);
        }
    }

    /** Who has signed it. */
    public Set<Bytes32> endorsers() {
        Set<Bytes32> all = new HashSet<>();
        for (Endorsement by : wire.getEndorsementsList()) {
            all.add(Bytes32.of(by.getSteward().toByteArray()));
        }
        return all;
    }

    CharterDraft endorsed(SigningKey steward) {
        return endorsers().contains(steward.publicKey())
                ? this
                : new CharterDraft(wire.toBuilder()
                        .addEndorsements(Charter.endorse(wire.getStatement(), steward))
                        .build());
    }
}
