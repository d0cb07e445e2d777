package org.byway.protocol.community;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Base64;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** An inviter's half of a link as a text that fits a QR code. */
public final class Invite {
    public static final String PREFIX = "byway:join/";
    private static final int MOST_CHARACTERS = 4096;

    private Invite() {}

    public static String write(LinkHalf half) {
        return PREFIX
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(half.wire().toByteArray());
    }

    /** Reads an invite and checks its signature, and that it has not expired by now (milliseconds). */
    public static Checked<LinkHalf> read(String link, long now, SignatureCheck signatures) {
        if (!link.startsWith(PREFIX) || link.length() > MOST_CHARACTERS) {
            return Refusal.of(Reason.BAD_LINK, "an invite begins with " + PREFIX);
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(link.substring(PREFIX.length()));
            Checked<LinkHalf> half = LinkHalf.read(org.byway.protocol.wire.LinkHalf.parseFrom(bytes));
            return half instanceof Checked.Ok<LinkHalf>(LinkHalf good) ? checked(good, now, signatures) : half;
        } catch (IllegalArgumentException | InvalidProtocolBufferException e) {
            return Refusal.of(Reason.BAD_LINK, "the invite is damaged; ask for it again");
        }
    }

    private static Checked<LinkHalf> checked(LinkHalf half, long now, SignatureCheck signatures) {
        if (half.answers() != null || half.addresses().isEmpty() || !half.signed(signatures)) {
            return Refusal.of(Reason.BAD_LINK, "the invite is damaged; ask for it again");
        }
        if (half.expires() < now) {
            return Refusal.of(Reason.BAD_LINK, "the invite has expired; ask for a new one");
        }
        return new Checked.Ok<>(half);
    }
}
