package org.byway.protocol.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.mail.MailRequest.Acknowledge;
import org.byway.protocol.mail.MailRequest.GiveUp;
import org.byway.protocol.mail.MailRequest.Keep;
import org.byway.protocol.mail.MailRequest.Opener;
import org.byway.protocol.mail.MailRequest.Post;
import org.byway.protocol.mail.Towns.Town;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.LetterPage;
import org.byway.protocol.wire.LetterTaken;
import org.byway.protocol.wire.LettersTaken;
import org.byway.protocol.wire.WaitingLetter;
import org.junit.jupiter.api.Test;

/** A letter enters here, travels, waits there and is let go of; once, whatever breaks in between. */
class PostOfficeTest {
    private static final long MINUTE = 60_000;

    private final Towns towns = new Towns();
    private final Town lindenau = towns.town();
    private final Town brodowin = towns.town();
    private final Bytes32 anna = towns.key().publicKey();

    private Post posted(Town at, Opener to, Town... nodes) {
        Bytes32[] keys = new Bytes32[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            keys[i] = nodes[i].key();
        }
        Post post = at.post(anna, towns.letter(to.tag()), keys);
        at.answer(post).orThrow();
        return post;
    }

    private static Mark mark(Checked<MailReply> answer) {
        return ((MailReply.Marked) answer.orThrow()).mark();
    }

    @Test
    void aLetterIsMarkedBroughtAndFetched() {
        Opener ben = brodowin.mailbox(Towns.PHONE);
        towns.link(lindenau, brodowin);
        Post post = lindenau.post(anna, towns.letter(ben.tag()), brodowin.key());
        Mark mark = mark(lindenau.answer(post));

        assertTrue(mark.holds(post.id(), new StrictEd25519()));
        assertEquals(List.of("at-mailbox"), lindenau.states(post));
        LetterPage page = brodowin.page(ben, 0);
        assertEquals(1, page.getLettersCount());
        WaitingLetter letter = page.getLetters(0);
        assertArrayEquals(post.letter(), letter.getLetter().getLetter().toByteArray());
        assertEquals(mark.write(), letter.getLetter().getMark());
        assertEquals(letter.getPosition(), page.getNext());
        assertTrue(lindenau.told.contains(new MailEffect.Settled(post.id())));
        assertTrue(brodowin.told.contains(new MailEffect.Arrived(ben.tag())));
    }

    private static List<Bytes16> devices(Checked<MailReply> kept) {
        return List.copyOf(((MailReply.Kept) kept.orThrow()).mailbox().devices().keySet());
    }

    private static Reason refused(Checked<MailReply> answer) {
        return ((Checked.Refused<MailReply>) answer).refusal().reason();
    }

    @Test
    void aDeviceMoreTakesNoOtherItsLetters() {
        Opener ben = lindenau.mailbox(Towns.PHONE);
        posted(lindenau, ben, lindenau);
        assertEquals(
                List.of(Towns.PHONE, Towns.LAPTOP), devices(lindenau.devices(ben, List.of(Towns.LAPTOP), List.of())));
        long last = lindenau.page(ben, 0).getNext();
        lindenau.answer(new MailRequest.Acknowledge(ben, Towns.LAPTOP, last)).orThrow();
        assertEquals(1, lindenau.waiting(ben), "for the phone");
        lindenau.devices(ben, List.of(Towns.LAPTOP), List.of()).orThrow();
        assertEquals(1, lindenau.waiting(ben), "it goes on to wait");
        lindenau.answer(new MailRequest.Acknowledge(ben, Towns.PHONE, last)).orThrow();
        assertEquals(0, lindenau.waiting(ben));
    }

