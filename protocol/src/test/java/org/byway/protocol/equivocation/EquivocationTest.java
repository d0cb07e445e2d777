package org.byway.protocol.equivocation;

import static org.byway.protocol.community.Chartering.ANA;
import static org.byway.protocol.community.Chartering.BO;
import static org.byway.protocol.community.Chartering.CY;
import static org.byway.protocol.community.Chartering.FIRST;
import static org.byway.protocol.community.Chartering.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.byway.protocol.community.Chartering;
import org.byway.protocol.identity.KeyState;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.junit.jupiter.api.Test;

/** Two signed statements are a proof where only one may be, and nothing else is. */
class EquivocationTest {
    private static final SigningKey KEY = Chartering.key("key");
    private static final SigningKey NEXT = Chartering.key("next");
    private static final byte[] INCEPTION = KeyState.inception(KEY.publicKey(), NEXT.publicKey(), new byte[8]);
    private static final Bytes32 IDENTITY = Sha256.of(INCEPTION);

    private final StrictEd25519 signatures = new StrictEd25519(64);

    private static SignedRecord event(String after, SigningKey sealedBy, long created) {
        byte[] content = KeyState.incept(INCEPTION)
                .orThrow()
                .rotation(NEXT.publicKey(), Chartering.key(after).publicKey());
        var place = new Envelope.Place(IDENTITY, 2, FIRST.id(), new Bytes32(Limits.NEVER, 0, 0, 2), null);
        Envelope envelope = Envelope.write(place, Kind.KEY_EVENT, created, Limits.NEVER, content)
                .orThrow();
        return new SignedRecord(envelope, content, Signed.seal(sealedBy, IDENTITY, envelope.id()), 0, null, 0);
    }

    private Reason refusal(byte[] content) {
        return assertInstanceOf(Checked.Refused.class, Equivocation.read(content, signatures))
                .refusal()
                .reason();
    }

    @Test
    void twoEventsOfOneNumberAreAProofAgainstTheIdentity() {
        SignedRecord one = event("one", NEXT, NOON);
        SignedRecord other = event("other", NEXT, NOON);
        byte[] proof = Equivocation.of(other, one).write();
        Equivocation read = Equivocation.read(proof, signatures).orThrow();
        assertEquals(List.of(IDENTITY), read.by());
        assertEquals(-1, Integer.signum(read.one().id().compareTo(read.other().id())));
        assertNull(Equivocation.of(one, one));
        assertNull(Equivocation.of(one, event("one", NEXT, NOON + 1)), "the same event said again, as who moves does");
        assertNull(Equivocation.of(one, other.withoutContent()));
    }

    @Test
    void whatOthersSignedIsNoProof() {
        SignedRecord one = event("one", NEXT, NOON);
        SignedRecord stranger = event("other", Chartering.key("stranger"), NOON);
        assertEquals(Reason.BAD_CONTENT, refusal(Equivocation.of(one, stranger).write()));
        byte[] proof = Equivocation.of(one, event("other", NEXT, NOON)).write();
        for (int at = 0; at < proof.length; at += 7) {
            byte[] altered = proof.clone();
            altered[at] ^= 1;
            boolean accepted = Equivocation.read(altered, signatures) instanceof Checked.Ok<Equivocation>;
            assertEquals(false, accepted, "byte " + at);
        }
        assertEquals(Reason.BAD_CONTENT, refusal(new byte[0]));
        assertEquals(Reason.BAD_CONTENT, refusal(new byte[] {1, 2, 3}));
    }

    @Test
    void twoChartersAreAProofAgainstTheStewardWhoEndorsedBoth() {
        SignedRecord one = Chartering.next(FIRST, ANA, change -> change.setName("North"), ANA, BO);
        SignedRecord other = Chartering.next(FIRST, CY, change -> change.setName("South"), BO, CY);
        Equivocation proved = Equivocation.of(one, other);
        assertEquals(List.of(BO.publicKey()), proved.by());
        assertEquals(
                List.of(BO.publicKey()),
                Equivocation.read(proved.write(), signatures).orThrow().by());
        SignedRecord again = Chartering.next(FIRST, BO, change -> change.setName("North"), ANA, BO);
        assertNull(Equivocation.of(one, again), "one statement, published twice");
        assertNull(Equivocation.of(FIRST, one));
        SignedRecord apart = Chartering.next(FIRST, CY, change -> change.setName("East"), CY);
        assertNull(Equivocation.of(one, apart), "nobody signed both");
    }
}
