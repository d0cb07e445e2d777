package org.byway.protocol.admission;

import static org.byway.protocol.community.Chartering.ANA;
import static org.byway.protocol.community.Chartering.BO;
import static org.byway.protocol.community.Chartering.CY;
import static org.byway.protocol.community.Chartering.FIRST;
import static org.byway.protocol.community.Chartering.NOON;
import static org.byway.protocol.community.Chartering.NORTH;
import static org.byway.protocol.community.Chartering.SOUTH;
import static org.byway.protocol.community.Chartering.bytes;
import static org.byway.protocol.community.Chartering.called;
import static org.byway.protocol.community.Chartering.next;
import static org.byway.protocol.community.Chartering.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Random;
import org.byway.protocol.community.Chartering;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.record.Reason;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.MemoryStore;
import org.byway.protocol.store.Store;
import org.byway.protocol.wire.Offer;
import org.junit.jupiter.api.Test;

/** May a record enter that a node postmarked under a later Charter, or one that was dropped since? */
class CharterAdmissionTest {
    private final MemoryStore store = new MemoryStore();
    private final Charters charters = new Charters(store);
    private final Admission admission = new Admission(store, charters, FIRST.id());
    private final Random random = new Random(9);

    private Verdict travelling(SignedRecord record) {
        return admission.travelling(
                Judged.of(List.of(record), new StrictEd25519()).get(0), NOON + 2);
    }

    private Verdict posted(SignedRecord record) {
        return admission.posted(Judged.of(List.of(record), new StrictEd25519()).get(0), NOON + 2);
    }

    private void enters(SignedRecord record) {
        assertInstanceOf(Verdict.Stands.class, travelling(record));
        store.put(record);
        charters.changed(FIRST.id());
    }

    private SignedRecord offer(SigningKey node, Bytes32 charter, long time) {
        byte[] content = Offer.newBuilder().setTitle("Bread").build().toByteArray();
        SigningKey seller = Chartering.key("seller");
        byte[] tail = new byte[Lineage.RANDOM_BYTES];
        random.nextBytes(tail);
        long expires = NOON + Limits.DAY_MILLIS;
        Envelope.Place place = new Envelope.Place(seller.publicKey(), 0, FIRST.id(), Lineage.of(expires, tail), null);
        Envelope envelope =
                Envelope.write(place, Kind.OFFER, NOON, expires, content).orThrow();
        Signed seal = Signed.seal(seller, seller.publicKey(), envelope.id());
        return new SignedRecord(envelope, content, seal, 0, null, 0)
                .postmarked(Signed.postmark(node, FIRST.id(), charter, time, envelope.id()), 0);
    }

    private static Reason reason(Verdict verdict) {
        return assertInstanceOf(Verdict.Refuse.class, verdict).refusal().reason();
    }

    @Test
    void chartersAreFetchedBackToTheFirstOne() {
        SignedRecord second = called(FIRST, "Plagwitz", ANA, BO);
        SignedRecord third = called(second, "Connewitz", ANA, BO);
        SignedRecord offer = offer(NORTH, third.id(), NOON);
        assertEquals(new Verdict.WantsCharter(third.id()), travelling(offer));
        assertEquals(new Verdict.WantsCharter(second.id()), travelling(third));
        assertEquals(new Verdict.WantsCharter(FIRST.id()), travelling(second));
        enters(FIRST);
        enters(second);
        enters(third);
        assertEquals(third.id(), charters.standing(FIRST.id()).id());
        assertInstanceOf(Verdict.Stands.class, travelling(offer));
        assertInstanceOf(
                Verdict.Stands.class,
                travelling(offer(NORTH, FIRST.id(), NOON)),
                "earlier ones stay, with their names");
    }

    @Test
    void whatADroppedNodePostmarksLaterIsLost() {
        enters(FIRST);
        SignedRecord late = offer(SOUTH, FIRST.id(), NOON + 1);
        assertInstanceOf(Verdict.Stands.class, travelling(late));
        enters(without(FIRST, NOON));
        assertInstanceOf(Verdict.Lost.class, travelling(late));
        assertInstanceOf(Verdict.Stands.class, travelling(offer(SOUTH, FIRST.id(), NOON)));
        assertInstanceOf(Verdict.Stands.class, travelling(offer(NORTH, FIRST.id(), NOON + 1)));
    }

    @Test
    void anUnsignedCharterDoesNotEnter() {
        enters(FIRST);
        SigningKey thief = Chartering.key("thief");
        SignedRecord stolen = next(
                FIRST,
                thief,
                statement -> statement.clearStewards().addStewards(bytes(thief)).setThreshold(1),
                thief,
                CY);
        assertEquals(Reason.BAD_CHARTER, reason(travelling(stolen)));
    }

    @Test
    void aForkTravelsAndIsSettledButIsNotLetInHere() {
        enters(FIRST);
        SignedRecord left = called(FIRST, "Left", ANA, BO);
        SignedRecord right =
                next(FIRST, BO, statement -> statement.setName("Right").addNodes(bytes(CY)), BO, CY);
        enters(left);
        assertEquals(Reason.STALE, reason(posted(right)), "who is late begins again with the one in force");
        enters(right);
        assertEquals(FIRST.id(), charters.standing(FIRST.id()).id());
        assertEquals(Reason.NOT_YET, reason(travelling(offer(CY, right.id(), NOON))), "nothing new holds meanwhile");
        assertInstanceOf(Verdict.Stands.class, travelling(offer(NORTH, right.id(), NOON)));

        SignedRecord settled = next(right, CY, statement -> statement.addDisputed(bytes(left.id())), ANA, CY);
        assertInstanceOf(Verdict.Stands.class, posted(settled));
        enters(settled);
        assertEquals(settled.id(), charters.standing(FIRST.id()).id());
        assertInstanceOf(Verdict.Stands.class, travelling(offer(CY, right.id(), NOON)));
    }

    @Test
    void whatSettlesWaitsForAllThatItNames() {
        enters(FIRST);
        SignedRecord left = called(FIRST, "Left", ANA, BO);
        SignedRecord right = called(FIRST, "Right", BO, CY);
        SignedRecord settled = next(left, ANA, statement -> statement.addDisputed(bytes(right.id())), ANA, BO);
        enters(left);
        assertEquals(new Verdict.WantsCharter(right.id()), travelling(settled));
        enters(right);
        enters(settled);
    }

    @Test
    void aLaterCharterIsNotPostmarkedInItsOwnName() {
        enters(FIRST);
        SignedRecord second = called(FIRST, "Plagwitz", ANA, BO);
        Signed own = Signed.postmark(NORTH, FIRST.id(), second.id(), NOON, second.id());
        assertEquals(Reason.BAD_POSTMARK, reason(travelling(second.postmarked(own, 0))));
        Store.Head none =
                store.head(second.envelope().author(), second.envelope().lineage());
        assertEquals(null, none);
    }
}
