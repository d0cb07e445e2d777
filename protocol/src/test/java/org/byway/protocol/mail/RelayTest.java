package org.byway.protocol.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.mail.MailRequest.Opener;
import org.byway.protocol.mail.MailRequest.Post;
import org.byway.protocol.mail.Towns.Town;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.Frame;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Letters to nodes that are not neighbours: over three sessions at most, in no circle, and the answer back. */
class RelayTest {
    private final Towns towns = new Towns();
    private final Bytes32 anna = towns.key().publicKey();
    private final List<Town> line = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();

    @BeforeEach
    void fiveTownsInALine() {
        for (int i = 0; i < 5; i++) {
            line.add(towns.town());
        }
        for (int i = 1; i < 5; i++) {
            towns.link(line.get(i - 1), line.get(i));
        }
    }

    private Post post(Town from, Opener to, Town at) {
        Post post = from.post(anna, towns.letter(to.tag()), at.key());
        from.answer(post).orThrow();
        return post;
    }

    @Test
    void threeSessionsAreCrossedAndFourAreNot() {
        Opener near = line.get(3).mailbox(Towns.PHONE);
        Post reached = post(line.get(0), near, line.get(3));
        assertEquals(List.of("at-mailbox"), line.get(0).states(reached));
        assertEquals(1, line.get(3).waiting(near));

        Opener far = line.get(4).mailbox(Towns.PHONE);
        Post lost = post(line.get(0), far, line.get(4));
        towns.pass(60_000);
        assertEquals(List.of("queued"), line.get(0).states(lost));
        assertEquals(0, line.get(4).waiting(far));
    }

    @Test
    void inACircleALetterEndsAndIsThereOnce() {
        towns.link(line.get(0), line.get(2));
        towns.link(line.get(1), line.get(3));
        towns.link(line.get(0), line.get(4));
        Opener ben = line.get(3).mailbox(Towns.PHONE);
        towns.lost = frame -> {
            frames.add(frame);
            return false;
        };
        Post post = post(line.get(0), ben, line.get(3));
        assertEquals(List.of("at-mailbox"), line.get(0).states(post));
        assertEquals(1, line.get(3).waiting(ben));
        assertTrue(frames.stream().filter(Frame::hasLetters).count() < 12, () -> frames.size() + " frames");
    }

    @Test
    void anUnknownNodeCostsEachNeighbourOneFrameAPause() {
        towns.link(line.get(0), line.get(2));
        Post post =
                line.get(0).post(anna, towns.letter(Towns.PHONE), towns.key().publicKey());
        towns.lost = frame -> {
            frames.add(frame);
            return false;
        };
        line.get(0).answer(post).orThrow();
        assertTrue(frames.size() <= 2 * 5, () -> frames.size() + " frames");
        towns.pass(60_000);
        assertTrue(frames.size() <= 5 * 2 * 5, () -> frames.size() + " frames in a minute");
    }

    @Test
    void aNodeInBetweenThatWasDownIsTriedAgain() {
        Opener ben = line.get(2).mailbox(Towns.PHONE);
        line.get(1).cutAll();
        Post post = post(line.get(0), ben, line.get(2));
        towns.link(line.get(0), line.get(1));
        towns.settle();
        assertEquals(List.of("queued"), line.get(0).states(post), "there is no way on from the middle yet");
        towns.link(line.get(1), line.get(2));
        towns.pass(60_000);
        assertEquals(List.of("at-mailbox"), line.get(0).states(post));
        assertEquals(1, line.get(2).waiting(ben));
    }

    @Test
    void whatNoCharterVouchesForIsNotPassedOn() {
        Opener ben = line.get(2).mailbox(Towns.PHONE);
        line.get(1).listed = mark -> false;
        Post post = post(line.get(0), ben, line.get(2));
        assertEquals(0, line.get(2).waiting(ben));
        line.get(1).listed = mark -> true;
        towns.pass(60_000);
        assertEquals(List.of("at-mailbox"), line.get(0).states(post));
    }

    @Test
    void aFloodOfOneCommunityIsSlowedAndHarmsNoOther() {
        Town flooded = line.get(1);
        Opener ben = flooded.mailbox(Towns.PHONE);
        List<CarriedMail> flood = new ArrayList<>();
        Town mallory = line.get(0);
        for (int i = 0; i < MailLimits.COMMUNITY_LETTERS_AT_ONCE; i++) {
            flood.add(i < 10 ? new CarriedMail(marked(mallory, ben), flooded.key(), 1) : flood.get(0));
        }
        long session = mallory.peers.keySet().iterator().next();
        flooded.handle(new MailEvent.Carried(session, flood));
        towns.settle();
        assertEquals(10, flooded.waiting(ben), "what comes again is charged, and kept once");
        CarriedMail late = new CarriedMail(marked(mallory, ben), flooded.key(), 1);
        flooded.handle(new MailEvent.Carried(session, List.of(late)));
        towns.settle();
        assertEquals(10, flooded.waiting(ben), "mallory's community waits");
        Post honest = post(line.get(2), ben, flooded);
        assertEquals(List.of("at-mailbox"), line.get(2).states(honest));
    }

    private MarkedMail marked(Town by, Opener to) {
        byte[] letter = towns.letter(to.tag());
        Bytes32 id = Sha256.of(letter);
        Mark mark = Mark.sign(by.node, by.terms().origin(), towns.now, false, id);
        return new MarkedMail(id, letter, to.tag(), mark);
    }
}
