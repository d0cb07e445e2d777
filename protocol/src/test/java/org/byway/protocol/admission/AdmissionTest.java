package org.byway.protocol.admission;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.byway.protocol.community.Charter;
import org.byway.protocol.community.Link;
import org.byway.protocol.community.LinkHalf;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.MemoryStore;
import org.byway.protocol.wire.KeyEvent;
import org.byway.protocol.wire.Offer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** May this record enter? What the second verdict asks, one rule a test. */
class AdmissionTest {
    private static final long NOON = 1_790_000_000_000L / Limits.HOUR_MILLIS * Limits.HOUR_MILLIS;
    private final StrictEd25519 signatures = new StrictEd25519();
    private final SigningKey steward = key("steward");
    private final SigningKey node = key("node");
    private final SigningKey seller = key("seller");
    private final Random random = new Random(3);
    private MemoryStore store;
    private Admission admission;
    private SignedRecord charter;
    private Bytes32 community;

    @BeforeEach
    void found() {
        store = new MemoryStore();
        byte[] content = Charter.write(
                Charter.statement("Lindenau", steward.publicKey(), List.of(node.publicKey()), new byte[8]),
                List.of(steward));
        charter =
                sealed(steward, place(steward, null, lineage(Limits.NEVER), null), Kind.CHARTER, Limits.NEVER, content);
        community = charter.id();
        admission = new Admission(store, new Charters(store), community);
        charter = postmarked(charter, node);
    }

    private static SigningKey key(String name) {
        return SigningKey.ofSeed(
                Sha256.of(name.getBytes(StandardCharsets.UTF_8)).bytes());
    }

    private Bytes32 lineage(long horizon) {
        byte[] tail = new byte[Lineage.RANDOM_BYTES];
        random.nextBytes(tail);
        return Lineage.of(horizon, tail);
    }

    private static Envelope.Place place(SigningKey author, Bytes32 community, Bytes32 lineage, Envelope after) {
        return new Envelope.Place(author.publicKey(), 0, community, lineage, after);
    }

    private static SignedRecord sealed(SigningKey key, Envelope.Place place, Kind kind, long expires, byte[] content) {
        Envelope envelope = Envelope.write(place, kind, NOON, expires, content).orThrow();
        return new SignedRecord(envelope, content, Signed.seal(key, place.author(), envelope.id()), 0, null, 0);
    }

    private SignedRecord postmarked(SignedRecord record, SigningKey by) {
        return record.postmarked(Signed.postmark(by, community, community, NOON, record.id()), 0);
    }

    private static byte[] bread() {
        return Offer.newBuilder().setTitle("Bread").build().toByteArray();
    }

    private SignedRecord offer() {
        return revision(lineage(NOON + Limits.DAY_MILLIS), null);
    }

    private SignedRecord revision(Bytes32 lineage, Envelope after) {
        return postmarked(
                sealed(seller, place(seller, community, lineage, after), Kind.OFFER, lineage.a(), bread()), node);
    }

    private SignedRecord withdrawal(Envelope after) {
        Envelope.Place place = place(seller, community, after.lineage(), after);
        return postmarked(sealed(seller, place, Kind.WITHDRAWAL, after.horizon(), new byte[0]), node);
    }

    private Verdict travelling(SignedRecord record, long now) {
        return admission.travelling(Judged.of(record, signatures), now);
    }

    private Verdict posted(SignedRecord record, long now) {
        return admission.posted(Judged.of(record, signatures), now);
    }

    private Verdict travelling(SignedRecord record) {
        return travelling(record, NOON);
    }

    private static Reason reason(Verdict verdict) {
        return assertInstanceOf(Verdict.Refuse.class, verdict).refusal().reason();
    }

    @Test
    void aRecordWaitsForItsCharterAndThenStands() {
        assertEquals(new Verdict.WantsCharter(community), travelling(offer()));
        assertInstanceOf(Verdict.Stands.class, travelling(charter), "a first charter vouches for itself");
        store.put(charter);
        assertInstanceOf(Verdict.Stands.class, travelling(offer()));
    }

    @Test
    void aCharterComesWithoutPostmarkAsADependency() {
        assertInstanceOf(
                Verdict.Stands.class,
                travelling(new SignedRecord(charter.envelope(), charter.content(), charter.seal(), 0, null, 0)));
        assertEquals(
                Reason.MISSING_POSTMARK,
                reason(travelling(charter.withoutContent().postmarked(null, 0))));
    }

    @Test
    void onlyANodeOfTheCharterPostmarks() {
        store.put(charter);
        SignedRecord offer = offer();
        assertEquals(Reason.BAD_POSTMARK, reason(travelling(postmarked(offer, key("stranger")))));
        assertEquals(Reason.MISSING_POSTMARK, reason(travelling(offer.postmarked(null, 0))));
    }