    @Test
    void forADeviceThatIsGoneNothingWaits() {
        Opener ben = lindenau.mailbox(Towns.PHONE, Towns.LAPTOP);
        posted(lindenau, ben, lindenau);
        long last = lindenau.page(ben, 0).getNext();
        lindenau.answer(new MailRequest.Acknowledge(ben, Towns.LAPTOP, last)).orThrow();
        assertEquals(List.of(Towns.LAPTOP), devices(lindenau.devices(ben, List.of(), List.of(Towns.PHONE))));
        assertEquals(0, lindenau.waiting(ben));
        assertEquals(
                List.of(Towns.LAPTOP),
                devices(lindenau.devices(ben, List.of(), List.of(Towns.PHONE))),
                "it may be asked for again");
        Checked<MailReply> late = lindenau.answer(new MailRequest.Acknowledge(ben, Towns.PHONE, last));
        assertEquals(Reason.UNKNOWN_DEVICE, refused(late));
    }

    @Test
    void aDeviceThatIsLostDoesNotShutAFullMailbox() {
        Opener ben = lindenau.mailbox(Towns.PHONE, Towns.LAPTOP);
        for (int i = 0; i < MailLimits.MAILBOX_LETTERS; i++) {
            posted(lindenau, ben, lindenau);
        }
        assertEquals(List.of("refused over-budget"), lindenau.states(posted(lindenau, ben, lindenau)));
        long some = lindenau.page(ben, 0).getLetters(9).getPosition();
        lindenau.answer(new MailRequest.Acknowledge(ben, Towns.LAPTOP, some)).orThrow();
        assertEquals(List.of("at-mailbox"), lindenau.states(posted(lindenau, ben, lindenau)));
        assertEquals(some + 1, lindenau.page(ben, 0).getLetters(0).getPosition(), "what the laptop has not got stays");
    }

    @Test
    void aMailboxHasOneDeviceAtLeastAndEightAtMost() {
        Opener nobody = new Opener(new Bytes16(7, 7), anna);
        assertEquals(Reason.UNKNOWN_MAILBOX, refused(lindenau.devices(nobody, List.of(), List.of())));
        Opener ben = lindenau.mailbox(Towns.PHONE);
        assertEquals(Reason.MALFORMED, refused(lindenau.devices(ben, List.of(), List.of(Towns.PHONE))));
        assertEquals(Reason.MALFORMED, refused(lindenau.devices(ben, List.of(Towns.PHONE), List.of(Towns.PHONE))));
        List<Bytes16> more = new ArrayList<>();
        for (int i = 0; i < MailLimits.DEVICES; i++) {
            more.add(new Bytes16(9, i));
        }
        assertEquals(Reason.OVER_BUDGET, refused(lindenau.devices(ben, more, List.of())));
        assertEquals(more, devices(lindenau.devices(ben, more, List.of(Towns.PHONE))), "one goes, and eight come");
        assertEquals(Reason.OVER_BUDGET, refused(lindenau.devices(ben, List.of(Towns.PHONE), List.of())));
    }

    @Test
    void aMailboxAtTheSameNodeIsFilledAtOnce() {
        Opener ben = lindenau.mailbox(Towns.PHONE);
        Post post = posted(lindenau, ben, lindenau);
        assertEquals(List.of("at-mailbox"), lindenau.states(post));
        assertEquals(1, lindenau.waiting(ben));
    }

    @Test
    void theSameLetterPostedAgainHasTheSameMarkAndIsThereOnce() {
        Opener ben = brodowin.mailbox(Towns.PHONE);
        towns.link(lindenau, brodowin);
        Post post = lindenau.post(anna, towns.letter(ben.tag()), brodowin.key());
        Mark first = mark(lindenau.answer(post));
        towns.pass(MINUTE);
        assertEquals(first.write(), mark(lindenau.answer(post)).write());
        assertEquals(1, brodowin.waiting(ben));
        assertEquals(
                "not-yours", lindenau.refusal(lindenau.post(towns.key().publicKey(), post.letter(), brodowin.key())));
    }

