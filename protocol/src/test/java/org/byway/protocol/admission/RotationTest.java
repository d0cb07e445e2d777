package org.byway.protocol.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import org.byway.protocol.identity.KeyState;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.MemoryStore;
import org.byway.protocol.store.Store;
import org.byway.protocol.wire.Offer;
import org.junit.jupiter.api.Test;

/** A key is stolen and rotated away: the thief's records go, and so do the owner's that are not signed anew. */
class RotationTest {
    private static final long NOON = 1_772_020_800_000L;
    private static final Bytes32 COMMUNITY = new Bytes32(1, 2, 3, 4);

    private final StrictEd25519 signatures = new StrictEd25519();
    private final MemoryStore store = new MemoryStore();
    private final Admission admission = new Admission(store, new Charters(store), COMMUNITY);
    private final SigningKey first = key("first");
    private final SigningKey second = key("second");
    private final SigningKey third = key("third");
    private final byte[] inception = KeyState.inception(first.publicKey(), second.publicKey(), new byte[] {1});
    private final KeyState incepted = KeyState.incept(inception).orThrow();
    private final byte[] rotation = incepted.rotation(second.publicKey(), third.publicKey());
    private final KeyState rotated = incepted.next(rotation).orThrow();
    private int lineages;

    private static SigningKey key(String name) {
        return SigningKey.ofSeed(
                Sha256.of(name.getBytes(StandardCharsets.UTF_8)).bytes());
    }

    private SignedRecord sealed(
            SigningKey key, int sequence, Bytes32 lineage, Envelope after, Kind kind, byte[] content) {
        Bytes32 identity = incepted.identity();
        Envelope.Place place = new Envelope.Place(identity, sequence, COMMUNITY, lineage, after);
        long expires = kind == Kind.KEY_EVENT ? Limits.NEVER : lineage.a();
        Envelope envelope = Envelope.write(place, kind, NOON, expires, content).orThrow();
        return new SignedRecord(envelope, content, Signed.seal(key, identity, envelope.id()), 0, null, 0);
    }

    private SignedRecord event(SigningKey key, int sequence, byte[] content) {
        return sealed(key, sequence, Identities.lineage(sequence), null, Kind.KEY_EVENT, content);
    }

    private SignedRecord offer(SigningKey key, int sequence, Envelope after) {
        byte[] salt = new byte[Lineage.RANDOM_BYTES];
        salt[0] = (byte) (after == null ? ++lineages : 0);
        Bytes32 lineage = after == null ? Lineage.of(NOON + Limits.DAY_MILLIS, salt) : after.lineage();
        byte[] bread = Offer.newBuilder().setTitle("Bread").build().toByteArray();
        return sealed(key, sequence, lineage, after, Kind.OFFER, bread);
    }

    private Verdict posted(SignedRecord record) {
        return admission.posted(Judged.of(record, signatures), NOON);
    }

    private Reason reason(SignedRecord record) {
        return assertInstanceOf(Verdict.Refuse.class, posted(record)).refusal().reason();
    }

    private SignedRecord enter(SignedRecord record) {
        SignedRecord standing =
                assertInstanceOf(Verdict.Stands.class, posted(record)).record();
        store.put(standing);
        if (standing.envelope().is(Kind.KEY_EVENT)) {
            store.retire(standing.envelope().author(), standing.envelope().keySequence());
        }
        return standing;
    }

    @Test
    void eachEventWaitsForTheOneBeforeItAndEachRecordForItsOwn() {
        assertEquals(new Verdict.WantsIdentity(incepted.identity()), posted(event(second, 2, rotation)));
        enter(event(first, 1, inception));
        assertEquals(new Verdict.WantsIdentity(incepted.identity()), posted(offer(second, 2, null)));
        enter(event(second, 2, rotation));
        enter(offer(second, 2, null));
        enter(event(third, 3, rotated.rotation(third.publicKey(), key("fourth").publicKey())));
        assertEquals(Reason.STALE, reason(offer(second, 2, null)));
        enter(offer(third, 3, null));
    }

    @Test
    void aRotationTakesAwayWhatOlderKeysSignedAndItIsSignedAnew() {
        enter(event(first, 1, inception));
        SignedRecord old = enter(offer(first, 1, null));
        SignedRecord forgotten = enter(offer(first, 1, null));
        enter(event(second, 2, rotation));
        assertNull(store.get(old.id()));
        assertEquals(2, store.set(COMMUNITY, 0).size(), "both events, each in a lineage of its own");

        SignedRecord anew = enter(offer(second, 2, old.envelope()));
        assertNotNull(store.get(anew.id()));
        assertNull(store.get(forgotten.id()));
    }

    @Test
    void aThiefWhoBackdatesIsRefusedAfterTheRotation() {
        enter(event(first, 1, inception));
        SignedRecord owners = enter(offer(first, 1, null));
        SignedRecord thiefs = offer(first, 1, owners.envelope());
        enter(event(second, 2, rotation));
        assertEquals(Reason.STALE, reason(thiefs));
        assertNull(store.get(thiefs.id()));
    }

    @Test
    void aThiefOfTheKeyInUseMakesNoEvent() {
        enter(event(first, 1, inception));
        byte[] thiefs = incepted.rotation(first.publicKey(), key("thief").publicKey());
        assertEquals(Reason.STALE, reason(event(first, 2, thiefs)));
        assertEquals(Reason.BAD_KEY, reason(event(first, 2, rotation)), "sealed with the old key");
        assertEquals(Reason.BAD_CONTENT, reason(event(second, 2, inception)));
    }

    @Test
    void aRevokedIdentitySaysNothingMore() {
        enter(event(first, 1, inception));
        SignedRecord old = enter(offer(first, 1, null));
        enter(event(second, 2, incepted.revocation(second.publicKey())));
        assertNull(store.get(old.id()));
        assertEquals(Reason.STALE, reason(offer(second, 2, null)));
        assertEquals(Reason.STALE, reason(offer(first, 1, null)));
        assertEquals(Reason.STALE, reason(event(third, 3, rotated.rotation(third.publicKey(), first.publicKey()))));
    }

    @Test
    void aFloorStaysOfWhatWasTakenAwayUntilItsHorizonHasPassed() {
        enter(event(first, 1, inception));
        SignedRecord old = enter(offer(first, 1, null));
        enter(event(second, 2, rotation));
        Store.Head floor = store.head(incepted.identity(), old.envelope().lineage());
        assertEquals(new Store.Head(old.id(), 1, false, 0, old.envelope().expires(), false), floor);
        store.expire(NOON + Limits.DAY_MILLIS + Limits.HOUR_MILLIS);
        assertNull(store.head(incepted.identity(), old.envelope().lineage()));
    }
}