    @Test
    void aRecordOfAnotherKindIsNoCharterHoweverItLooks() {
        store.put(charter);
        SigningKey thief = key("thief");
        byte[] content = Charter.write(
                Charter.statement("Lindenau", thief.publicKey(), List.of(thief.publicKey()), new byte[8]),
                List.of(thief));
        Bytes32 lineage = lineage(NOON + Limits.DAY_MILLIS);
        SignedRecord posing = sealed(thief, place(thief, community, lineage, null), Kind.OFFER, lineage.a(), content);
        Signed postmark = Signed.postmark(thief, community, posing.id(), NOON, posing.id());
        assertEquals(Reason.BAD_POSTMARK, reason(travelling(posing.postmarked(postmark, 0))));
        assertInstanceOf(Checked.Refused.class, Charter.read(posing.envelope(), content, signatures));
    }

    @Test
    void timesAreHeldAgainstTheClock() {
        store.put(charter);
        SignedRecord offer = offer();
        assertInstanceOf(Verdict.Stands.class, travelling(offer, NOON - Limits.EARLY_MILLIS));
        assertEquals(Reason.TOO_EARLY, reason(travelling(offer, NOON - Limits.EARLY_MILLIS - 1)));
        long expires = offer.envelope().expires();
        assertInstanceOf(
                Verdict.Stands.class, travelling(offer, expires - 1), "what a peer's set still holds is taken");
        assertEquals(Reason.EXPIRED, reason(travelling(offer, expires)));
    }

    @Test
    void whatIsHeldChangesNothingAndWhatLostIsRemembered() {
        store.put(charter);
        SignedRecord first = offer();
        SignedRecord second = revision(first.envelope().lineage(), first.envelope());
        store.put(second);
        assertInstanceOf(Verdict.Held.class, travelling(second));
        assertInstanceOf(Verdict.Lost.class, travelling(first));
        store.lose(first);
        assertInstanceOf(Verdict.Held.class, travelling(first), "nothing to fetch again");
    }

    @Test
    void aWithdrawalIsFinal() {
        store.put(charter);
        SignedRecord first = offer();
        store.put(first);
        SignedRecord gone = withdrawal(first.envelope());
        assertInstanceOf(Verdict.Stands.class, travelling(gone));
        store.put(gone);
        SignedRecord later = revision(
                first.envelope().lineage(),
                revision(first.envelope().lineage(), first.envelope()).envelope());
        assertInstanceOf(Verdict.Lost.class, travelling(later), "a higher revision does not bring it back");
    }

    @Test
    void badContentEntersAsABareHeadButIsNotPostmarked() {
        store.put(charter);
        Envelope.Place place = place(seller, community, lineage(NOON + Limits.DAY_MILLIS), null);
        SignedRecord bad = sealed(seller, place, Kind.OFFER, NOON + 1000_000, new byte[] {1, 2, 3});
        Verdict.Stands stands = assertInstanceOf(Verdict.Stands.class, travelling(postmarked(bad, node)));
        assertNull(stands.record().content());
        assertEquals(Reason.BAD_CONTENT, reason(posted(bad, NOON)));
        store.put(postmarked(bad, node).withoutContent());
        assertInstanceOf(Verdict.Held.class, travelling(postmarked(bad, node)), "and is not fetched again");
    }

    @Test
    void contentFillsInABareHead() {
        store.put(charter);
        SignedRecord offer = offer();
        store.put(offer.withoutContent());
        assertInstanceOf(Verdict.Held.class, travelling(offer.withoutContent()));
        Verdict.Stands stands = assertInstanceOf(
                Verdict.Stands.class, travelling(postmarked(offer, key("stranger"))), "whoever brings it");
        assertArrayEquals(bread(), stands.record().content());
        assertEquals(offer.postmark(), stands.record().postmark(), "the first postmark is kept, and no other sent on");
    }

    private SignedRecord answer(LinkHalf invite, SigningKey joiner, Bytes32 south, boolean ended) {
        LinkHalf half =
                LinkHalf.sign(joiner, new LinkHalf.Draft(south, invite.expires(), 3, List.of(), new byte[16], invite));
        long end = NOON + 30 * Limits.DAY_MILLIS;
        byte[] content = new Link(invite, half, ended).write();
        SignedRecord record =
                sealed(joiner, place(joiner, south, lineage(end), null), Kind.FEDERATION_LINK, end, content);
        return record.postmarked(Signed.postmark(node, south, south, NOON, record.id()), 0);
    }

