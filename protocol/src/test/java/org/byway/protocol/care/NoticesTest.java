package org.byway.protocol.care;

import static org.byway.protocol.care.Saying.SELLER;
import static org.byway.protocol.care.Saying.UNTIL;
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
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.byway.protocol.Vectors;
import org.byway.protocol.care.Saying.Said;
import org.byway.protocol.community.Chartering;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Caretaker;
import org.byway.protocol.wire.Notice;
import org.byway.protocol.wire.NoticeGiven;
import org.junit.jupiter.api.Test;

/** What notices lead to, by records alone. */
class NoticesTest {
    private static final long LATER = NOON + 1_000;
    private static final Said OFFER = offer(7, null);
    private final Said notice = gives(ANA, given(lineage(OFFER)), 1, NOON);

    private static Notices notices(List<Said> records) {
        Notices notices = new Notices();
        records.forEach(each -> notices.note(each.envelope(), each.content()));
        return notices;
    }

    /** The same in twenty orders. */
    private static String state(Said... records) {
        List<Said> all = new ArrayList<>(List.of(records));
        String found = notices(all).all(LATER).get(0).state().word();
        Random random = new Random(3);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(all, random);
            assertEquals(found, notices(all).all(LATER).get(0).state().word());
        }
        return found;
    }

    private static Hiding hiding(long now, Said... records) {
        return Hiding.of(notices(List.of(records)), FIRST.id()::equals, now);
    }

    private static Reason fault(Said said, Said... held) {
        Notice read = NoticeRule.read(said.envelope(), said.content()).orThrow();
        Refusal refusal = notices(List.of(held)).fault(said.envelope(), read, LATER);
        return refusal == null ? null : refusal.reason();
    }

    @Test
    void aNoticeIsGivenAppealedAndUpheldOrLifted() {
        Said appeal = appeals(SELLER, notice, NOON + 1);
        Said upheld = decides(BO, notice, false, NOON + 2);
        Said lifted = decides(BO, notice, true, NOON + 3);
        assertEquals("given", state(notice));
        assertEquals("appealed", state(notice, appeal));
        assertEquals("upheld", state(notice, appeal, upheld));
        assertEquals("lifted", state(notice, appeal, lifted));
        assertEquals("lifted", state(notice, appeal, upheld, lifted), "a caretaker may think better of it");
        assertEquals("lifted", state(notice, lifted), "without an appeal too");
    }

    @Test
    void whatLeadsNowhereIsAsIfItHadNotBeenSaid() {
        Said upheld = decides(BO, notice, false, NOON + 1);
        Said appeal = appeals(SELLER, notice, NOON + 2);
        assertEquals("given", state(notice, upheld), "nobody had appealed");
        assertEquals("appealed", state(notice, upheld, appeal));
        Said lifted = decides(BO, notice, true, NOON + 1);
        assertEquals("lifted", state(notice, lifted, decides(CY, notice, false, NOON + 3), appeal), "it is over");
        assertEquals("given", state(notice, appeals(BO, notice, NOON + 1)), "an appeal is the author's alone");
        assertEquals("given", state(notice, appeals(SELLER, notice, UNTIL + 1)), "it came too late");
    }

    @Test
    void whoeverMayNotSaySoIsRefused() {
        Said appeal = appeals(SELLER, notice, NOON + 1);
        assertEquals(Reason.STALE, fault(appeal), "there is no such notice");
        assertNull(fault(appeal, notice));
        assertEquals(Reason.NOT_YOURS, fault(appeals(BO, notice, NOON + 1), notice));
        assertEquals(Reason.STALE, fault(appeals(SELLER, notice, NOON + 2), notice, appeal));
        assertEquals(Reason.STALE, fault(decides(BO, notice, false, NOON + 2), notice), "not appealed");
        assertNull(fault(decides(BO, notice, false, NOON + 2), notice, appeal));
        assertNull(fault(decides(BO, notice, true, NOON + 2), notice));
        Said lifted = decides(BO, notice, true, NOON + 2);
        assertEquals(Reason.STALE, fault(decides(CY, notice, true, NOON + 3), notice, lifted));
        Said old = gives(ANA, given(lineage(OFFER)).setAppealUntil(NOON + 1), 1, NOON);
        assertEquals(Reason.EXPIRED, fault(appeals(SELLER, old, NOON), old));
    }

    @Test
    void aLineageARevisionOrAnAuthorIsHidden() {
        Said later = offer(8, OFFER.envelope());
        Said other = offer(9, null);
        Hiding all = hiding(LATER, notice);
        assertNotNull(all.hides(OFFER.envelope(), LATER));
        assertNotNull(all.hides(later.envelope(), LATER), "later revisions stay hidden");
        assertNull(all.hides(other.envelope(), LATER));
        Bytes32 seller = SELLER.publicKey();
        Target revision = new Target(seller, OFFER.envelope().id(), null, List.of());
        Hiding one = hiding(LATER, gives(ANA, given(revision), 1, NOON));
        assertNotNull(one.hides(OFFER.envelope(), LATER));
        assertNull(one.hides(later.envelope(), LATER));
        Hiding author = hiding(LATER, gives(ANA, given(new Target(seller, null, null, List.of())), 1, NOON));
        assertNotNull(author.hides(other.envelope(), LATER));
        Said appeal = appeals(SELLER, notice, NOON + 1);
        assertNull(author.hides(appeal.envelope(), LATER), "an appeal is never hidden");
        assertNull(hiding(LATER, notice, decides(BO, notice, true, NOON + 1)).hides(OFFER.envelope(), LATER));
    }

    @Test
    void aNoticeOfACommunityThatIsNotFollowedHidesNothing() {
        Notices all = notices(List.of(notice));
        assertNull(Hiding.of(all, community -> false, LATER).hides(OFFER.envelope(), LATER));
    }

    @Test
    void itIsShownAgainWhenItsTimeIsOver() {
        Said brief = gives(ANA, given(lineage(OFFER)).setUntil(LATER), 1, NOON);
        Hiding made = hiding(NOON + 1, brief);
        assertNotNull(made.hides(OFFER.envelope(), LATER - 1));
        assertNull(made.hides(OFFER.envelope(), LATER), "though nobody looked at the notices again");
        assertEquals("over", state(brief));
    }

    @Test
    void ofTwoRevisionsThatWereMadeAtOnceTheOneThatStandsCounts() {
        Said left = revised(given(lineage(OFFER)).setWords("Left."), NOON + 1);
        Said right = revised(given(lineage(OFFER)).setWords("Right."), NOON + 2);
        Said stands = left.envelope().id().compareTo(right.envelope().id()) < 0 ? left : right;
        Said loses = stands.equals(left) ? right : left;
        Notices notices = notices(List.of(notice, loses));
        notices.forget(loses.envelope().id());
        notices.note(stands.envelope(), stands.content());
        Said appeal = appeals(SELLER, notice, NOON + 3);
        notices.note(appeal.envelope(), appeal.content());
        List<Standing> all = notices.all(LATER);
        assertEquals(1, all.size());
        assertEquals(stands.envelope().id(), all.get(0).given().record());
        assertEquals("appealed", all.get(0).state().word(), "what was said to the first revision is said to all");
    }

    private Said revised(NoticeGiven.Builder given, long at) {
        byte[] content = Notice.newBuilder().setGiven(given).build().toByteArray();
        return Saying.said(ANA, Kind.NOTICE, 1, notice.envelope(), at, content);
    }

    @Test
    void whatIsWithdrawnCountsNoMore() {
        Notices notices = notices(List.of(notice));
        notices.forget(notice.envelope().id());
        assertTrue(notices.all(LATER).isEmpty());
    }

    @Test
    void aPurgeBarsPicturesUntilItIsLifted() {
        Bytes32 picture = Chartering.key("picture").publicKey();
        Target target = new Target(SELLER.publicKey(), OFFER.envelope().id(), null, List.of(picture));
        Said purge = gives(
                ANA, given(target).setReason(NoticeGiven.Reason.ILLEGAL_PICTURE).setPurge(true), 1, NOON);
        Hiding hiding = hiding(LATER, purge);
        assertTrue(hiding.purges(OFFER.envelope(), LATER));
        assertTrue(hiding.barred().contains(picture));
        Hiding lifted = hiding(LATER, purge, decides(BO, purge, true, NOON + 1));
        assertFalse(lifted.purges(OFFER.envelope(), LATER));
        assertTrue(lifted.freed().contains(picture));
        assertFalse(hiding(LATER, notice).purges(OFFER.envelope(), LATER), "hiding is not purging");
    }

    @Test
    void theLogTellsWhoDidWhatAndWhy() {
        Said appeal = appeals(SELLER, notice, NOON + 1);
        Said lifted = decides(BO, notice, true, NOON + 2);
        List<Act> log = notices(List.of(notice, appeal, lifted)).log(FIRST.id(), LATER);
        assertEquals(
                List.of("lifted", "appealed", "given"),
                log.stream().map(Act::what).toList());
        assertEquals(BO.publicKey(), log.get(0).by());
        assertEquals("I have seen it.", log.get(0).words());
        assertTrue(notices(List.of(notice)).log(SELLER.publicKey(), LATER).isEmpty());
    }

    @Test
    void ofCaretakersTheLatestWordOfEachCounts() {
        Said open = caretaker(true, 1, NOON);
        Said closed = caretaker(false, 2, NOON + 1);
        assertEquals(1, notices(List.of(open)).caretakers(FIRST.id(), LATER).size());
        assertEquals(
                0, notices(List.of(closed, open)).caretakers(FIRST.id(), LATER).size());
    }

    private static Said caretaker(boolean open, int number, long at) {
        Caretaker.Builder said = Caretaker.newBuilder().setName("Berta");
        if (open) {
            said.getAddressBuilder()
                    .setTag(com.google.protobuf.ByteString.copyFrom(new byte[16]))
                    .setKey(Chartering.bytes(SELLER))
                    .addNodes(Chartering.bytes(ANA));
            said.setKey(Chartering.bytes(SELLER));
        }
        byte[] content = Notice.newBuilder().setCaretaker(said).build().toByteArray();
        return Saying.said(ANA, Kind.NOTICE, number, null, at, content);
    }

    @Test
    void whatAStrangerSaysCannotTalkAStewardDown() {
        List<Said> all = new ArrayList<>(List.of(notice));
        for (int i = 0; i < 100; i++) {
            all.add(appeals(Chartering.key("crowd" + i), notice, NOON + 1));
        }
        all.add(appeals(SELLER, notice, NOON + 2));
        assertEquals("appealed", notices(all).all(LATER).get(0).state().word(), "nor the author");
        all.add(decides(BO, notice, true, NOON + 3));
        assertEquals("lifted", notices(all).all(LATER).get(0).state().word());
    }

    @Test
    void theVectorsHold() {
        Vectors.cases("notices", "notices").forEach(each -> {
            Notices notices = new Notices();
            each.path("records").forEach(record -> {
                Envelope envelope =
                        Envelope.parse(hex(record.path("envelope").asText())).orThrow();
                byte[] content = hex(record.path("content").asText());
                Checked<Notice> read = NoticeRule.read(envelope, content);
                String reason = read instanceof Checked.Refused<Notice>(Refusal refusal)
                        ? refusal.reason().code()
                        : "";
                assertEquals(
                        record.path("reason").asText(),
                        reason,
                        each.path("name").asText());
                notices.note(envelope, content);
            });
            List<Standing> all = notices.all(each.path("at").asLong());
            String state = all.isEmpty() ? "" : all.get(0).state().word();
            assertEquals(each.path("state").asText(), state, each.path("name").asText());
        });
    }

    private static byte[] hex(String text) {
        return java.util.HexFormat.of().parseHex(text);
    }
}
