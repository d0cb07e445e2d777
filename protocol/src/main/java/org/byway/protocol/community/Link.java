package org.byway.protocol.community;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/**
 * Two communities' consent to carry each other's records, as a FederationLink record holds it.
 *
 * @param scope what its publisher's side lets it carry from then on; null where the record does not speak of that
 */
public record Link(LinkHalf inviter, LinkHalf joiner, boolean ended, LinkScope scope) {
    /** A link, or its end, in which nothing is narrowed. */
    public Link(LinkHalf inviter, LinkHalf joiner, boolean ended) {
        this(inviter, joiner, ended, null);
    }

    /** The same link, narrowed by one side. */
    public Link narrowed(LinkScope to) {
        return new Link(inviter, joiner, false, to);
    }

    /** Links are shown in every greeting, so they are short. */
    public static final int MOST_BYTES = 6 * 1024;

    /** The content of a FederationLink record. */
    public byte[] write() {
        var out = org.byway.protocol.wire.FederationLink.newBuilder()
                .setInviter(inviter.wire())
                .setJoiner(joiner.wire())
                .setEnded(ended);
        if (scope != null) {
            out.setScope(scope.wire());
        }
        return out.build().toByteArray();
    }

    /**
     * Reads a FederationLink and checks what can be checked without the charters: both halves are signed by the stewards
     * that they name, the one answers the other in time, and one of the two stewards published it for its community.
     */
    public static Checked<Link> read(Envelope envelope, byte[] content, SignatureCheck signatures) {
        Checked<Link> held = held(envelope, content);
        boolean unsigned = held instanceof Checked.Ok<Link>(Link link)
                && !(link.inviter.signed(signatures) && link.joiner.signed(signatures));
        return unsigned ? Refusal.of(Reason.BAD_LINK, "a signature of the link does not hold") : held;
    }

    /** Reads a FederationLink that is held already, or was judged: its signatures were checked then. */
    public static Checked<Link> held(Envelope envelope, byte[] content) {
        if (!envelope.is(Kind.FEDERATION_LINK)) {
            return Refusal.of(Reason.BAD_LINK, "a record of another kind holds no link");
        }
        org.byway.protocol.wire.FederationLink wire;
        if (content.length > MOST_BYTES) {
            return Refusal.of(Reason.BAD_LINK, "a link has at most " + MOST_BYTES + " bytes");
        }
        try {
            wire = org.byway.protocol.wire.FederationLink.parseFrom(content);
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.BAD_LINK, "not a link");
        }
        Checked<LinkScope> scope = LinkScope.read(wire.getScope());
        if (!(scope instanceof Checked.Ok<LinkScope>(LinkScope narrowed))) {
            return ((Checked.Refused<LinkScope>) scope).as();
        }
        return switch (LinkHalf.read(wire.getInviter())) {
            case Checked.Refused<LinkHalf> refused -> refused.as();
            case Checked.Ok<LinkHalf>(LinkHalf inviter) ->
                switch (LinkHalf.read(wire.getJoiner())) {
                    case Checked.Refused<LinkHalf> refused -> refused.as();
                    case Checked.Ok<LinkHalf>(LinkHalf joiner) ->
                        new Link(inviter, joiner, wire.getEnded(), wire.hasScope() ? narrowed : null).fitting(envelope);
                };
        };
    }

    private Checked<Link> fitting(Envelope envelope) {
        if (inviter.answers() != null || !inviter.digest().equals(joiner.answers())) {
            return Refusal.of(Reason.BAD_LINK, "the second half does not answer the first");
        }
        if (inviter.community().equals(joiner.community())) {
            return Refusal.of(Reason.BAD_LINK, "a link joins two communities");
        }
        LinkHalf publisher = joiner.community().equals(envelope.community()) ? joiner : inviter;
        boolean later = ended || scope != null;
        if (!publisher.community().equals(envelope.community())
                || (!later && !publisher.steward().equals(envelope.author()))) {
            return Refusal.of(Reason.BAD_LINK, "a link is published by a steward who signed it, in their community");
        }
        if (!later && envelope.created() > inviter.expires()) {
            return Refusal.of(Reason.BAD_LINK, "the invite had expired");
        }
        return new Checked.Ok<>(this);
    }

    /** The half of the community that is not this one; null where this one has no part in the link. */
    public LinkHalf other(Bytes32 community) {
        if (inviter.community().equals(community)) {
            return joiner;
        }
        return joiner.community().equals(community) ? inviter : null;
    }

    /**
     * Whether this answers that community's invite after it had expired. Only the inviter's own clock can tell: when the
     * answer was made is what its maker says.
     */
    public boolean isLate(Bytes32 inviting, long now) {
        return !ended
                && scope == null
                && inviter.community().equals(inviting)
                && now > inviter.expires() + Limits.EARLY_MILLIS;
    }

    /** How far records may have come to be carried over this link, in links behind it; 0: only each other's own. */
    public int transitHops() {
        return Math.min(inviter.transitHops(), joiner.transitHops());
    }

    /** What both halves let it carry. */
    public LinkScope agreed() {
        return new LinkScope(transitHops(), List.of(), LinkAreas.EVERYWHERE);
    }
}