    @Test
    void anAnswerToOurInviteIsTakenWhileTheInviteIsGoodWhateverItSaysOfItself() {
        SigningKey joiner = key("joiner");
        byte[] statement = Charter.write(
                Charter.statement("South", joiner.publicKey(), List.of(node.publicKey()), new byte[8]),
                List.of(joiner));
        SignedRecord south =
                sealed(joiner, place(joiner, null, lineage(Limits.NEVER), null), Kind.CHARTER, Limits.NEVER, statement);
        store.put(charter);
        store.put(south);
        long until = NOON + Limits.HOUR_MILLIS;
        LinkHalf invite =
                LinkHalf.sign(steward, new LinkHalf.Draft(community, until, 3, List.of(), new byte[16], null));
        SignedRecord answer = answer(invite, joiner, south.id(), false);
        long late = until + Limits.EARLY_MILLIS + 1;

        Verdict.Stands inTime = assertInstanceOf(Verdict.Stands.class, travelling(answer, late - 1));
        assertNotNull(inTime.record().content());
        Verdict.Stands tooLate = assertInstanceOf(Verdict.Stands.class, travelling(answer, late));
        assertNull(tooLate.record().content(), "its head is kept, so that sets stay equal");
        store.put(tooLate.record());
        assertInstanceOf(Verdict.Held.class, travelling(answer, late), "and nobody fills it in");
        SignedRecord end = answer(invite, joiner, south.id(), true);
        assertNotNull(assertInstanceOf(Verdict.Stands.class, travelling(end, late))
                .record()
                .content());
        Admission third = new Admission(new MemoryStore(), new Charters(store), new Bytes32(9, 9, 9, 9));
        Verdict.Stands carried = assertInstanceOf(
                Verdict.Stands.class, third.travelling(Judged.of(answer, signatures), late), "others only carry it");
        assertNotNull(carried.record().content());
    }

    @Test
    void anIdentityIsKnownByItsInception() {
        store.put(charter);
        byte[] inception = KeyEvent.newBuilder()
                .setKey(ByteString.copyFrom(seller.publicKey().bytes()))
                .setNextDigest(ByteString.copyFrom(new byte[32]))
                .build()
                .toByteArray();
        Bytes32 identity = Sha256.of(inception);
        Envelope.Place first = new Envelope.Place(identity, 1, community, Identities.lineage(1), null);
        SignedRecord event = sealed(seller, first, Kind.KEY_EVENT, Limits.NEVER, inception);
        SignedRecord stolen = sealed(key("thief"), first, Kind.KEY_EVENT, Limits.NEVER, inception);
        Envelope.Place place = new Envelope.Place(identity, 1, community, lineage(NOON + Limits.DAY_MILLIS), null);
        SignedRecord offer = postmarked(sealed(seller, place, Kind.OFFER, NOON + 1000_000, bread()), node);
        SignedRecord forged = postmarked(sealed(key("thief"), place, Kind.OFFER, NOON + 1000_000, bread()), node);
        assertEquals(new Verdict.WantsIdentity(identity), travelling(offer));
        assertEquals(Reason.BAD_KEY, reason(travelling(stolen)));
        assertInstanceOf(Verdict.Stands.class, travelling(event));
        store.put(event);
        assertInstanceOf(Verdict.Stands.class, travelling(offer));
        assertEquals(Reason.BAD_KEY, reason(travelling(forged)));
    }

    @Test
    void aNodePostmarksForItsOwnCommunityAndForFreshRecords() {
        store.put(charter);
        SignedRecord offer = offer().postmarked(null, 0);
        assertInstanceOf(Verdict.Stands.class, posted(offer, NOON));
        Admission elsewhere = new Admission(store, new Charters(store), new Bytes32(9, 9, 9, 9));
        assertEquals(Reason.BAD_COMMUNITY, reason(elsewhere.posted(Judged.of(offer, signatures), NOON)));
        assertEquals(Reason.MISSING_CONTENT, reason(posted(offer.withoutContent(), NOON)));
        Bytes32 lineage = lineage(NOON + 5 * Limits.DAY_MILLIS);
        SignedRecord old = sealed(seller, place(seller, community, lineage, null), Kind.OFFER, lineage.a(), bread());
        assertEquals(Reason.BAD_TIME, reason(posted(old, NOON + Limits.POSTMARK_MILLIS + 1)));
    }

    /** Whatever the order of arrival, the same record stands. */
    @Test
    void precedenceIsAnOrderThatEverybodyAgreesOn() {
        List<Envelope> all = new ArrayList<>();
        Bytes32 lineage = lineage(NOON + Limits.DAY_MILLIS);
        Envelope before = null;
        for (int i = 0; i < 6; i++) {
            SignedRecord record = revision(lineage, before);
            all.add(record.envelope());
            all.add(withdrawal(record.envelope()).envelope());
            before = record.envelope();
        }
        Envelope stands = null;
        for (int round = 0; round < 200; round++) {
            Collections.shuffle(all, random);
            Envelope best = all.get(0);
            for (Envelope each : all) {
                best = Precedence.of(each).compareTo(Precedence.of(best)) > 0 ? each : best;
            }
            stands = stands == null ? best : stands;
            assertEquals(stands.id(), best.id());
        }
        assertEquals(Kind.WITHDRAWAL.number(), stands.kind());
    }
}