    @Test
    void nothingIsAnsweredSentOrShownBeforeItIsOnDisk() {
        Opener ben = brodowin.mailbox(Towns.PHONE);
        towns.link(lindenau, brodowin);
        lindenau.slowDisk = true;
        brodowin.slowDisk = true;
        Post post = lindenau.post(anna, towns.letter(ben.tag()), brodowin.key());
        long ticket = lindenau.ask(post);
        towns.settle();
        assertNull(lindenau.answers.get(ticket));
        assertEquals(0, brodowin.uncommitted.size(), "nothing has come there");

        lindenau.commit();
        towns.settle();
        assertInstanceOf(Checked.Ok.class, lindenau.answers.get(ticket));
        assertEquals(1, brodowin.uncommitted.size());
        assertEquals(0, brodowin.waiting(ben), "it may be gone with a crash, so nobody sees it");
        assertEquals("unknown-letter", brodowin.refusal(new Acknowledge(ben, Towns.PHONE, Long.MAX_VALUE)));
        assertEquals(List.of("queued"), lindenau.states(post));

        brodowin.commit();
        towns.settle();
        assertEquals(1, brodowin.waiting(ben));
        assertEquals(List.of("at-mailbox"), lindenau.states(post));
    }

    @Test
    void whatWasMarkedOutlivesAKillOfTheSender() {
        Opener ben = brodowin.mailbox(Towns.PHONE);
        Post post = posted(lindenau, ben, brodowin);
        lindenau.crash();
        assertEquals(List.of("queued"), lindenau.states(post));
        towns.link(lindenau, brodowin);
        towns.settle();
        assertEquals(1, brodowin.waiting(ben));
        assertEquals(List.of("at-mailbox"), lindenau.states(post));
    }

    @Test
    void aKillOfTheMailboxNodeBeforeItsCommitLosesNothing() {
        Opener ben = brodowin.mailbox(Towns.PHONE);
        towns.link(lindenau, brodowin);
        brodowin.slowDisk = true;
        Post post = posted(lindenau, ben, brodowin);
        brodowin.crash();
        brodowin.slowDisk = false;
        assertEquals(0, brodowin.waiting(ben));
        towns.link(lindenau, brodowin);
        towns.settle();
        assertEquals(1, brodowin.waiting(ben));
        assertEquals(List.of("at-mailbox"), lindenau.states(post));
    }

    @Test
    void aKillOfTheMailboxNodeBetweenCommitAndAnswerDoublesNothing() {
        Opener ben = brodowin.mailbox(Towns.PHONE);
        towns.link(lindenau, brodowin);
        towns.lost = Frame::hasLettersTaken;
        Post post = posted(lindenau, ben, brodowin);
        assertEquals(List.of("queued"), lindenau.states(post));
        assertEquals(1, brodowin.waiting(ben));
        brodowin.crash();
        towns.lost = frame -> false;
        towns.link(lindenau, brodowin);
        towns.settle();
        assertEquals(1, brodowin.waiting(ben));
        assertEquals(List.of("at-mailbox"), lindenau.states(post));
    }

    @Test
    void aLetterThatWasFetchedAndLetGoIsNotThereASecondTime() {
        Opener ben = brodowin.mailbox(Towns.PHONE);
        towns.link(lindenau, brodowin);
        towns.lost = Frame::hasLettersTaken;
        Post post = posted(lindenau, ben, brodowin);
        brodowin.answer(new Acknowledge(ben, Towns.PHONE, brodowin.page(ben, 0).getNext()))
                .orThrow();
        assertEquals(0, brodowin.waiting(ben));
        towns.lost = frame -> false;
        towns.pass(10 * MINUTE);
        assertEquals(0, brodowin.waiting(ben));
        assertEquals(List.of("at-mailbox"), lindenau.states(post), "it was there, which is what was asked for");
    }

