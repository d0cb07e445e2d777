package org.byway.protocol.community;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.regex.Pattern;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.MemberStanding;

/**
 * What a Membership record says of one person.
 *
 * @param member the key by which the community's nodes know the person
 * @param invite what the person shows to join; null in any other word
 * @param standing what a steward says, or the person who leaves; unspecified where it joins
 */
public record Membership(Bytes32 member, MemberInvite invite, MemberStanding standing, List<String> roles) {
    public static final int MOST_ROLES = 8;
    private static final int MOST_BYTES = 2_048;
    private static final Pattern ROLE = Pattern.compile("[a-z][a-z-]{0,31}");

    /** Who shows an invite. */
    public static Membership joins(Bytes32 member, MemberInvite invite) {
        return new Membership(member, invite, MemberStanding.STANDING_UNSPECIFIED, List.of());
    }

    /** What is said of a member, or by one who leaves. */
    public static Membership says(Bytes32 member, MemberStanding standing, List<String> roles) {
        return new Membership(member, null, standing, roles);
    }

    public byte[] write() {
        var out = org.byway.protocol.wire.Membership.newBuilder()
                .setMember(MemberInvite.bytes(member))
                .setStanding(standing)
                .addAllRoles(roles);
        if (invite != null) {
            out.setInvite(invite.wire());
        }
        return out.build().toByteArray();
    }

    /** Reads one; an invite's signature is checked. Whether a steward said it is asked of the Charter. */
    public static Checked<Membership> read(Envelope envelope, byte[] content, SignatureCheck signatures) {
        Checked<Membership> held = held(envelope, content);
        boolean forged = held instanceof Checked.Ok<Membership>(Membership said)
                && said.invite != null
                && !said.invite.signed(signatures);
        return forged ? bad("the invite is not signed by the steward that it names") : held;
    }

    /** Reads one that was judged before. */
    public static Checked<Membership> held(Envelope envelope, byte[] content) {
        try {
            var wire = org.byway.protocol.wire.Membership.parseFrom(content);
            if (content.length > MOST_BYTES || wire.getMember().size() != Bytes32.SIZE || envelope.keySequence() != 0) {
                return bad("a membership names a bare key and has at most " + MOST_BYTES + " bytes");
            }
            boolean roles = wire.getRolesCount() <= MOST_ROLES
                    && wire.getRolesList().stream()
                            .allMatch(role -> ROLE.matcher(role).matches());
            if (!roles) {
                return bad("a member has at most " + MOST_ROLES + " roles, each a word");
            }
            MemberInvite invite = null;
            if (wire.hasInvite()) {
                if (!(MemberInvite.read(wire.getInvite()) instanceof Checked.Ok<MemberInvite>(MemberInvite good))) {
                    return bad("the invite is damaged");
                }
                invite = good;
            }
            Bytes32 member = Bytes32.of(wire.getMember().toByteArray());
            return new Membership(member, invite, wire.getStanding(), List.copyOf(wire.getRolesList()))
                    .fitting(envelope);
        } catch (InvalidProtocolBufferException e) {
            return bad("not a membership");
        }
    }

    private Checked<Membership> fitting(Envelope envelope) {
        boolean own = envelope.author().equals(member);
        if (invite != null) {
            boolean fits = own
                    && standing == MemberStanding.STANDING_UNSPECIFIED
                    && roles.isEmpty()
                    && invite.community().equals(envelope.community())
                    && envelope.created() <= invite.expires();
            return fits ? new Checked.Ok<>(this) : bad("an invite is shown in time, in its community, by who joins");
        }
        boolean word = switch (standing) {
            case LEFT -> own && roles.isEmpty();
            case MEMBER -> true;
            case PAUSED, REMOVED -> roles.isEmpty();
            case STANDING_UNSPECIFIED, UNRECOGNIZED -> false;
        };
        return word ? new Checked.Ok<>(this) : bad("a membership says how somebody stands");
    }

    private static Checked<Membership> bad(String detail) {
        return Refusal.of(Reason.BAD_CONTENT, detail);
    }
}
