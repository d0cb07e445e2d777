package org.byway.protocol.care;

import static org.byway.protocol.care.Saying.SELLER;
import static org.byway.protocol.care.Saying.appeals;
import static org.byway.protocol.care.Saying.decides;
import static org.byway.protocol.care.Saying.given;
import static org.byway.protocol.care.Saying.gives;
import static org.byway.protocol.care.Saying.lineage;
import static org.byway.protocol.care.Saying.offer;
import static org.byway.protocol.community.Chartering.ANA;
import static org.byway.protocol.community.Chartering.BO;
import static org.byway.protocol.community.Chartering.CY;
import static org.byway.protocol.community.Chartering.FIRST;
import static org.byway.protocol.community.Chartering.NOON;
import static org.byway.protocol.community.Chartering.NORTH;
import static org.byway.protocol.community.Chartering.bytes;
import static org.byway.protocol.community.Chartering.next;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.byway.protocol.admission.Admission;
import org.byway.protocol.admission.Charters;
import org.byway.protocol.admission.Judged;
import org.byway.protocol.admission.Verdict;
import org.byway.protocol.care.Saying.Said;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Reason;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.MemoryStore;
import org.byway.protocol.store.Store;
import org.junit.jupiter.api.Test;

/** Who may give a notice: a steward by the Charter under which it entered, and nobody else. */
class NoticeAdmissionTest {
    private final Store store = new MemoryStore();
    private final Charters charters = new Charters(store);
    private final Admission admission = new Admission(store, charters, FIRST.id());
    private final Said notice = gives(ANA, given(lineage(offer(7, null))), 1, NOON);

    NoticeAdmissionTest() {
        enters(FIRST);
    }

    private void enters(SignedRecord charter) {
        store.put(charter);
        charters.changed(FIRST.id());
    }

    private static SignedRecord sealed(SigningKey by, Said said) {
        Signed seal = Signed.seal(by, by.publicKey(), said.envelope().id());
        return new SignedRecord(said.envelope(), said.content(), seal, 0, null, 0);
    }

    private Verdict travelling(SigningKey by, Said said, Bytes32 under) {
        SignedRecord record = sealed(by, said);
        Signed postmark = Signed.postmark(NORTH, FIRST.id(), under, NOON, record.id());
        return admission.travelling(Judged.of(record.postmarked(postmark, 0), new StrictEd25519()), NOON);
    }

    private Verdict posted(SigningKey by, Said said) {
        return admission.posted(Judged.of(sealed(by, said), new StrictEd25519()), NOON);
    }

    private static byte[] content(Verdict verdict) {
        return assertInstanceOf(Verdict.Stands.class, verdict).record().content();
    }

    @Test
    void aStewardGivesNoticesAndDecidesOnThem() {
        assertNotNull(content(posted(ANA, notice)));
        assertNotNull(content(travelling(ANA, notice, FIRST.id())));
        assertNotNull(content(travelling(BO, decides(BO, notice, true, NOON), FIRST.id())));
    }

    @Test
    void nobodyElseDoes() {
        Said forged = gives(SELLER, given(lineage(offer(7, null))), 1, NOON);
        Verdict.Refuse refused = assertInstanceOf(Verdict.Refuse.class, posted(SELLER, forged));
        assertEquals(Reason.NOT_YOURS, refused.refusal().reason());
        assertNull(content(travelling(SELLER, forged, FIRST.id())), "it hides nothing, and sets stay equal");
        assertNull(content(travelling(SELLER, decides(SELLER, notice, true, NOON), FIRST.id())));
    }

    @Test
    void whoeverWasRemovedGivesNoMoreButWhatWasGivenStays() {
        SignedRecord without = next(
                FIRST,
                BO,
                statement -> statement.clearStewards().addStewards(bytes(BO)).addStewards(bytes(CY)),
                BO,
                CY);
        enters(without);
        assertInstanceOf(Verdict.Refuse.class, posted(ANA, notice));
        assertNull(content(travelling(ANA, notice, without.id())), "said since");
        assertNotNull(content(travelling(ANA, notice, FIRST.id())), "said before");
    }

    @Test
    void anAppealIsTakenWhoeverMakesIt() {
        assertNotNull(content(posted(SELLER, appeals(SELLER, notice, NOON))));
        assertNotNull(content(travelling(SELLER, appeals(SELLER, notice, NOON), FIRST.id())));
    }
}
