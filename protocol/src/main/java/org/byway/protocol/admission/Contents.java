package org.byway.protocol.admission;

import com.google.protobuf.InvalidProtocolBufferException;
import org.byway.protocol.care.NoticeRule;
import org.byway.protocol.community.Charter;
import org.byway.protocol.community.Link;
import org.byway.protocol.community.Membership;
import org.byway.protocol.equivocation.Equivocation;
import org.byway.protocol.experience.ExperienceRule;
import org.byway.protocol.identity.KeyState;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.market.MarketRule;
import org.byway.protocol.market.PaySignalRule;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.NodeAnnouncement;

/** The rules of content, kind by kind. What has no rule here is carried as it is. */
public final class Contents {
    private static final int MOST_ADDRESSES = 8;

    private Contents() {}

    /** What is wrong with the content of a valid record, or null. */
    public static Refusal fault(Envelope envelope, byte[] content, SignatureCheck signatures) {
        Kind kind = Kind.of(envelope.kind());
        if (kind == null) {
            return null;
        }
        return switch (kind) {
            case CHARTER -> refusal(Charter.read(envelope, content, signatures));
            case FEDERATION_LINK -> refusal(Link.read(envelope, content, signatures));
            case NODE_ANNOUNCEMENT -> announcement(content);
            case KEY_EVENT -> refusal(KeyState.held(envelope.author(), envelope.keySequence(), content));
            case INTENT -> refusal(MarketRule.intent(content));
            case OFFER -> refusal(MarketRule.offer(content));
            case PROFILE -> refusal(MarketRule.profile(content));
            case PAY_SIGNAL -> refusal(PaySignalRule.read(content));
            case ACCEPTED_TERMS -> refusal(MarketRule.acceptedTerms(content));
            case NOTICE -> refusal(NoticeRule.read(envelope, content));
            case MEMBERSHIP -> refusal(Membership.read(envelope, content, signatures));
            case EXPERIENCE -> refusal(ExperienceRule.experience(envelope.author(), content, signatures));
            case EQUIVOCATION_PROOF -> refusal(Equivocation.read(content, signatures));
            case EXPERIENCE_REPLY -> refusal(ExperienceRule.reply(content));
            case WITHDRAWAL -> null;
        };
    }

    private static Refusal announcement(byte[] content) {
        try {
            NodeAnnouncement announcement = NodeAnnouncement.parseFrom(content);
            return announcement.getAddressesCount() <= MOST_ADDRESSES
                    ? null
                    : new Refusal(Reason.BAD_CONTENT, "a node announces at most " + MOST_ADDRESSES + " addresses");
        } catch (InvalidProtocolBufferException e) {
            return new Refusal(Reason.BAD_CONTENT, "not a node announcement");
        }
    }

    private static Refusal refusal(Checked<?> checked) {
        return checked instanceof Checked.Refused<?>(Refusal refusal) ? refusal : null;
    }
}
