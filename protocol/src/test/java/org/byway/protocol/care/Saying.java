package org.byway.protocol.care;

import static org.byway.protocol.community.Chartering.FIRST;
import static org.byway.protocol.community.Chartering.NOON;

import java.util.List;
import org.byway.protocol.community.Chartering;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.Notice;
import org.byway.protocol.wire.NoticeAppeal;
import org.byway.protocol.wire.NoticeDecision;
import org.byway.protocol.wire.NoticeGiven;

/** Makes notices of the community of {@link Chartering}, and what is said to them, about offers of a seller. */
final class Saying {
    static final SigningKey SELLER = Chartering.key("seller");
    static final long UNTIL = NOON + 30 * Limits.DAY_MILLIS;

    private Saying() {}

    /** A record as it came. */
    record Said(Envelope envelope, byte[] content) {
        NoticeKey key() {
            return new NoticeKey(envelope.author(), envelope.lineage());
        }
    }

    static Said offer(int number, Envelope after) {
        byte[] content = {8, (byte) number};
        return said(SELLER, Kind.OFFER, number, after, NOON, content);
    }

    static Said said(SigningKey author, Kind kind, int number, Envelope after, long at, byte[] content) {
        byte[] random = new byte[Lineage.RANDOM_BYTES];
        random[0] = (byte) number;
        Bytes32 lineage = after == null ? Lineage.of(NOON + 60 * Limits.DAY_MILLIS, random) : after.lineage();
        Envelope.Place place = new Envelope.Place(author.publicKey(), 0, FIRST.id(), lineage, after);
        return new Said(
                Envelope.write(place, kind, at, NOON + 59 * Limits.DAY_MILLIS, content)
                        .orThrow(),
                content);
    }

    static NoticeGiven.Builder given(Target target) {
        return NoticeGiven.newBuilder()
                .setTarget(target.wire())
                .setReason(NoticeGiven.Reason.FRAUD)
                .setWords("The bicycle is not there.")
                .setRule("Say what is so.")
                .setAppeal("To the other caretakers.")
                .setAppealUntil(UNTIL);
    }

    static Target lineage(Said offer) {
        return new Target(offer.envelope().author(), null, offer.envelope().lineage(), List.of());
    }

    static Said gives(SigningKey steward, NoticeGiven.Builder given, int number, long at) {
        return said(
                steward,
                Kind.NOTICE,
                number,
                null,
                at,
                Notice.newBuilder().setGiven(given).build().toByteArray());
    }

    static Said appeals(SigningKey author, Said notice, long at) {
        NoticeAppeal appeal = NoticeAppeal.newBuilder()
                .setNotice(notice.key().wire())
                .setWords("It stands in my yard.")
                .build();
        return said(
                author,
                Kind.NOTICE,
                1,
                null,
                at,
                Notice.newBuilder().setAppeal(appeal).build().toByteArray());
    }

    static Said decides(SigningKey steward, Said notice, boolean lifted, long at) {
        NoticeDecision decision = NoticeDecision.newBuilder()
                .setNotice(notice.key().wire())
                .setLifted(lifted)
                .setWords(lifted ? "I have seen it." : "It is not there.")
                .build();
        int number = Sha256.of(Long.toString(at).getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .bytes()[0];
        return said(
                steward,
                Kind.NOTICE,
                number,
                null,
                at,
                Notice.newBuilder().setDecision(decision).build().toByteArray());
    }
}