    @Test
    void aFrameThatIsLostIsSentAgainAfterAPauseAndThenALongerOne() {
        Opener ben = brodowin.mailbox(Towns.PHONE);
        towns.link(lindenau, brodowin);
        List<Long> sentAt = new ArrayList<>();
        towns.lost = frame -> frame.hasLetters() && sentAt.add(towns.now);
        posted(lindenau, ben, brodowin);
        towns.pass(30 * MINUTE);
        assertTrue(sentAt.size() > 4 && sentAt.size() < 20, sentAt::toString);
        long before = 0;
        for (int i = 1; i < sentAt.size(); i++) {
            long pause = sentAt.get(i) - sentAt.get(i - 1);
            assertTrue(pause >= before, sentAt::toString);
            before = pause;
        }
        towns.lost = frame -> false;
        towns.pass(2 * MailLimits.RESEND_LAST_MILLIS);
        assertEquals(1, brodowin.waiting(ben));
    }

    @Test
    void aSessionThatOpensBringsWhatWaits() {
        Opener ben = brodowin.mailbox(Towns.PHONE);
        List<Post> posts = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            posts.add(posted(lindenau, ben, brodowin));
        }
        towns.link(lindenau, brodowin);
        towns.settle();
        List<byte[]> fetched = new ArrayList<>();
        long after = 0;
        for (LetterPage page = brodowin.page(ben, after);
                page.getLettersCount() > 0;
                page = brodowin.page(ben, after)) {
            page.getLettersList()
                    .forEach(each -> fetched.add(each.getLetter().getLetter().toByteArray()));
            after = page.getNext();
        }
        assertEquals(posts.size(), fetched.size());
        for (int i = 0; i < fetched.size(); i++) {
            assertArrayEquals(posts.get(i).letter(), fetched.get(i), "in the order in which they entered: " + i);
        }
    }

    @Test
    void whatIsUnderWayOverOneSessionHasALimit() {
        Opener ben = brodowin.mailbox(Towns.PHONE);
        for (int i = 0; i < 60; i++) {
            Post post =
                    lindenau.post(anna, towns.letter(ben.tag(), Bytes32.of(towns.chance(32)), 60_000), brodowin.key());
            lindenau.answer(post).orThrow();
        }
        List<Integer> sizes = new ArrayList<>();
        towns.lost = frame -> frame.hasLetters() && sizes.add(frame.getSerializedSize());
        towns.link(lindenau, brodowin);
        towns.settle();
        int sum = sizes.stream().mapToInt(Integer::intValue).sum();
        assertTrue(sum >= MailLimits.WINDOW_BYTES, "it is used");
        assertTrue(sum < MailLimits.WINDOW_BYTES + 2 * MailLimits.FRAME_BYTES, "and kept to: " + sum);
    }

    @Test
    void manyAnswersGoInFramesThatTheOtherSideTakes() {
        Opener ben = brodowin.mailbox(Towns.PHONE);
        towns.link(lindenau, brodowin);
        brodowin.slowDisk = true;
        for (int i = 0; i < 1_500; i++) {
            lindenau.ask(lindenau.post(anna, towns.letter(ben.tag()), brodowin.key()));
        }
        towns.settle();
        List<Integer> answers = new ArrayList<>();
        towns.lost = frame ->
                frame.hasLettersTaken() && !answers.add(frame.getLettersTaken().getTakenCount());
        brodowin.slowDisk = false;
        brodowin.commit();
        towns.settle();
        assertEquals(1_500, answers.stream().mapToInt(Integer::intValue).sum());
        assertTrue(answers.stream().allMatch(count -> count <= MailLimits.MOST_FRAME_LETTERS), answers::toString);
        assertEquals(1_500, brodowin.office.held().letters());
        assertEquals(
                List.of(),
                lindenau.told.stream().filter(MailEffect.Drop.class::isInstance).toList());
    }

    @Test
    void anAnswerCountsOnlyFromWhereTheLetterWasSent() {
        Town mallory = towns.town();
        Opener ben = brodowin.mailbox(Towns.PHONE);
        towns.link(lindenau, brodowin);
        towns.link(lindenau, mallory);
        towns.lost = Frame::hasLetters;
        Post post = posted(lindenau, ben, brodowin);
        long malloryLine = mallory.peers.keySet().iterator().next();
        LettersTaken lie = LettersTaken.newBuilder()
                .addTaken(LetterTaken.newBuilder()
                        .setLetter(ByteString.copyFrom(post.id().bytes()))
                        .setNode(ByteString.copyFrom(brodowin.key().bytes())))
                .build();
        lindenau.handle(new MailEvent.Taken(malloryLine, lie));
        towns.settle();
        assertEquals(List.of("queued"), lindenau.states(post));
    }

    @Test
    void eachNodeOfALetterIsToldApart() {
        Town third = towns.town();
        Opener ben = brodowin.mailbox(Towns.PHONE);
        towns.link(lindenau, brodowin);
        Post post = posted(lindenau, ben, brodowin, third);
        assertEquals(List.of("at-mailbox", "queued"), lindenau.states(post));
        towns.link(lindenau, third);
        towns.settle();
        assertEquals(List.of("at-mailbox", "refused unknown-mailbox"), lindenau.states(post));
        assertTrue(lindenau.told.contains(new MailEffect.Settled(post.id())));
    }

    @Test
    void whatWasRefusedIsTriedAgainWhenItIsPostedAgain() {
        towns.link(lindenau, brodowin);
        Opener ben = new Opener(Bytes16.of(towns.chance(16)), anna);
        Post post = posted(lindenau, ben, brodowin);
        assertEquals(List.of("refused unknown-mailbox"), lindenau.states(post));
        brodowin.answer(new Keep(ben, null, towns.now + MINUTE, List.of(Towns.PHONE), List.of()))
                .orThrow();
        lindenau.answer(post).orThrow();
        assertEquals(List.of("at-mailbox"), lindenau.states(post));
        assertEquals(1, brodowin.waiting(ben));
    }

    @Test
    void aNodeThatIsNotInTheCharterThatItsMarkNamesIsNotBelieved() {
        Opener ben = brodowin.mailbox(Towns.PHONE);
        brodowin.listed = mark -> false;
        towns.link(lindenau, brodowin);
        Post post = posted(lindenau, ben, brodowin);
        assertEquals(List.of("refused unknown-charter"), lindenau.states(post));
        assertEquals(0, brodowin.waiting(ben));
    }

    @Test
    void aBlockTagIsTheCommunitysOwnOrNoneOfIt() {
        Bytes32 receiver = towns.key().publicKey();
        Opener ben = lindenau.mailbox(Towns.PHONE);
        byte[] tagged = towns.letter(ben.tag(), lindenau.blockTag(anna, receiver), 10);
        assertTrue(mark(lindenau.answer(lindenau.tagged(anna, tagged, receiver, lindenau.key())))
                .tagged());
        Bytes32 other = towns.key().publicKey();
        byte[] forged = towns.letter(ben.tag(), lindenau.blockTag(other, receiver), 10);
        assertEquals("bad-tag", lindenau.refusal(lindenau.tagged(anna, forged, receiver, lindenau.key())));
        assertTrue(!mark(lindenau.answer(lindenau.post(anna, forged, lindenau.key())))
                .tagged());
    }

    @Test
    void aNodeWhoseClockIsOffMarksNothingAndRefusesNothingForGood() {
        Opener ben = brodowin.mailbox(Towns.PHONE);
        towns.link(lindenau, brodowin);
        lindenau.clockOff = true;
        assertEquals("clock-off", lindenau.refusal(lindenau.post(anna, towns.letter(ben.tag()), brodowin.key())));
        lindenau.clockOff = false;
        brodowin.clockOff = true;
        Post post = posted(lindenau, ben, brodowin);
        assertEquals(List.of("queued"), lindenau.states(post));
        brodowin.clockOff = false;
        towns.pass(MINUTE);
        assertEquals(List.of("at-mailbox"), lindenau.states(post));
    }

    @Test
    void whileNothingCanBeWrittenWhoAsksIsToldAndNothingThatWasPromisedIsLost() {
        Opener ben = brodowin.mailbox(Towns.PHONE);
        towns.link(lindenau, brodowin);
        lindenau.fullDisk = true;
        Post post = lindenau.post(anna, towns.letter(ben.tag()), brodowin.key());
        assertEquals("store-full", lindenau.refusal(post));
        assertEquals("store-full", lindenau.refusal(lindenau.post(anna, towns.letter(ben.tag()), brodowin.key())));
        assertEquals(0, brodowin.waiting(ben));
        lindenau.fullDisk = false;
        towns.pass(2 * MailLimits.RETRY_MILLIS);
        lindenau.answer(post).orThrow();
        assertEquals(1, brodowin.waiting(ben), "posted again, it is there once");
    }

    @Test
    void aLetterWaitsFor14DaysAtMost() {
        Opener ben = brodowin.mailbox(Towns.PHONE);
        Post post = posted(lindenau, ben, brodowin);
        towns.pass(MailLimits.LETTER_MILLIS + Limits.HOUR_MILLIS);
        assertEquals(List.of("expired"), lindenau.states(post));
        towns.link(lindenau, brodowin);
        towns.settle();
        assertEquals(0, brodowin.waiting(ben));
        towns.pass(MailLimits.TOLD_MILLIS + Limits.HOUR_MILLIS);
        assertInstanceOf(Checked.Refused.class, lindenau.office.state(anna, post.id()));
        assertEquals(0, lindenau.office.held().sizeBytes(), "nothing is left of it");
    }

    @Test
    void aMailboxThatNobodyEmptiesLetsGoOfWhatExpires() {
        Opener ben = brodowin.mailbox(Towns.PHONE);
        towns.link(lindenau, brodowin);
        posted(lindenau, ben, brodowin);
        towns.pass(MailLimits.LETTER_MILLIS + Limits.HOUR_MILLIS);
        assertEquals(0, brodowin.waiting(ben));
        assertEquals(new PostOffice.Held(1, 0, 0), brodowin.office.held());
        towns.pass(17 * Limits.DAY_MILLIS);
        assertEquals(0, brodowin.office.held().mailboxes(), "it was not renewed");
    }

    @Test
    void aMailboxThatWasGivenUpTakesNothing() {
        Opener ben = brodowin.mailbox(Towns.PHONE);
        towns.link(lindenau, brodowin);
        posted(lindenau, ben, brodowin);
        brodowin.answer(new GiveUp(ben)).orThrow();
        assertEquals("unknown-mailbox", brodowin.refusal(new GiveUp(ben)));
        Post late = posted(lindenau, ben, brodowin);
        assertEquals(List.of("refused unknown-mailbox"), lindenau.states(late));
        assertEquals(0, brodowin.office.held().letters());
    }

    @Test
    void aMemberPostsAsMuchAsOneMay() {
        Opener ben = brodowin.mailbox(Towns.PHONE);
        for (int i = 0; i < MailLimits.MEMBER_LETTERS_AN_HOUR; i++) {
            lindenau.ask(lindenau.post(anna, towns.letter(ben.tag()), brodowin.key()));
        }
        Post more = lindenau.post(anna, towns.letter(ben.tag()), brodowin.key());
        assertEquals("over-budget", lindenau.refusal(more));
        Post others = lindenau.post(towns.key().publicKey(), towns.letter(ben.tag()), brodowin.key());
        assertEquals("taken", lindenau.refusal(others));
        towns.pass(MINUTE);
        assertEquals("taken", lindenau.refusal(more));
    }

    @Test
    void aNodeKeepsAsMuchAsItMay() {
        Town small = towns.town(10_000);
        Opener ben = small.mailbox(Towns.PHONE);
        int taken = 0;
        while (small.refusal(small.post(anna, towns.letter(ben.tag()), brodowin.key()))
                .equals("taken")) {
            taken++;
        }
        assertTrue(taken > 2 && taken < 9, "so many: " + taken);
        assertEquals("store-full", small.refusal(small.post(anna, towns.letter(ben.tag()), brodowin.key())));
    }
}
